import { join } from 'node:path';
import { type App, createApp } from '../../src-main/app.ts';
import type { Host, SettingsStore, StoredSettings } from '../../src-main/host/host.ts';
import { scratch } from './copies.ts';

const host: Host = {
  kind: 'web',
  version: '0.0.0-bench',
  canChooseFiles: false,
  chooseFile: async () => null,
  secrets: { get: async () => null, set: async () => {} },
};

function settings(): SettingsStore {
  let stored: Partial<StoredSettings> = {};
  return {
    read: () => stored,
    write(next) {
      stored = next;
    },
  };
}

/** The application with its real threads over a file that may be written to. */
export async function openApp(file: string, gatewayPort: number | null = null): Promise<App> {
  const app = createApp({
    file,
    data: join(scratch(), 'data'),
    host,
    settings: settings(),
    log: (error) => console.error(error),
    threads: true,
    gatewayPort,
  });
  await app.ready;
  return app;
}
