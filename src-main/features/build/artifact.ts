import { AppError } from '#shared/errors.ts';
import { foreignFacts } from '#shared/features/build/inputs.ts';
import type { OperatingSystem } from '#shared/features/build/model.ts';
import type { Build } from '#shared/features/build/record.ts';
import type { Ctx } from '../../context.ts';

type ArtifactFacts = Pick<Build, 'blob' | 'checksum' | 'size'>;

const refuse = (field: string, message: string, hint: string) =>
  new AppError('invalid_input', `${message} Nothing was changed.`, {
    hint,
    field,
    fields: [{ field, message }],
  });

/** A SHA-256 can be held against the stored file; of another kind of checksum nothing is known. */
const SHA256 = /^[0-9a-f]{64}$/i;

/**
 * The artifact's facts: those of the stored file when there is one, else as they were given.
 * @throws not_found for a file that never came in; invalid_input for a checksum or size that is not the file's.
 */
export function artifactFacts(
  { stores }: Ctx,
  stored: string | null,
  given: Omit<ArtifactFacts, 'blob'>,
): ArtifactFacts {
  if (stored === null) return { blob: null, ...given };
  const size = stores.build.storedSize(stored);
  if (size === null) {
    throw new AppError('not_found', 'This artifact is not here. Nothing was changed.', {
      field: 'blob',
      hint: 'Upload it first.',
    });
  }
  const { checksum } = given;
  if (checksum !== null && SHA256.test(checksum) && checksum.toLowerCase() !== stored) {
    throw refuse(
      'checksum',
      'The stored artifact has another SHA-256.',
      'Upload the file that the checksum is of, or leave the checksum out.',
    );
  }
  if (given.size !== null && given.size !== size) {
    throw refuse(
      'size',
      `The stored artifact has ${size} bytes, not ${given.size}.`,
      'Upload it again, or leave the size out.',
    );
  }
  return { blob: stored, checksum: stored, size };
}

/** @throws invalid_input for a fact that builds of this operating system do not have. */
export function requireOwnFacts(os: OperatingSystem, given: Parameters<typeof foreignFacts>[1]): void {
  const [field] = foreignFacts(os, given);
  if (field === undefined) return;
  throw refuse(field, `Builds for ${os} have no ${field}.`, 'Leave it out.');
}
