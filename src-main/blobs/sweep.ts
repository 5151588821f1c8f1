import { rename, rm } from 'node:fs/promises';
import { type BlobFile, blobsIn, leftoversIn, SET_ASIDE, statOf } from './walk.ts';

export interface Swept {
  /** Blobs that are gone now, and the bytes they took. */
  readonly removed: number;
  readonly bytes: number;
  /** Temporary files of a crash that are gone now. */
  readonly leftovers: number;
  /** Files that the system did not let go, as Windows does while somebody reads them; the next sweep tries again. */
  readonly held: number;
}

type IsReferenced = (sha256: string) => boolean | Promise<boolean>;

/** Whether the system let a file go; any other error passes through. */
async function letGo(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return false;
  }
}

/**
 * Removes one blob unless it is needed after all. Between the question and the removal another thread may have written
 * the same content again and committed it; so the blob is first taken from its address, and both questions are asked
 * again about what is now in the hand.
 */
async function remove(
  blob: BlobFile,
  isReferenced: IsReferenced,
  olderThan: number,
): Promise<'removed' | 'needed' | 'held'> {
  const aside = `${blob.path}${SET_ASIDE}`;
  if (!(await letGo(rename(blob.path, aside)))) return 'held';
  const inHand = await statOf(aside);
  if ((inHand !== null && inHand.mtimeMs >= olderThan) || (await isReferenced(blob.sha256))) {
    await rename(aside, blob.path);
    return 'needed';
  }
  return (await letGo(rm(aside, { force: true }))) ? 'removed' : 'held';
}

/**
 * Cleans a folder of blobs (see BlobStore.sweep). A write at the same time does no harm; a second sweep would.
 */
export async function sweepFolder(
  folder: string,
  isReferenced: IsReferenced,
  olderThan: number,
): Promise<Swept> {
  const swept = { removed: 0, bytes: 0, leftovers: 0, held: 0 };
  for await (const { path, kind, at } of leftoversIn(folder)) {
    // A sweep died with a blob in its hand: back at its address it is judged like any other.
    if (kind === 'set aside') await rename(path, path.slice(0, -SET_ASIDE.length));
    else if (at < olderThan) {
      if (await letGo(rm(path, { force: true }))) swept.leftovers += 1;
      else swept.held += 1;
    }
  }
  for await (const blob of blobsIn(folder)) {
    if (blob.at >= olderThan || (await isReferenced(blob.sha256))) continue;
    const end = await remove(blob, isReferenced, olderThan);
    if (end === 'needed') continue;
    swept[end] += 1;
    if (end === 'removed') swept.bytes += blob.size;
  }
  return swept;
}
