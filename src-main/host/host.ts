import type { Settings } from '#shared/features/settings/contract.ts';

export type FilePurpose = 'open' | 'create' | 'backup' | 'restore' | 'clone';

/** Keeps secrets for one machine; the workspace file never holds one in the clear. */
export interface SecretStore {
  /** Null when there is no secret of that name, or it cannot be read on this machine. */
  get(name: string): Promise<string | null>;
  set(name: string, value: string | null): Promise<void>;
}

/** What the surroundings offer: Electron, a plain Node process with a browser, or a test. */
export interface Host {
  readonly kind: 'electron' | 'web';
  readonly version: string;
  readonly canChooseFiles: boolean;
  chooseFile(purpose: FilePurpose): Promise<string | null>;
  readonly secrets: SecretStore;
}

/** What one machine remembers, kept in `config.json` of the data folder. */
export interface StoredSettings extends Settings {
  /** Hashes of what a person lets this machine run. */
  readonly trusted: readonly string[];
  /** Where the clones of projects are, by the projects' public ids. No workspace says where git is to be run. */
  readonly clones: Readonly<Record<string, string>>;
  readonly recent: readonly { readonly file: string; readonly name: string; readonly openedAt: number }[];
}

/** electron-store in Electron, conf in the browser host: both write the same `config.json`. */
export interface SettingsStore {
  read(): Partial<StoredSettings>;
  write(settings: StoredSettings): void;
}
