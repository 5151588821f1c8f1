import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, Options } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { migrate } from './migrate.ts';

export type Connection = Database;

/** better-sqlite3 13 needs Node-API 10: under Node 20 it would not fail but crash the process. */
function requireNodeApi(): void {
  if (Number(process.versions.napi) < 10) {
    throw new AppError('unavailable', `Slipway needs Node 22 or newer, this is ${process.version}.`, {
      hint: 'Start it with "npm start", which brings its own Node.',
    });
  }
}

function connect(file: string, options: Options): Database {
  requireNodeApi();
  const db = new Sqlite(file, options);
  // A page must not wait for the writer; the net is for the moment of a checkpoint.
  db.pragma('busy_timeout = 5000');
  db.pragma('temp_store = MEMORY');
  db.pragma('mmap_size = 2147483648');
  db.pragma('foreign_keys = ON');
  return db;
}

const HEADER = 'SQLite format 3\0';

/** Refuses what is certainly no workspace before SQLite touches it, so that it stays byte for byte as it was. */
export function requireUsable(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) {
    throw new AppError('not_found', `The folder ${folder} does not exist. Nothing was created.`, {
      hint: 'Create the folder first, or choose another place.',
    });
  }
  if (!existsSync(file)) {
    requireWritable(folder, `Slipway cannot write into ${folder}.`);
    return;
  }
  if (statSync(file).isDirectory()) {
    throw new AppError('invalid_input', `${file} is a folder, not a workspace file.`);
  }
  const head = Buffer.alloc(HEADER.length);
  const handle = openSync(file, 'r');
  const read = readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  if (read > 0 && head.toString('latin1') !== HEADER) {
    throw new AppError(
      'invalid_input',
      `${file} is not a SQLite file, so it is no workspace. It was left as it is.`,
      {
        hint: 'To bring its content in, use Import. To start anew, create a workspace.',
      },
    );
  }
}

/** Refuses a file that this user cannot write to; one that does not exist yet is its folder's matter. */
export function requireWritableFile(file: string): void {
  if (existsSync(file)) requireWritable(file, `Slipway cannot write to ${file}.`);
}

function requireWritable(path: string, message: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw new AppError('unavailable', `${message} Nothing was changed.`, {
      hint: 'Choose a folder of your own, or change its permissions.',
    });
  }
}

export interface WriterOptions {
  /** A limit on the file's size in bytes; tests use it to fill the disk. */
  readonly maxBytes?: number;
  /** Called with the old schema version before a migration changes a file that has content. */
  readonly backup?: (fromVersion: number) => void;
}

/**
 * Opens the one writing connection, creating and upgrading the file when needed.
 * @throws AppError in words for anything that is no usable workspace; the file is then as it was.
 */
export function openWriter(file: string, options: WriterOptions = {}): Connection {
  requireUsable(file);
  requireWritableFile(file);
  let db: Database;
  try {
    db = connect(file, {});
    migrate(db, options.backup ?? (() => {}));
  } catch (error) {
    throw fileError(error, file);
  }
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  if (options.maxBytes !== undefined) {
    const pageSize = db.pragma('page_size', { simple: true }) as number;
    db.pragma(`max_page_count = ${Math.ceil(options.maxBytes / pageSize)}`);
  }
  return db;
}

/**
 * Closes the writing connection. The planner's statistics are a favour to the next start: a full disk refuses them, and
 * closing goes on.
 */
export function closeWriter(db: Connection): void {
  try {
    db.pragma('optimize');
  } catch {
    // Nothing of the workspace hangs on it.
  }
  db.close();
}

/** Opens a connection that can only read; a door has one for its pages, each pool thread one for its scans. */
export function openReader(file: string): Connection {
  const db = connect(file, { readonly: true, fileMustExist: true });
  db.pragma('query_only = ON');
  return db;
}

const sqliteSentences: Readonly<Record<string, [message: string, hint: string]>> = {
  SQLITE_FULL: [
    'The disk is full. The last change was not written; everything before it is safe.',
    'Free some space, then do it again.',
  ],
  SQLITE_READONLY: [
    'The workspace cannot be written to. Nothing was changed.',
    'Check the permissions of the file and its folder.',
  ],
  SQLITE_CANTOPEN: [
    'The workspace cannot be opened. Nothing was changed.',
    'Check that the file and its folder can be read and written.',
  ],
  SQLITE_CORRUPT: [
    'The workspace file is damaged. Nothing was changed.',
    'Restore a backup: Settings, Data lists those beside the file.',
  ],
  SQLITE_NOTADB: [
    'This file is not a SQLite file, so it is no workspace. It was left as it is.',
    'Choose a .slipway file, or create a new workspace.',
  ],
  SQLITE_IOERR: [
    'The disk did not take or give the data. The last change was not written.',
    'Check the disk, then do it again.',
  ],
  SQLITE_BUSY: [
    'The workspace is busy in another process. Nothing was changed.',
    'Close the other program that has the file open, then try again.',
  ],
};

/** Puts an error of SQLite into words; anything else passes through as it is. */
export function fileError(error: unknown, file?: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  const known = Object.keys(sqliteSentences).find((prefix) => code.startsWith(prefix));
  const sentence = known ? sqliteSentences[known] : undefined;
  if (!sentence) return error;
  return new AppError('unavailable', sentence[0], {
    hint: sentence[1],
    sqlite: code,
    ...(file ? { file } : {}),
  });
}
