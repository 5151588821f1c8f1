import type { Dirent, Stats } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Ends a temporary name: what is being written. No blob's name has an end like it. */
export const UNFINISHED = '.part';
/** Ends the name of a blob that a sweep has taken from its address and not removed yet. */
export const SET_ASIDE = '.swept';

export interface BlobFile {
  readonly sha256: string;
  readonly path: string;
  readonly size: number;
  /** Last written, in ms. */
  readonly at: number;
}

export interface LeftoverFile {
  readonly path: string;
  readonly kind: 'unfinished' | 'set aside';
  readonly size: number;
  readonly at: number;
}

const SHA256 = /^[0-9a-f]{64}$/;
const SPREAD = /^[0-9a-f]{2}$/;

/** The address of a blob. @throws invalid_input for what is no SHA-256, so that no name leads out of the folder. */
export function blobPath(folder: string, sha256: string): string {
  if (!SHA256.test(sha256)) {
    throw new AppError('invalid_input', 'A stored file is named by a SHA-256 of 64 small hex digits.', {
      hint: 'Check where the name comes from.',
    });
  }
  return join(folder, sha256.slice(0, 2), sha256);
}

/** What the file system says of a path, or null when nothing is there. */
export async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch((error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  if (!(await statOf(folder))) return;
  yield* await opendir(folder);
}

async function* foldersOf(folder: string): AsyncGenerator<string> {
  for await (const entry of entriesOf(folder))
    if (entry.isDirectory() && SPREAD.test(entry.name)) yield join(folder, entry.name);
}

/** Every blob of the folder, one after the other and in no order. Files of other names are not ours and passed over. */
export async function* blobsIn(folder: string): AsyncGenerator<BlobFile> {
  for await (const spread of foldersOf(folder)) {
    for await (const { name } of entriesOf(spread)) {
      const path = join(spread, name);
      const found = SHA256.test(name) ? await statOf(path) : null;
      if (found?.isFile()) yield { sha256: name, path, size: found.size, at: found.mtimeMs };
    }
  }
}

/** What a process that died has left: uploads that never ended, and blobs that a sweep had in its hand. */
export async function* leftoversIn(folder: string): AsyncGenerator<LeftoverFile> {
  async function* endingWith(inside: string, end: string, kind: LeftoverFile['kind']) {
    for await (const { name } of entriesOf(inside)) {
      const path = join(inside, name);
      const found = name.endsWith(end) ? await statOf(path) : null;
      if (found?.isFile()) yield { path, kind, size: found.size, at: found.mtimeMs };
    }
  }
  yield* endingWith(folder, UNFINISHED, 'unfinished');
  for await (const spread of foldersOf(folder)) yield* endingWith(spread, SET_ASIDE, 'set aside');
}
