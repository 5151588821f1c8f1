import type { Freeze, FreezeWindow } from './model.ts';
import { occurrencesBetween, occurrencesFrom, type Timing } from './rules.ts';

/** How far the log has followed a freeze. */
export interface Followed {
  /** What began or ended up to here stands in the log. */
  readonly notedTo: number;
  /** When the occurrence began that stands, as far as the log goes. */
  readonly openSince: number | null;
}

export interface Boundary {
  readonly what: 'begin' | 'end';
  readonly at: number;
  /** Of an end: when it had begun. Of a begin: when it is to end. */
  readonly other: number | null;
}

/**
 * What began and ended since the log last looked, up to `now`, in order, each once: what a sleeping machine missed is told
 * when it wakes, by the times at which it happened. At most `limit` at once; then `notedTo` lies before `now`.
 */
export function missedBoundaries(
  freeze: Timing,
  { notedTo, openSince }: Followed,
  now: number,
  limit: number,
): { readonly boundaries: readonly Boundary[]; readonly followed: Followed } {
  const boundaries: Boundary[] = [];
  let open = openSince;
  for (const { startsAt, endsAt } of occurrencesBetween(freeze, notedTo, now + 1)) {
    if (boundaries.length >= limit) {
      return { boundaries, followed: { notedTo: boundaries.at(-1)?.at ?? notedTo, openSince: open } };
    }
    if (open !== startsAt) boundaries.push({ what: 'begin', at: startsAt, other: endsAt });
    open = startsAt;
    if (endsAt !== null && endsAt <= now) {
      boundaries.push({ what: 'end', at: endsAt, other: startsAt });
      open = null;
    }
  }
  return { boundaries, followed: { notedTo: Math.max(notedTo, now), openSince: open } };
}

/** When something of a freeze begins or ends next; null when nothing does. */
export function nextBoundary(freeze: Timing, now: number): number | null {
  const [next] = occurrencesFrom(freeze, now, 1);
  if (!next) return null;
  return next.startsAt > now ? next.startsAt : next.endsAt;
}

/** What can be drawn of a freeze. */
export type Draft = Pick<Freeze, 'zone' | 'window' | 'scope'>;

/** Whether two states of a freeze freeze other places or by another rhythm, so that what stands by the first one ends. */
function freezesOtherwise(before: Draft, after: Draft): boolean {
  const shape = ({ zone, scope, window }: Draft) =>
    JSON.stringify([
      scope,
      window.kind,
      ...(window.kind === 'once' ? [] : [zone, window.cron, window.minutes]),
    ]);
  return shape(before) !== shape(after);
}

/**
 * The window that a drawn one becomes, now: nothing is frozen in hindsight, so what begins anew begins now at the earliest.
 * A freeze that is changed and whose start, rhythm and places stay goes on as the occurrence that stands.
 */
export function plannedWindow(before: Draft | null, after: Draft, now: number): FreezeWindow {
  const goesOn =
    before !== null && before.window.startsAt === after.window.startsAt && !freezesOtherwise(before, after);
  return goesOn ? after.window : { ...after.window, startsAt: Math.max(after.window.startsAt, now) };
}
