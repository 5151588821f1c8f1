import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Sources } from '../../context.ts';
import type { Shell } from '../../shell.ts';
import { isWorkspace } from '../../store/migrate.ts';
import { fileError, openReader } from '../../store/open.ts';
import { stampOf } from '../../store/workspace-file.ts';

interface Backup {
  readonly file: string;
  readonly size: number;
  readonly at: number;
  readonly why: string;
}

function reasonOf(name: string): string {
  if (name.includes('-before-upgrade-')) return 'before an upgrade';
  return name.includes('-before-restore-') ? 'before a restore' : 'made by hand';
}

/** The copies in the folder beside the workspace, newest first. */
export function listBackups(shell: Shell): Backup[] {
  const folder = shell.session()?.folders.backups;
  if (!folder || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.slipway'))
    .map((name) => {
      const file = join(folder, name);
      const { size, mtimeMs } = statSync(file);
      return { file, size, at: Math.round(mtimeMs), why: reasonOf(name) };
    })
    .sort((a, b) => b.at - a.at);
}

/** Refuses what is no sound workspace before anything is touched. */
function requireWorkspace(file: string): void {
  if (!existsSync(file)) throw new AppError('not_found', `${file} does not exist. Nothing was changed.`);
  try {
    const db = openReader(file);
    const ours = isWorkspace(db);
    const [found] = db.pragma('quick_check(1)') as { quick_check: string }[];
    db.close();
    if (!ours || found?.quick_check !== 'ok') throw new Error('no sound workspace');
  } catch (error) {
    const worded = fileError(error);
    if (worded instanceof AppError) throw worded;
    throw new AppError(
      'invalid_input',
      `${basename(file)} is no sound Slipway workspace. Nothing was changed.`,
      {
        hint: 'Choose another backup.',
      },
    );
  }
}

/**
 * Replaces the open workspace by a backup. What is there now is moved into the backups first; if anything fails, it
 * is put back, and the workspace that was open is open again.
 */
export async function restoreBackup(shell: Shell, sources: Sources, backup: string): Promise<void> {
  const session = shell.session();
  if (!session) throw new AppError('unavailable', 'No workspace is open to be restored.');
  requireWorkspace(backup);
  const { file, folders } = session;
  const name = basename(file).replace(/\.slipway$/, '');
  mkdirSync(folders.backups, { recursive: true });
  const incoming = `${file}.restoring`;
  copyFileSync(backup, incoming);
  await shell.closeSession();
  const kept = join(folders.backups, `${name}-before-restore-${stampOf(sources.now())}.slipway`);
  renameSync(file, kept);
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  renameSync(incoming, file);
  await shell.open(file);
  if (shell.session()) return;
  const problem = shell.problem();
  renameSync(kept, file);
  await shell.open(file);
  throw new AppError(
    'conflict',
    `The backup could not be opened: ${problem?.message ?? 'unknown cause'} The workspace is as it was.`,
  );
}
