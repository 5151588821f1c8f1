import { join } from 'node:path';
import Store from 'electron-store';
import { readObject } from '../config-file.ts';
import type { SettingsStore, StoredSettings } from '../host.ts';

/**
 * The desktop's settings in electron-store's `config.json`, which the browser host reads and writes as well. A file
 * that is no JSON is set aside first: the store would refuse to open it.
 */
export function electronSettings(folder: string): SettingsStore {
  readObject(join(folder, 'config.json'));
  const store = new Store<StoredSettings>({ cwd: folder, name: 'config', configFileMode: 0o600 });
  return {
    read: () => store.store,
    write(settings) {
      store.store = settings;
    },
  };
}
