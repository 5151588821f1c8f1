import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { blobPath, blobsIn, statOf } from './walk.ts';

export interface BlobReport {
  readonly checked: number;
  readonly bytes: number;
  /** Not what their name says, or not to be read at all. */
  readonly damaged: readonly { readonly sha256: string; readonly why: 'changed' | 'unreadable' }[];
  /** Expected and not there. */
  readonly missing: readonly string[];
}

/** What a long reading tells and asks on its way; the tools of a job are one. */
export interface Watch {
  progress(done: number, total: number | null): Promise<void>;
  checkCanceled(): void;
}

const READ_AHEAD = 256 * 1024;

async function hashOf(path: string, read: (bytes: number) => Promise<void>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: READ_AHEAD })) {
    hash.update(piece);
    await read(piece.length);
  }
  return hash.digest('hex');
}

/** Hashes every blob of a folder again (see BlobStore.verify). */
export async function verifyFolder(
  folder: string,
  expected: Iterable<string>,
  watch: Watch,
): Promise<BlobReport> {
  let whole = 0;
  for await (const { size } of blobsIn(folder)) whole += size;
  const damaged: BlobReport['damaged'][number][] = [];
  let checked = 0;
  let bytes = 0;
  for await (const { sha256, path } of blobsIn(folder)) {
    watch.checkCanceled();
    try {
      const found = await hashOf(path, async (count) => {
        watch.checkCanceled();
        bytes += count;
        await watch.progress(bytes, Math.max(bytes, whole));
      });
      if (found !== sha256) damaged.push({ sha256, why: 'changed' });
    } catch (error) {
      const { syscall, code } = error as NodeJS.ErrnoException;
      // A disk that does not give the bytes is what is looked for; a sweep may have taken the blob meanwhile.
      if (syscall === undefined) throw error;
      if (code === 'ENOENT') continue;
      damaged.push({ sha256, why: 'unreadable' });
    }
    checked += 1;
  }
  const missing: string[] = [];
  for (const sha256 of expected) if (!(await statOf(blobPath(folder, sha256)))) missing.push(sha256);
  return { checked, bytes, damaged, missing };
}
