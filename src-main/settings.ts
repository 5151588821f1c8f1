import { userInfo } from 'node:os';
import { type Settings, settingsSchema } from '#shared/features/settings/contract.ts';
import type { SettingsStore, StoredSettings } from './host/host.ts';

export const GATEWAY_PORT = 7410;

function localName(): string {
  try {
    return userInfo().username || 'me';
  } catch {
    return 'me';
  }
}

function defaults(): StoredSettings {
  return {
    theme: 'system',
    zone: 'utc',
    actorName: localName(),
    actorEmail: null,
    keys: {},
    notices: { ended: 'production', decisions: true },
    gateway: { enabled: false, address: '127.0.0.1', port: GATEWAY_PORT, allowedHosts: [], baseUrl: null },
    recent: [],
    trusted: [],
    clones: {},
  };
}

export interface MachineSettings {
  get(): Settings;
  recent(): StoredSettings['recent'];
  update(change: Partial<Omit<Settings, 'gateway'>> & { gateway?: Partial<Settings['gateway']> }): Settings;
  remember(file: string, name: string, at: number): void;
  forget(file: string): void;
  /** Whether a person lets this machine run what has this hash. */
  trusts(hash: string): boolean;
  trust(hash: string, trusted: boolean): void;
  /** Where a project's clone is on this machine; null when none is attached. */
  clone(projectUid: string): string | null;
  setClone(projectUid: string, path: string | null): void;
}

const RECENT = 12;
const TRUSTED = 500;

/** The settings of this machine over whatever store the host has. A damaged value falls back to its default. */
export function machineSettings(store: SettingsStore): MachineSettings {
  const read = (): StoredSettings => {
    const stored = store.read();
    const base = defaults();
    const entries = Object.entries(settingsSchema.shape).map(([name, schema]) => {
      const fallback = base[name as keyof Settings];
      const given = stored[name as keyof Settings];
      const merged = name === 'gateway' ? { ...base.gateway, ...(given as object | undefined) } : given;
      const parsed = schema.safeParse(merged);
      return [name, parsed.success ? parsed.data : fallback];
    });
    const settings = Object.fromEntries(entries) as Settings;
    const recent = Array.isArray(stored.recent) ? stored.recent : [];
    const trusted = Array.isArray(stored.trusted) ? stored.trusted : [];
    const clones = Object.entries(stored.clones ?? {}).filter(([, path]) => typeof path === 'string');
    return { ...settings, recent, trusted, clones: Object.fromEntries(clones) };
  };
  const given = <T extends object>(change: T) =>
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const write = (settings: StoredSettings) => {
    store.write(settings);
    return settings;
  };
  const visible = ({ recent: _r, trusted: _t, clones: _c, ...settings }: StoredSettings): Settings =>
    settings;
  return {
    get: () => visible(read()),
    recent: () => read().recent,
    update({ gateway, ...change }) {
      const current = read();
      return visible(
        write({ ...current, ...given(change), gateway: { ...current.gateway, ...given(gateway ?? {}) } }),
      );
    },
    remember(file, name, openedAt) {
      const current = read();
      const others = current.recent.filter((entry) => entry.file !== file);
      write({ ...current, recent: [{ file, name, openedAt }, ...others].slice(0, RECENT) });
    },
    forget(file) {
      const current = read();
      write({ ...current, recent: current.recent.filter((entry) => entry.file !== file) });
    },
    trusts: (hash) => read().trusted.includes(hash),
    trust(hash, trusted) {
      const current = read();
      const others = current.trusted.filter((known) => known !== hash);
      write({ ...current, trusted: trusted ? [hash, ...others].slice(0, TRUSTED) : others });
    },
    clone: (projectUid) => read().clones[projectUid] ?? null,
    setClone(projectUid, path) {
      const { [projectUid]: _before, ...others } = read().clones;
      write({ ...read(), clones: path === null ? others : { ...others, [projectUid]: path } });
    },
  };
}
