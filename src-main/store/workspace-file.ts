import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { Sources } from '../context.ts';
import { workspaceStore } from '../features/workspace/store.ts';
import type { Folders } from '../jobs/folders.ts';
import { type Connection, fileError, openWriter } from './open.ts';

/** What a thread is started with: plain values, since functions do not cross threads. */
export interface WorkspaceOptions {
  readonly file: string;
  readonly folders: Folders;
  /** The name of a workspace that does not exist yet. */
  readonly name: string;
  readonly maxBytes?: number;
}

/** `2026-11-20T14-32-25`, for file names. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(':', '-');
}

/** Opens the writing connection of a workspace, keeping a backup before an upgrade and naming a new one. */
export function openWorkspaceFile(options: WorkspaceOptions, sources: Sources): Connection {
  const { file, folders } = options;
  const db = openWriter(file, {
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    backup(fromVersion) {
      mkdirSync(folders.backups, { recursive: true });
      const name = basename(file).replace(/\.slipway$/, '');
      const copy = join(
        folders.backups,
        `${name}-before-upgrade-from-${fromVersion}-${stampOf(sources.now())}.slipway`,
      );
      const reader = new Sqlite(file, { readonly: true });
      reader.prepare('VACUUM INTO ?').run(copy);
      reader.close();
    },
  });
  workspaceStore(db).create({ uid: sources.uid(), name: options.name, createdAt: sources.now() });
  return db;
}

export interface WorkspaceLock {
  release(): void;
}

/**
 * Keeps a second process out. The lock is an exclusive transaction on a tiny SQLite file beside the workspace: the
 * operating system lets go of it whatever way the process ends, SIGKILL included.
 * @throws conflict when another process holds it.
 */
export function lockWorkspace(file: string): WorkspaceLock {
  let lock: Connection;
  try {
    lock = new Sqlite(`${file}.lock`, { timeout: 200 });
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith('SQLITE_BUSY')) throw fileError(error, file);
    throw new AppError('conflict', `${basename(file)} is open in another Slipway. It was left alone.`, {
      hint: 'Use that window, or close it first.',
      file,
    });
  }
  return {
    release() {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}
