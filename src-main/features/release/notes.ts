import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import type { releaseContract } from '#shared/features/release/contract.ts';
import type { Ctx } from '../../context.ts';

type Of = (typeof releaseContract)['setNotes'];

/** Longer notes stand in the log by their length alone. */
const LOGGED_WHOLE = 2000;

const logged = (notes: string | null) => ({
  characters: notes?.length ?? 0,
  ...(notes !== null && notes.length <= LOGGED_WHOLE ? { notes } : {}),
});

/**
 * Writes the notes of a release anew; a candidate has none of its own. Empty notes are none.
 * @throws not_found; conflict when they are not any more what the writer had read.
 */
export function setNotes(ctx: Ctx, { id, ...input }: ParsedInputOf<Of>): OutputOf<Of> {
  const { stores } = ctx;
  const release = stores.release.get(id);
  if (!release || stores.candidate.get(id)) throw notFound('release', id);
  const notes = input.notes?.trim() ? input.notes : null;
  if (notes === release.notes) return { notes };
  const { uid, version } = release;
  if (release.notes !== input.before) {
    throw new AppError(
      'conflict',
      `The notes of ${version} were changed by somebody else meanwhile. Nothing was changed.`,
      {
        hint: 'Keep a copy of what you wrote, close this, and put it into the newer notes.',
        object: { noun: 'release', id: uid, label: version },
      },
    );
  }
  stores.release.update({ ...release, notes });
  ctx.changed('release', id, {
    verb: 'release.setNotes',
    object: { uid, label: version },
    project: stores.project.get(release.projectId)?.name ?? null,
    before: logged(release.notes),
    after: logged(notes),
  });
  return { notes };
}
