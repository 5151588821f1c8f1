import { AppError } from '#shared/errors.ts';
import { type Baseline, fitsBuild, foreignBundle } from '#shared/features/build/baseline.ts';
import { type OperatingSystem, osLabels } from '#shared/features/build/model.ts';
import type { BuildRow } from '#shared/features/build/record.ts';
import type { Ctx } from '../../context.ts';

type Stored = Pick<Ctx, 'stores'>;

function refuse(code: 'invalid_input' | 'not_found', message: string, hint: string): AppError {
  return new AppError(code, `${message} Nothing was changed.`, {
    hint,
    field: 'baseline',
    fields: [{ field: 'baseline', message }],
  });
}

/**
 * Checks a package that is said to be what a build's binary starts with. @throws not_found for one that never came in;
 * invalid_input for one that the binary could not have started with.
 */
export function requireBaseline({ stores }: Stored, os: OperatingSystem, packageHash: string): string {
  const found = stores.package.get(packageHash);
  if (!found) throw refuse('not_found', 'This package is not here.', 'Upload it first.');
  const foreign = foreignBundle(os, found.bundles);
  if (foreign !== null) {
    throw refuse(
      'invalid_input',
      `This package holds ${foreign}, which is no bundle of ${osLabels[os]}.`,
      'Hand in the bundle output of this very build.',
    );
  }
  if (found.signature === 'invalid') {
    throw refuse(
      'invalid_input',
      'The signature of this package does not fit its contents or the key of the channel.',
      'Sign it again with the private key of the app.',
    );
  }
  return packageHash;
}

/** The package that a stored artifact holds for builds of an operating system; null when it holds none. */
export function baselineOfArtifact(
  { stores }: Stored,
  os: OperatingSystem,
  blob: string | null,
): string | null {
  const found = blob === null ? null : stores.artifactBaseline.of(blob);
  return found && fitsBuild(os, found) ? found.packageHash : null;
}

/** What the package is that a build's binary starts with, and where it is from; null when none is known. */
export function readBaseline(
  { stores }: Stored,
  { baseline, blob }: Pick<BuildRow, 'baseline' | 'blob'>,
): Baseline | null {
  const found = baseline === null ? null : stores.package.get(baseline);
  if (!found) return null;
  const artifact = blob === null ? null : stores.artifactBaseline.of(blob);
  const isOwn = artifact?.packageHash === found.packageHash;
  const { packageHash, size, files, unpackedSize } = found;
  return {
    ...{ packageHash, size, files, unpackedSize },
    source: isOwn ? 'artifact' : 'pipeline',
    isBundleOnly: isOwn ? artifact.finding === 'bundle' : found.kind === 'bundle',
  };
}
