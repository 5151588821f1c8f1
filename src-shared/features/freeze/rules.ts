import { startAfter, startUpTo } from '../../recurrence.ts';
import type { Freeze, FreezeOverride, FrozenSpan, Occurrence } from './model.ts';
import { covers, type Place } from './scope.ts';

const MINUTE = 60_000;

/** What decides when a freeze stands. */
export type Timing = Pick<Freeze, 'zone' | 'window' | 'removedAt'>;

/** The part of an occurrence within the bounds of a freeze; null when nothing of it is. */
function clipped({ window }: Timing, start: number, end: number | null): Occurrence | null {
  const startsAt = Math.max(start, window.startsAt);
  const ends = [end, window.endsAt].filter((one) => one !== null);
  const endsAt = ends.length === 0 ? null : Math.min(...ends);
  return endsAt === null || endsAt > startsAt ? { startsAt, endsAt } : null;
}

/**
 * Up to so many occurrences that stand at an instant or begin after it and before `to`, in order; they never overlap, for
 * the next one ends the one before it. Whether a freeze stands is always answered from here, from the clock: no timer is
 * trusted.
 */
export function occurrencesFrom(
  freeze: Timing,
  at: number,
  limit: number,
  to = Number.POSITIVE_INFINITY,
): Occurrence[] {
  const { window, zone, removedAt } = freeze;
  if (removedAt !== null) return [];
  const counts = (one: Occurrence | null): one is Occurrence =>
    one !== null && one.startsAt < to && (one.endsAt === null || one.endsAt > at);
  if (window.kind === 'once') return [clipped(freeze, window.startsAt, window.endsAt)].filter(counts);
  const found: Occurrence[] = [];
  const last = Math.min(to, window.endsAt ?? Number.POSITIVE_INFINITY);
  const from = Math.max(at, window.startsAt);
  let start = startUpTo(window.cron, zone, from) ?? startAfter(window.cron, zone, from);
  while (start !== null && start < last && found.length < limit) {
    const next: number | null = startAfter(window.cron, zone, start);
    const end = start + window.minutes * MINUTE;
    const one = clipped(freeze, start, next === null ? end : Math.min(end, next));
    if (counts(one)) found.push(one);
    start = next;
  }
  return found;
}

/** More occurrences than this are not looked through at once: eighty days of one that begins every hour. */
const MOST = 2000;

/** The occurrences that have a part in `[from, to)`. */
export function occurrencesBetween(freeze: Timing, from: number, to: number): Occurrence[] {
  return occurrencesFrom(freeze, from, MOST, to);
}

/** The occurrence that stands at an instant. */
export function standingAt(freeze: Timing, at: number): Occurrence | null {
  const [next] = occurrencesFrom(freeze, at, 1);
  return next && next.startsAt <= at ? next : null;
}

/** Whether nothing of a freeze is left from an instant on. */
export function isOver(freeze: Timing, at: number): boolean {
  return occurrencesFrom(freeze, at, 1).length === 0;
}

export function spanOf({ id, name, reason, scope }: Freeze, occurrence: Occurrence): FrozenSpan {
  return { freezeId: id, name, reason, scope, ...occurrence };
}

/** What freezes say to an act in a place at the instant at which it takes effect. */
export type FreezeJudgement =
  | { readonly state: 'open' }
  | {
      readonly state: 'frozen';
      /** Every span that stands there; an override must name them all. */
      readonly by: readonly FrozenSpan[];
      /** Those that the override does not name. */
      readonly unnamed: readonly FrozenSpan[];
      /** When the place is open again as far as is known; null when nothing says. */
      readonly until: number | null;
    }
  | { readonly state: 'overridden'; readonly by: readonly FrozenSpan[]; readonly reason: string };

/** So many occurrences are followed from one into the other, as weekends and audits between them do. */
const FOLLOWED = 100;

/** When none of these freezes stands in a place any more; null when that is not known. */
function openAgainAt(freezes: readonly Freeze[], at: number): number | null {
  const next = freezes.map((freeze) => occurrencesFrom(freeze, at, 1)[0]);
  let open = at;
  for (let followed = 0; followed < FOLLOWED; followed += 1) {
    const index = next.findIndex((one) => one !== undefined && one.startsAt <= open);
    const standing = next[index];
    const freeze = freezes[index];
    if (!standing || !freeze) return open;
    if (standing.endsAt === null) return null;
    open = Math.max(open, standing.endsAt);
    next[index] = occurrencesFrom(freeze, open, 1)[0];
  }
  return null;
}

/**
 * Judges an act by the union of all freezes at `at`, the instant at which it takes effect: now, or the scheduled time.
 * A freeze that begins later blocks nothing before it, and one that stands now blocks nothing that is scheduled behind it
 * (spec/releases 2.7). An override counts when it names every freeze that stands there then, and says why.
 */
export function judgeFreeze(
  freezes: readonly Freeze[],
  place: Place,
  at: number,
  override: FreezeOverride | null,
): FreezeJudgement {
  const here = freezes.filter(({ scope }) => covers(scope, place));
  const by = here.flatMap((freeze) => {
    const standing = standingAt(freeze, at);
    return standing ? [spanOf(freeze, standing)] : [];
  });
  return judgeSpans(by, override, () => openAgainAt(here, at));
}

/** The same for spans that are known to stand, such as those of the past. */
export function judgeSpans(
  by: readonly FrozenSpan[],
  override: FreezeOverride | null,
  until: () => number | null,
): FreezeJudgement {
  if (by.length === 0) return { state: 'open' };
  const unnamed = by.filter(({ freezeId }) => !override?.freezeIds.includes(freezeId));
  if (override && unnamed.length === 0) return { state: 'overridden', by, reason: override.reason };
  return { state: 'frozen', by, unnamed, until: until() };
}
