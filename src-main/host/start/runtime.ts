import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long fetching the runtime may take, in ms: it is some 110 MB, and the browser host is there at once. */
const LONGEST_FETCH = 120_000;

export interface Surroundings {
  readonly root: string;
  readonly args: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Whether this user is the superuser; never on Windows. */
  readonly isRoot: boolean;
}

/** Which host to start: Electron by its program, or the browser host and why. */
export type Choice = { readonly electron: string } | { readonly electron: null; readonly why: string };

/** Electron's program, when it is on this machine. */
export function electronProgram(root: string, env: NodeJS.ProcessEnv): string | null {
  const home = join(root, 'node_modules', 'electron');
  const named = join(home, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : null;
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const program = override ? join(override, name ?? 'electron') : name && join(home, 'dist', name);
  return program && existsSync(program) ? program : null;
}

/** Why Electron could not show a window here, or null. */
export function windowless({ platform, env, isRoot, args }: Surroundings): string | null {
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display here';
  if (platform === 'linux' && isRoot && !args.includes('--no-sandbox')) {
    return 'Electron does not run as root without giving up its sandbox (add --no-sandbox to have it so)';
  }
  return null;
}

function fetchRuntime(root: string): boolean {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return false;
  return (
    spawnSync(process.execPath, [installer], {
      stdio: 'ignore',
      timeout: LONGEST_FETCH,
      killSignal: 'SIGKILL',
    }).status === 0
  );
}

/** Chooses the host. `say` is told before something takes long. */
export function chooseHost(here: Surroundings, say: (sentence: string) => void): Choice {
  if (here.args.includes('--browser')) return { electron: null, why: 'you asked for it' };
  const why = windowless(here);
  if (why !== null) return { electron: null, why };
  const installed = electronProgram(here.root, here.env);
  if (installed) return { electron: installed };
  say('Fetching Electron’s runtime…');
  const fetched = fetchRuntime(here.root) ? electronProgram(here.root, here.env) : null;
  return fetched
    ? { electron: fetched }
    : { electron: null, why: 'Electron’s runtime is not installed and could not be fetched' };
}
