import { heldVerbs, liftVerbs } from '#shared/features/matrix/changes.ts';
import { listOf } from './list.ts';

/** The instants at which freezes and holds begin and end, in the order of time: the matrix' clock stops at each of them. */
export const clockMoments = `
CREATE INDEX freeze_occurrence_start ON freeze_occurrence (startsAt);
CREATE INDEX freeze_occurrence_end ON freeze_occurrence (endsAt);
CREATE INDEX freeze_open ON freeze (openSince) WHERE openSince IS NOT NULL;
CREATE INDEX activity_overlay ON activity (at, verb)
  WHERE verb IN (${listOf([...heldVerbs, ...liftVerbs])}) AND refused IS NULL;
`;
