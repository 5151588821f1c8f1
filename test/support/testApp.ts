import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/contract/index.ts';
import { type App, createApp } from '../../src-main/app.ts';
import type { Sources } from '../../src-main/context.ts';
import type { Host, SettingsStore, StoredSettings } from '../../src-main/host/host.ts';

/** 2026-11-20 14:32:25 UTC, the present of the tests. */
export const NOON = Date.UTC(2026, 10, 20, 14, 32, 25);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A clock that stands still until it is moved, ids in a row, secrets that repeat from run to run. */
export interface TestSources extends Sources {
  set(at: number): void;
  advance(ms: number): void;
}

export function testSources(start = NOON): TestSources {
  let now = start;
  let last = 0;
  const next = () => {
    last += 1;
    return last.toString(16).padStart(12, '0');
  };
  return {
    now: () => now,
    uid: () => `01939000-0000-7000-8000-${next()}`,
    secret: (bytes) => `secret${next()}`.padEnd(Math.ceil((bytes * 4) / 3), 'x'),
    set(at) {
      now = at;
    },
    advance(ms) {
      now += ms;
    },
  };
}

export function memorySettings(initial: Partial<StoredSettings> = {}): SettingsStore {
  let stored: Partial<StoredSettings> = initial;
  return {
    read: () => stored,
    write(settings) {
      stored = settings;
    },
  };
}

export function testHost(): Host {
  const kept = new Map<string, string>();
  return {
    kind: 'web',
    version: '0.0.0-test',
    canChooseFiles: false,
    chooseFile: async () => null,
    secrets: {
      get: async (name) => kept.get(name) ?? null,
      async set(name, value) {
        if (value === null) kept.delete(name);
        else kept.set(name, value);
      },
    },
  };
}

export interface TestApp {
  readonly app: App;
  readonly client: Client;
  readonly sources: TestSources;
  readonly folder: string;
  readonly file: string;
  /** What was logged as an unexpected error; a test that expects none checks it. */
  readonly logged: unknown[];
  /** Closes and opens the same file again. */
  reopen(): Promise<TestApp>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly folder?: string;
  readonly sources?: TestSources;
  readonly threads?: boolean;
  readonly maxBytes?: number;
  readonly gatewayPort?: number;
  readonly settings?: Partial<StoredSettings>;
}

/** The application over a real SQLite file in a folder of its own; only clock, ids, chance and host are fakes. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'slipway-'));
  const file = join(folder, 'test.slipway');
  const sources = options.sources ?? testSources();
  const logged: unknown[] = [];
  const app = createApp({
    file,
    data: join(folder, 'data'),
    host: testHost(),
    settings: memorySettings({ actorName: 'mira.solberg', ...options.settings }),
    log: (error) => logged.push(error),
    threads: options.threads ?? false,
    sources,
    gatewayPort: options.gatewayPort ?? null,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  await app.ready;
  await app.gatewayUrl();
  const stop = () => app.close();
  return {
    app,
    client: app.client,
    sources,
    folder,
    file,
    logged,
    async reopen() {
      await stop();
      return testApp({ ...options, folder, sources });
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A project in one environment, the least that a deployment needs. */
export async function withPlace(client: Client, project = 'checkout-api', environment = 'prod-eu') {
  const { id: environmentId } = await client.environment.create({ name: environment, tier: 'production' });
  const { id: projectId } = await client.project.create({ name: project, environmentIds: [environmentId] });
  return { projectId, environmentId };
}
