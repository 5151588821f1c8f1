import type { OutputFor } from '../../../api/client.ts';

export type Timeline = OutputFor<'environment.timeline'>;
type Interval = Timeline['intervals'][number];
type Attempt = Timeline['attempts'][number];

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A version's row of the swimlane: when it ran within the span, and when it was tried. */
export interface Lane {
  readonly version: string;
  readonly intervals: readonly Interval[];
  readonly attempts: readonly Attempt[];
  readonly isRunning: boolean;
}

const touches =
  ({ start, end }: Span) =>
  ({ from, to }: Interval) =>
    from <= end && (to ?? end) >= start;

/** The rows of a span, the version that was there last on top; only `most` of them, and how many there are. */
export function lanesOf(
  { intervals, attempts }: Pick<Timeline, 'intervals' | 'attempts'>,
  span: Span,
  most: number,
): { readonly lanes: readonly Lane[]; readonly versions: number } {
  const ran = intervals.filter(touches(span));
  const tried = attempts.filter(({ triggeredAt }) => triggeredAt >= span.start && triggeredAt <= span.end);
  const last = new Map<string, number>();
  const see = (version: string, at: number) => last.set(version, Math.max(last.get(version) ?? at, at));
  for (const { version, from, to } of ran) see(version, to ?? Math.max(from, span.end));
  for (const { version, triggeredAt } of tried) see(version, triggeredAt);
  const versions = [...last].toSorted(([, a], [, b]) => b - a).map(([version]) => version);
  const lanes = versions.slice(0, most).map(
    (version): Lane => ({
      version,
      intervals: ran.filter((one) => one.version === version),
      attempts: tried.filter((one) => one.version === version),
      isRunning: ran.some((one) => one.version === version && one.to === null),
    }),
  );
  return { lanes, versions: versions.length };
}

const DAY = 86_400_000;

/** How far back the swimlane looks before anybody zooms. */
export const reaches = [
  { value: '1', label: '1 d', ms: DAY },
  { value: '7', label: '7 d', ms: 7 * DAY },
  { value: '30', label: '30 d', ms: 30 * DAY },
  { value: 'all', label: 'all', ms: null },
] as const;
export type Reach = (typeof reaches)[number]['value'];

/** The stretch of a reach that ends now; `all` begins with the first thing that is known. */
export function spanOfReach(reach: Reach, from: number | null, now: number): Span {
  const ms = reaches.find(({ value }) => value === reach)?.ms ?? null;
  const first = Math.min(from ?? now - DAY, now - 60_000);
  // A little room, so that the first mark is not cut by the edge.
  return { start: ms === null ? first - (now - first) * 0.02 : now - ms, end: now };
}

/** The least reach that shows something worth a look: all when it is young, else the last thirty days. */
export function firstReach(from: number | null, now: number): Reach {
  return from !== null && now - from > 45 * DAY ? '30' : 'all';
}
