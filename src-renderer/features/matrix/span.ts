import { DAY } from '#shared/time.ts';

export const spans = [
  { id: '1d', label: 'Last day', ms: DAY },
  { id: '7d', label: 'Last 7 days', ms: 7 * DAY },
  { id: '30d', label: 'Last 30 days', ms: 30 * DAY },
  { id: '90d', label: 'Last 90 days', ms: 90 * DAY },
  { id: '1y', label: 'Last year', ms: 365 * DAY },
  { id: 'all', label: 'Everything', ms: null },
] as const;

export type SpanId = (typeof spans)[number]['id'];

export interface Span {
  readonly id: SpanId;
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;
const ROUND: Readonly<Record<SpanId, number>> = {
  '1d': 10 * MINUTE,
  '7d': 60 * MINUTE,
  '30d': DAY,
  '90d': DAY,
  '1y': DAY,
  all: DAY,
};

interface Ends {
  readonly now: number;
  /** The instant that is shown; null is now. */
  readonly at: number | null;
  readonly first: number | null;
  readonly last: number | null;
}

/**
 * The stretch of time that the slider covers: the chosen one, else the shortest from a week on that holds the instant
 * shown and the newest change. Its ends are rounded, so that the ticks are not read again every second.
 */
export function spanOf(chosen: SpanId | null, { now, at, first, last }: Ends): Span {
  const must = Math.min(at ?? now, last ?? now);
  const fits = ({ ms }: (typeof spans)[number]) => ms === null || (ms >= 7 * DAY && must >= now - ms);
  const holds = (id: SpanId) => {
    const ms = spans.find((span) => span.id === id)?.ms ?? null;
    return ms === null || at === null || at >= now - ms;
  };
  const id = chosen !== null && holds(chosen) ? chosen : (spans.find(fits)?.id ?? 'all');
  const round = ROUND[id];
  const to = Math.ceil(now / round) * round;
  const ms = spans.find((span) => span.id === id)?.ms ?? null;
  const start = ms === null ? Math.min(first ?? now - 7 * DAY, at ?? now) : now - ms;
  return { id, from: Math.floor(start / round) * round, to };
}

/** Where an instant stands in a span, between 0 and 1. */
export function shareOf(at: number, { from, to }: Span): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** The last part of the slider that means now. */
const END = 0.002;

/** The instant at a share of the span; null at its end, which is now. A tick that is near pulls it in. */
export function instantAt(
  share: number,
  span: Span,
  now: number,
  ticks: readonly number[],
  pull: number,
): number | null {
  const length = span.to - span.from;
  const at = Math.round(span.from + share * length);
  if (at >= now - length * END) return null;
  const near = ticks.reduce<number | null>(
    (best, tick) =>
      Math.abs(tick - at) < (best === null ? pull * length : Math.abs(best - at)) ? tick : best,
    null,
  );
  return near ?? at;
}
