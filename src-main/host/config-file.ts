import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SettingsStore, StoredSettings } from './host.ts';

/** Writes a file whole or not at all. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.part`;
  writeFileSync(partial, text, { mode: 0o600 });
  renameSync(partial, file);
}

/** Reads an object from a JSON file. A file that is none is kept aside under another name, and null is answered. */
export function readObject(file: string): Record<string, unknown> | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Falls through: what cannot be read is not thrown away.
  }
  renameSync(file, `${file}.damaged`);
  return null;
}

/**
 * The browser host's settings in `config.json`, the file that electron-store keeps on the desktop. It is read again
 * only when it changed on the disk. (The store's own package loads a schema compiler, 100 ms at every start, for one
 * small file that `machineSettings` checks anyway.)
 */
export function configFile(folder: string): SettingsStore {
  const file = join(folder, 'config.json');
  let known: Partial<StoredSettings> = {};
  let stamp = '';
  const stampOf = () => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found ? `${found.mtimeMs} ${found.size}` : 'none';
  };
  return {
    read() {
      const now = stampOf();
      if (now !== stamp) {
        known = (readObject(file) ?? {}) as Partial<StoredSettings>;
        stamp = stampOf();
      }
      return known;
    },
    write(settings) {
      writeWhole(file, `${JSON.stringify(settings, null, 2)}\n`);
      known = settings;
      stamp = stampOf();
    },
  };
}
