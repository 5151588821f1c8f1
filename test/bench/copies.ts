import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The three generated workspaces. Nothing is ever written into them. */
export interface Files {
  readonly small: string;
  readonly middle: string;
  readonly large: string;
}

const folders: string[] = [];

/** A folder that is gone when the process ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-run-'));
  if (folders.length === 0) {
    process.on('exit', () => {
      for (const path of folders) rmSync(path, { recursive: true, force: true });
    });
  }
  folders.push(folder);
  return folder;
}

/** A copy of a workspace to write into, made without copying its blocks where the file system can. */
export function copyOf(file: string): string {
  const copy = join(scratch(), 'copy.slipway');
  execFileSync('cp', ['--reflink=auto', file, copy]);
  return copy;
}

/** Lets go of the room that a copy takes, before the process ends. */
export function drop(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${suffix}`, { force: true });
}
