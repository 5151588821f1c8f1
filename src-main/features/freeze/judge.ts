import { notFound } from '#shared/errors.ts';
import type { FreezeOverride, FrozenSpan } from '#shared/features/freeze/model.ts';
import {
  type FreezeJudgement,
  judgeFreeze,
  judgeSpans,
  occurrencesBetween,
  spanOf,
} from '#shared/features/freeze/rules.ts';
import { covers } from '#shared/features/freeze/scope.ts';
import type { Ctx } from '../../context.ts';

type Reader = Pick<Ctx, 'stores' | 'now'>;

/**
 * Everything that freezes within `[from, to)`: as it stood where that is known, by the windows from there on. Also while
 * the log is behind, after a sleep, because the windows answer for every instant that it has not reached.
 */
export function spansBetween({ stores, now }: Reader, from: number, to: number): FrozenSpan[] {
  const past = from < now() ? stores.freeze.recorded(from, to) : [];
  const ruled = stores.freeze.standing(from).flatMap((freeze) => {
    const since = freeze.openSince ?? freeze.notedTo;
    return occurrencesBetween(freeze, Math.max(from, since), to).map((one) => spanOf(freeze, one));
  });
  return [...past, ...ruled].sort((a, b) => a.startsAt - b.startsAt || a.freezeId - b.freezeId);
}

/**
 * What freezes say to an act in a place, judged at the instant at which it takes effect (spec/releases 2.7): now, or the
 * scheduled time. For an instant of the past it says what stood then. @throws not_found for an unknown environment.
 */
export function freezesAt(
  ctx: Reader,
  { projectId, environmentId }: { readonly projectId: number; readonly environmentId: number },
  at: number,
  override: FreezeOverride | null = null,
): FreezeJudgement {
  const environment = ctx.stores.environment.get(environmentId);
  if (!environment) throw notFound('environment', environmentId);
  const place = { projectId, environmentId, tier: environment.tier };
  if (at >= ctx.now()) return judgeFreeze(ctx.stores.freeze.standing(at), place, at, override);
  const stood = spansBetween(ctx, at, at + 1).filter(({ scope }) => covers(scope, place));
  return judgeSpans(stood, override, () => {
    const ends = stood.map(({ endsAt }) => endsAt);
    return ends.every((end) => end !== null) ? Math.max(...ends) : null;
  });
}
