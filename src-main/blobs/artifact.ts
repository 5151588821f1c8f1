import { type BaselinePlan, planBaselinePackage } from '#shared/features/build/baseline.ts';
import { requireDistinct } from './names.ts';
import { packFiles } from './pack.ts';
import { isZip, packageLimits } from './package.ts';
import { refusePackage } from './refusal.ts';
import { openArchive } from './zip.ts';

/** Above what an app for a store has; the list of an archive is held in memory. */
const MOST_ENTRIES = 200_000;

type Packable = Exclude<BaselinePlan, { readonly finding: 'none' | 'refused' }>;

export type OpenArtifact =
  | Exclude<BaselinePlan, Packable>
  | (Packable & {
      /** The package of it, as the bytes of a zip. @throws invalid_input with a PackageReason. */
      pack(checkCanceled: () => void): AsyncGenerator<Buffer>;
    });

/**
 * Looks into an artifact for the bundle that its binary starts with, and lets it be used while it is open. A file that
 * is no archive holds none. @throws invalid_input with a PackageReason for an archive that cannot be read.
 */
export async function withArtifact<Result>(
  path: string,
  use: (artifact: OpenArtifact) => Promise<Result>,
): Promise<Result> {
  if (!(await isZip(path))) return use({ finding: 'none' });
  const archive = await openArchive(path, MOST_ENTRIES);
  try {
    const plan = planBaselinePackage(archive.files.map((file) => file.path));
    if (plan.finding === 'none' || plan.finding === 'refused') return await use(plan);
    requireDistinct(plan.files.map(({ to }) => to));
    const byPath = new Map(archive.files.map((file) => [file.path, file]));
    return await use({
      ...plan,
      pack(checkCanceled) {
        let unpacked = 0;
        async function* counted(from: string): AsyncGenerator<Buffer> {
          for await (const piece of byPath.get(from)?.read() ?? []) {
            checkCanceled();
            unpacked += piece.length;
            if (unpacked > packageLimits.mostUnpacked)
              throw refusePackage('too_large', { most: packageLimits.mostUnpacked });
            yield piece;
          }
        }
        return packFiles(plan.files.map(({ from, to }) => ({ path: to, content: () => counted(from) })));
      },
    });
  } finally {
    await archive.close();
  }
}
