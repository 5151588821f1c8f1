import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  type FileFilter,
  type OpenDialogOptions,
  type SaveDialogOptions,
  safeStorage,
} from 'electron';
import { readObject, writeWhole } from '../config-file.ts';
import type { FilePurpose, Host, SecretStore } from '../host.ts';
import { fileSecrets } from '../web/secrets.ts';

const filters: FileFilter[] = [
  { name: 'Slipway workspace', extensions: ['slipway'] },
  { name: 'All files', extensions: ['*'] },
];

const titles: Readonly<Record<FilePurpose, string>> = {
  open: 'Open a workspace',
  create: 'Create a workspace',
  backup: 'Back up to',
  restore: 'Restore a backup',
  clone: 'Choose the folder of the clone',
};

async function chooseFile(purpose: FilePurpose): Promise<string | null> {
  const parent = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const title = titles[purpose];
  if (purpose === 'open' || purpose === 'restore' || purpose === 'clone') {
    const options: OpenDialogOptions =
      purpose === 'clone'
        ? { title, properties: ['openDirectory'] }
        : { title, filters, properties: ['openFile'] };
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  }
  const options: SaveDialogOptions = { title, filters, defaultPath: 'workspace.slipway' };
  const { filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  return filePath || null;
}

/** Secrets under the system's own key store; under a key file where the system has none that protects anything. */
function systemSecrets(folder: string): SecretStore {
  const file = join(folder, 'secrets-system.json');
  const fallback = fileSecrets(folder);
  const all = () => (readObject(file) ?? {}) as Record<string, string>;
  return {
    async get(name) {
      const sealed = all()[name];
      if (sealed === undefined) return fallback.get(name);
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
      } catch {
        // Sealed on another machine or for another user: to this one it is not there.
        return null;
      }
    },
    async set(name, value) {
      const { [name]: _old, ...others } = all();
      if (value === null || !(await safeStorage.isAsyncEncryptionAvailable())) {
        await fallback.set(name, value);
        return writeWhole(file, JSON.stringify(others));
      }
      const sealed = (await safeStorage.encryptStringAsync(value)).toString('base64');
      writeWhole(file, JSON.stringify({ ...others, [name]: sealed }));
    },
  };
}

/** What Electron and the desktop around it offer. */
export function electronHost(data: string): Host {
  return {
    kind: 'electron',
    version: app.getVersion(),
    canChooseFiles: true,
    chooseFile,
    secrets: systemSecrets(data),
  };
}
