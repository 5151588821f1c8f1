import { AppError } from '#shared/errors.ts';
import type { PackageFile } from '#shared/features/codepush/package-hash.ts';
import { type FileToPack, packFiles } from './pack.ts';
import { DIFF_MANIFEST } from './package.ts';
import type { StoredBlob } from './store.ts';
import { openZip, type ZippedFile } from './zip.ts';

export interface DiffFacts extends StoredBlob {
  /** Files that the diff brings, new and changed. */
  readonly changed: number;
  readonly deleted: number;
}

/**
 * A diff is kept when it has at most this part of the whole package's bytes. A device that lost its old package asks
 * for the whole one all the same, so saving less than a fifth is not worth another file.
 */
const CLEARLY_SMALLER = 0.8;

interface DiffPlan {
  readonly deleted: readonly string[];
  readonly changed: readonly string[];
}

/**
 * What leads from one package to the other, or null when no diff can: nothing differs; one is a bare bundle, whose file
 * a device keeps under a name of its own; or a file takes the place of a folder, which the client empties and leaves.
 */
function planDiff(from: readonly PackageFile[], to: readonly PackageFile[]): DiffPlan | null {
  if (from.length === 0 || to.length === 0) return null;
  const old = new Map(from.map(({ path, sha256 }) => [path, sha256]));
  const kept = new Set(to.map(({ path }) => path));
  const deleted = [...old.keys()].filter((path) => !kept.has(path)).sort();
  const changed = to
    .filter(({ path, sha256 }) => old.get(path) !== sha256)
    .map(({ path }) => path)
    .sort();
  const isFileNow = (path: string): boolean => {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
      if (kept.has(path.slice(0, at))) return true;
    return false;
  };
  if ((deleted.length === 0 && changed.length === 0) || deleted.some(isFileNow)) return null;
  return { deleted, changed };
}

/** The files of a diff: the list of what goes away, and what is new or changed. */
function filesOf(plan: DiffPlan, files: ReadonlyMap<string, ZippedFile>): FileToPack[] {
  const content = (path: string) =>
    async function* () {
      const file = files.get(path);
      if (!file)
        throw new AppError('internal', `The package does not hold ${path} any more. No diff was made.`);
      yield* file.read();
    };
  return [
    { path: DIFF_MANIFEST, content: Buffer.from(JSON.stringify({ deletedFiles: plan.deleted })) },
    ...plan.changed.map((path) => ({ path, content: content(path) })),
  ];
}

/**
 * Makes the package that leads a device from an old package to a new one (spec/mobile 3.6): the files to delete, and the
 * new and changed ones. `write` stores a stream, as BlobStore.write does. Null when there is no such way or the diff is
 * not clearly smaller than the new package; nothing is stored then.
 */
export async function makeDiff(
  from: readonly PackageFile[],
  to: readonly PackageFile[],
  newZip: string,
  write: (body: AsyncIterable<Uint8Array>) => Promise<StoredBlob>,
): Promise<DiffFacts | null> {
  const plan = planDiff(from, to);
  if (!plan) return null;
  const zip = await openZip(newZip, Number.MAX_SAFE_INTEGER);
  const most = Math.floor(zip.size * CLEARLY_SMALLER);
  const whole = packFiles(filesOf(plan, new Map(zip.files.map((file) => [file.path, file]))));
  let isTooLarge = false;
  async function* whileSmaller(): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const piece of whole) {
      size += piece.length;
      isTooLarge = size > most;
      if (isTooLarge) throw new AppError('unsupported', 'The diff is not clearly smaller than the package.');
      yield piece;
    }
  }
  try {
    const stored = await write(whileSmaller());
    return { ...stored, changed: plan.changed.length, deleted: plan.deleted.length };
  } catch (error) {
    if (isTooLarge) return null;
    throw error;
  } finally {
    await zip.close();
  }
}
