import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a process has to end itself, and then to be gone, in ms. */
const GRACE = 3000;
const LAST_WAIT = 1000;
const LOOK_EVERY = 25;

const isWindows = process.platform === 'win32';

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, name);
    return true;
  } catch (error) {
    // Somebody else's process has its number by now, so ours is gone.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function isGone(pid: number, within: number): Promise<boolean> {
  for (const end = Date.now() + within; Date.now() < end; ) {
    if (!signal(pid, 0)) return true;
    await wait(LOOK_EVERY);
  }
  return !signal(pid, 0);
}

/**
 * Ends a process and everything that it started: asked first, made to after some seconds. `pid` leads a group of its
 * own. Resolves when the group is gone, or after all was done that can be.
 */
export async function endGroup(pid: number): Promise<void> {
  if (isWindows) {
    await new Promise<void>((done) => {
      execFile('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true }, () => done());
    });
    return;
  }
  if (!signal(pid, 'SIGTERM') || (await isGone(pid, GRACE))) return;
  signal(pid, 'SIGKILL');
  await isGone(pid, LAST_WAIT);
}

/** The words of a process in the system's own list, from its state on. @throws when there is none of that number. */
function statOf(pid: number | string): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold blanks and brackets itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Whether a process was given `token`, a `NAME=value`, in its environment. False for one that is over. */
function carries(pid: string, token: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(token);
  } catch {
    return false;
  }
}

/** Every process of whatever group that was given `token`. Only where the system tells; elsewhere none is found. */
function carriersOf(token: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && carries(name, token))
    .map(Number);
}

function signalEach(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
}

/**
 * Ends what a process started and what then left its group, as `setsid` does: asked first, made to after some seconds.
 * `token` is what its environment had and no other's has.
 */
export async function endStrays(token: string): Promise<void> {
  let left = carriersOf(token);
  signalEach(left, 'SIGTERM');
  const [forced, last] = [Date.now() + GRACE, Date.now() + GRACE + LAST_WAIT];
  while (left.length > 0 && Date.now() < last) {
    await wait(LOOK_EVERY);
    left = carriersOf(token);
    if (Date.now() >= forced) signalEach(left, 'SIGKILL');
  }
}

/**
 * Whether a group that a process led still has a member that was given `token` in its environment, so that it is no later
 * group of the same number. Only where the system tells; elsewhere none is found.
 */
export function hasMember(pid: number, token: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && statOf(name)[2] === String(pid) && carries(name, token);
    } catch {
      return false;
    }
  });
}

/**
 * What tells a process from a later one with the same number: when it was started, by the system's own count. Null when
 * there is none of that number, or the system does not say.
 */
export function processMark(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const words = statOf(pid);
      return words[0] === 'Z' ? null : `${boot} ${words[19]}`;
    }
    if (isWindows) return null;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
