import type { Zone } from '#shared/time.ts';

const MINUTE = 60_000;
/** What is drawn or moved by hand snaps to this, in ms. */
export const SNAP = 30 * MINUTE;

/** The first instant of the day that is so many days after the one of `at`, by the clocks that are shown. */
function dayStart(at: number, days: number, zone: Zone): number {
  const date = new Date(at);
  if (zone === 'utc') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** The seven days of a week from its Monday, and the end of the last: eight instants. A day may have 23 or 25 hours. */
export function weekAround(at: number, zone: Zone): number[] {
  const weekday = zone === 'utc' ? new Date(at).getUTCDay() : new Date(at).getDay();
  const monday = dayStart(at, -((weekday + 6) % 7), zone);
  return Array.from({ length: 8 }, (_, day) => dayStart(monday, day, zone));
}

/** An instant inside the week that is so many weeks after the one of `at`. */
export function weeksFrom(at: number, weeks: number, zone: Zone): number {
  return dayStart(at, 7 * weeks, zone) + 12 * 60 * MINUTE;
}

export interface Span {
  readonly startsAt: number;
  readonly endsAt: number | null;
}

/** Where a span stands in a lane, as shares of its width; null when it has no part in it. */
export function placeOfSpan(
  { startsAt, endsAt }: Span,
  from: number,
  to: number,
): {
  readonly left: number;
  readonly width: number;
  readonly beginsBefore: boolean;
  readonly endsAfter: boolean;
} | null {
  const [start, end] = [Math.max(startsAt, from), Math.min(endsAt ?? to, to)];
  if (end <= start) return null;
  return {
    left: (start - from) / (to - from),
    width: (end - start) / (to - from),
    beginsBefore: startsAt < from,
    endsAfter: endsAt === null || endsAt > to,
  };
}

/** Gives each of the spans the first line on which it overlaps none before it. @returns the lines, and how many there are. */
export function stack(spans: readonly Span[]): { readonly lines: readonly number[]; readonly count: number } {
  const ends: number[] = [];
  const lines = spans.map(({ startsAt, endsAt }) => {
    const free = ends.findIndex((end) => end <= startsAt);
    const line = free === -1 ? ends.length : free;
    ends[line] = endsAt ?? Number.POSITIVE_INFINITY;
    return line;
  });
  return { lines, count: Math.max(1, ends.length) };
}

export function snap(at: number): number {
  return Math.round(at / SNAP) * SNAP;
}

export type Grip = 'start' | 'end' | 'whole';

/** A span with one of its edges, or all of it, moved; never shorter than one step. One without an end keeps none. */
export function moved({ startsAt, endsAt }: Span, grip: Grip, by: number): Span {
  switch (grip) {
    case 'start': {
      const latest = endsAt === null ? Number.POSITIVE_INFINITY : endsAt - SNAP;
      return { startsAt: Math.min(snap(startsAt + by), latest), endsAt };
    }
    case 'end':
      return { startsAt, endsAt: endsAt === null ? null : Math.max(snap(endsAt + by), startsAt + SNAP) };
    case 'whole': {
      const step = snap(startsAt + by) - startsAt;
      return { startsAt: startsAt + step, endsAt: endsAt === null ? null : endsAt + step };
    }
  }
}

/** The span between two points of a lane, whichever came first; at least one step. */
export function drawnSpan(a: number, b: number): Span & { readonly endsAt: number } {
  const [startsAt, last] = [snap(Math.min(a, b)), snap(Math.max(a, b))];
  return { startsAt, endsAt: Math.max(last, startsAt + SNAP) };
}
