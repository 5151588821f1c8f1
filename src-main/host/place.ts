import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The folder of the application itself: where `package.json` lies, above the source as above the bundle. */
export function applicationRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json above ${from}`);
  }
}

export function applicationVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The built page. */
export function rendererFolder(root: string): string {
  return join(root, 'out', 'renderer');
}

/**
 * Where this machine's settings, uploads, exports and logs live unless `--data` says otherwise: the folder that Electron
 * calls `userData`, so that both hosts read the same `config.json`.
 */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Slipway');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Slipway');
    default:
      // An XDG variable that is not absolute is to be ignored (XDG Base Directory Specification).
      return join(
        env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(home, '.config'),
        'Slipway',
      );
  }
}

/** A path as a person gave it on the command line. */
export function givenPath(path: string | undefined): string | null {
  return path === undefined ? null : resolve(path);
}
