import { DAY } from '#shared/time.ts';
import type { StatusName } from '../StatusBadge.tsx';

/** One step as the Gantt needs it. `waiting` steps hold on for somebody or something; `active` ones work. */
export interface TimelineStep {
  readonly key: string;
  readonly position: number;
  readonly name: string;
  readonly status: StatusName;
  readonly kind: 'active' | 'waiting';
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** How long it usually takes, for the dashed bar of a step to come. */
  readonly estimateMs?: number | null;
  readonly note?: string;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TimeSplit {
  readonly total: number;
  readonly active: number;
  readonly waiting: number;
  /** Time in which no step ran at all: the gaps. */
  readonly queued: number;
}

/**
 * From when to when a step ran. A step left without an end by an abort ends when its deployment ended (the rule of
 * Kargo's duration helper), a running one ends now, and nothing is negative however far two clocks are apart.
 */
export function stepSpan(step: TimelineStep, finishedAt: number | null, now: number): Span | null {
  if (step.startedAt === null) return null;
  const end = step.finishedAt ?? finishedAt ?? now;
  return { start: step.startedAt, end: Math.max(step.startedAt, end) };
}

/** True while the bar grows: started, not ended, and its deployment has not ended either. */
export function isGrowing(step: TimelineStep, finishedAt: number | null): boolean {
  return step.startedAt !== null && step.finishedAt === null && finishedAt === null;
}

/**
 * Splits the time of a deployment into active, waiting and queued, in milliseconds. Steps that overlap count once,
 * and work wins over waiting, so that the parts always add up to the total.
 */
export function splitTime(
  steps: readonly TimelineStep[],
  startedAt: number | null,
  finishedAt: number | null,
  now: number,
): TimeSplit {
  if (startedAt === null) return { total: 0, active: 0, waiting: 0, queued: 0 };
  const end = Math.max(startedAt, finishedAt ?? now);
  const spansOf = (kinds: readonly TimelineStep['kind'][]) =>
    steps
      .filter((step) => kinds.includes(step.kind))
      .map((step) => stepSpan(step, finishedAt, now))
      .filter((span) => span !== null)
      .map((span) => ({ start: Math.max(startedAt, span.start), end: Math.min(end, span.end) }));
  const total = end - startedAt;
  const active = covered(spansOf(['active']));
  const either = covered(spansOf(['active', 'waiting']));
  return { total, active, waiting: either - active, queued: total - either };
}

/** The length that a set of spans covers together. */
function covered(spans: readonly Span[]): number {
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= reached) continue;
    sum += end - Math.max(start, reached);
    reached = end;
  }
  return Math.max(0, sum);
}

/** Where the steps to come would stand, one after the other, as far as estimates reach. */
export function plannedSpans(
  steps: readonly TimelineStep[],
  finishedAt: number | null,
  now: number,
): ReadonlyMap<string, Span> {
  const planned = new Map<string, Span>();
  if (finishedAt !== null) return planned;
  let cursor = now;
  for (const step of steps) {
    if (isGrowing(step, finishedAt))
      cursor = Math.max(cursor, (step.startedAt ?? now) + (step.estimateMs ?? 0));
    if (step.startedAt !== null) continue;
    if (!step.estimateMs) break;
    planned.set(step.key, { start: cursor, end: cursor + step.estimateMs });
    cursor += step.estimateMs;
  }
  return planned;
}

/** The stretch of time that the whole chart shows, with a little air after what still runs. */
export function timelineDomain(
  steps: readonly TimelineStep[],
  startedAt: number | null,
  finishedAt: number | null,
  now: number,
): Span {
  const spans = steps.map((step) => stepSpan(step, finishedAt, now)).filter((span) => span !== null);
  const planned = [...plannedSpans(steps, finishedAt, now).values()];
  const start = Math.min(startedAt ?? now, ...spans.map((span) => span.start));
  const end = Math.max(
    finishedAt ?? now,
    ...spans.map((span) => span.end),
    ...planned.map((span) => span.end),
  );
  const length = Math.max(1000, end - start);
  return { start, end: start + length * (finishedAt === null ? 1.04 : 1) };
}

const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600].map(
  (seconds) => seconds * 1000,
);

/** At most `most` instants on round minutes or seconds; null over a day, where the calendar has to choose. */
export function timelineTicks({ start, end }: Span, most: number): number[] | null {
  if (end - start >= DAY) return null;
  for (const step of tickSteps) {
    const first = Math.ceil(start / step) * step;
    const count = Math.floor((end - first) / step) + 1;
    if (count <= most) return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
  }
  return null;
}
