import { createHash, randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError, isAppError } from '#shared/errors.ts';
import { type Swept, sweepFolder } from './sweep.ts';
import { type BlobReport, verifyFolder, type Watch } from './verify.ts';
import { blobPath, blobsIn, statOf, UNFINISHED } from './walk.ts';

export interface StoredBlob {
  readonly sha256: string;
  readonly size: number;
}

/** A blob that is whole on the disk and not at its address yet. */
export interface StagedBlob extends StoredBlob {
  /** Where it lies meanwhile, for readers that need a file. */
  readonly path: string;
  /** Gives it its address; the same content again is the same blob. */
  publish(): Promise<void>;
  /** Removes it, unless it is published. A process that dies before leaves it to the sweep. */
  drop(): Promise<void>;
}

export interface BlobRange {
  readonly start: number;
  /** The last byte, inclusive, as HTTP counts; beyond the end it means the end. */
  readonly end: number;
}

export interface OpenBlob {
  /** To be read to its end or destroyed: it holds the file open. */
  readonly stream: Readable;
  /** Bytes of the whole blob. */
  readonly size: number;
  /** Bytes that the stream gives. */
  readonly length: number;
}

export interface BlobStore {
  /**
   * Takes a stream in. It is hashed while it is written under a temporary name, flushed, and stands at its address only
   * when it is complete; the same content again is the same blob.
   * @throws invalid_input (reason too_large) beyond `mostBytes`; unavailable when the stream breaks off or the disk does
   * not take it. Nothing is left behind then.
   */
  write(body: AsyncIterable<Uint8Array>, limits: { readonly mostBytes: number }): Promise<StoredBlob>;
  /** Takes a stream in like `write` and stops before it has its address, so that it can be looked at first. */
  stage(body: AsyncIterable<Uint8Array>, limits: { readonly mostBytes: number }): Promise<StagedBlob>;
  /** @throws not_found when the blob is not there, invalid_input (reason range) when it ends before the range. */
  open(sha256: string, range?: BlobRange): Promise<OpenBlob>;
  has(sha256: string): Promise<boolean>;
  /** Bytes, or null when the blob is not there. */
  size(sha256: string): Promise<number | null>;
  /** Where the blob stands or would stand, for readers that need a file. */
  pathOf(sha256: string): string;
  total(): Promise<{ readonly count: number; readonly bytes: number }>;
  /**
   * Removes what nobody needs: blobs without a reference and leftovers of a crash, both only when they were last written
   * before `olderThan` (an instant in ms), so that an upload under way has time to be committed.
   */
  sweep(isReferenced: (sha256: string) => boolean | Promise<boolean>, olderThan: number): Promise<Swept>;
  /** Hashes every blob again and looks for the expected ones. Progress counts bytes. */
  verify(expected: Iterable<string>, watch: Watch): Promise<BlobReport>;
}

/** The file that a blob is written to before it has its address. */
export type UnfinishedFile = Pick<FileHandle, 'appendFile' | 'sync' | 'close'>;

export interface BlobStoreOptions {
  /** Opens a new file to write to; tests put a full disk in its place. */
  readonly create?: (path: string) => Promise<UnfinishedFile>;
}

/** Makes a rename last over a loss of power. Windows has no such call for a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Gives a finished file its address. A blob that stands there already is replaced by the same content: that heals a
 * damaged one, and it is young again for the sweep.
 */
async function publish(temporary: string, target: string, size: number): Promise<void> {
  const made = await mkdir(dirname(target), { recursive: true });
  try {
    await rename(temporary, target);
  } catch (error) {
    // Windows does not replace a file that somebody reads.
    const there = await statOf(target);
    if (!there?.isFile() || there.size !== size) throw error;
    const now = new Date();
    await utimes(target, now, now);
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(target));
  if (made !== undefined) await syncFolder(dirname(dirname(target)));
}

/** Tells a sender that gives up from a disk that does: both arrive as errors of one loop. */
async function* received(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError('unavailable', 'The transfer broke off. Nothing of it was kept.', {
      hint: 'Send it again.',
      reason: 'broken_off',
    });
  }
}

function tooLarge(mostBytes: number): AppError {
  return new AppError(
    'invalid_input',
    `The file is larger than the ${mostBytes.toLocaleString('en')} bytes that may be stored. Nothing of it was kept.`,
    { hint: 'Make it smaller, or raise the limit in Settings.', reason: 'too_large', mostBytes },
  );
}

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Puts an error of the disk into words; anything else passes through as it is. */
function diskError(error: unknown): unknown {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (isAppError(error) || syscall === undefined) return error;
  return FULL.has(code)
    ? new AppError('unavailable', 'The disk is full. The file was not stored.', {
        hint: 'Free some space, then send it again.',
        reason: 'disk_full',
      })
    : new AppError('unavailable', 'The folder of stored files cannot be written. The file was not stored.', {
        hint: 'Check the permissions of the folder beside the workspace, then send it again.',
        reason: 'disk',
        system: code,
      });
}

/**
 * A folder of files that are named by the SHA-256 of their content, spread over 256 folders by its first two digits.
 * It keeps nothing in memory, so every thread may have its own over the same folder. The first write makes the folder.
 */
export function blobStore(
  folder: string,
  { create = (path) => open(path, 'wx') }: BlobStoreOptions = {},
): BlobStore {
  const pathOf = (sha256: string) => blobPath(folder, sha256);

  async function take(
    body: AsyncIterable<Uint8Array>,
    mostBytes: number,
    temporary: string,
  ): Promise<StoredBlob> {
    const hash = createHash('sha256');
    let size = 0;
    const file = await create(temporary);
    try {
      for await (const piece of received(body)) {
        size += piece.length;
        if (size > mostBytes) throw tooLarge(mostBytes);
        hash.update(piece);
        await file.appendFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest('hex'), size };
  }

  /** Does a piece of work on a file that is not published; when it fails, nothing of the file is left. */
  async function orRemove<T>(temporary: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // A disk that refuses this too leaves it to the sweep; what went wrong first is what matters.
      await rm(temporary, { force: true }).catch(() => {});
      throw diskError(error);
    }
  }

  const stage: BlobStore['stage'] = async (body, { mostBytes }) => {
    const temporary = join(folder, `${randomUUID()}${UNFINISHED}`);
    const stored = await orRemove(temporary, async () => {
      await mkdir(folder, { recursive: true });
      return take(body, mostBytes, temporary);
    });
    return {
      ...stored,
      path: temporary,
      publish: () => orRemove(temporary, () => publish(temporary, pathOf(stored.sha256), stored.size)),
      drop: () => rm(temporary, { force: true }).catch(() => {}),
    };
  };

  return {
    pathOf,
    stage,
    async write(body, limits) {
      const { sha256, size, publish: finish } = await stage(body, limits);
      await finish();
      return { sha256, size };
    },
    async open(sha256, range) {
      const handle = await open(pathOf(sha256), 'r').catch((error) => {
        if (error.code !== 'ENOENT') throw error;
        throw new AppError('not_found', 'There is no such stored file, or it was cleaned up.', {
          hint: 'Settings, Data can verify the stored files and names those that are missing.',
          sha256,
        });
      });
      const { size } = await handle.stat();
      const { start, end } = range ?? { start: 0, end: size - 1 };
      const length = Math.min(end, size - 1) - start + 1;
      if (range && (start < 0 || length < 1)) {
        await handle.close();
        throw new AppError('invalid_input', `The file has ${size} bytes; the range lies outside.`, {
          hint: 'Ask for a range that begins inside the file.',
          reason: 'range',
          size,
        });
      }
      // A stream cannot end before it starts, so that of an empty blob is given no end.
      const stream = handle.createReadStream(length === 0 ? {} : { start, end: start + length - 1 });
      return { stream, size, length };
    },
    has: async (sha256) => (await statOf(pathOf(sha256))) !== null,
    size: async (sha256) => (await statOf(pathOf(sha256)))?.size ?? null,
    async total() {
      let count = 0;
      let bytes = 0;
      for await (const { size } of blobsIn(folder)) {
        count += 1;
        bytes += size;
      }
      return { count, bytes };
    },
    sweep: (isReferenced, olderThan) => sweepFolder(folder, isReferenced, olderThan),
    verify: (expected, watch) => verifyFolder(folder, expected, watch),
  };
}
