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
async function endGroup(pid: number): Promise<void> {
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

/**
 * Every process of whatever group that was given `token`, but Slipway itself, which a step may have started. Only where
 * the system tells; elsewhere none is found.
 */
function carriersOf(token: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid) && carries(name, token))
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

/** A command that was started: it leads a group of its own, and its environment has a `NAME=value` that no other's has. */
export interface StartedCommand {
  readonly pid: number;
  readonly token: string;
}

/** Ends what a command started and what then left its group, as `setsid` does: asked first, made to after some seconds. */
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

/** Ends a command with all that it started: its group, then what left that, so that nobody is asked twice. */
export async function endCommand({ pid, token }: StartedCommand): Promise<void> {
  await endGroup(pid);
  await endStrays(token);
}

function isInGroup(pid: number, leader: number): boolean {
  try {
    return statOf(pid)[2] === String(leader);
  } catch {
    return false;
  }
}

/**
 * What is left of a command that nobody follows any more, by `mark`, which is when it was started: whether its group is
 * still the very same one, and whether anything that it started runs at all. What outlived the command itself is found
 * only where the system tells.
 */
export function remainsOf(
  { pid, token }: StartedCommand,
  mark: string | null,
): { readonly group: boolean; readonly any: boolean } {
  const carriers = carriersOf(token);
  const isSame = mark !== null && processMark(pid) === mark;
  return {
    group: isSame || carriers.some((carrier) => isInGroup(carrier, pid)),
    any: isSame || carriers.length > 0,
  };
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
