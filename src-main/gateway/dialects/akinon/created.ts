import { z } from 'zod';
import { DAY } from '#shared/time.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

const isDate = (text: string) => z.iso.date().safeParse(text).success;
/** To the second or finer, or to the minute. */
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);
const isInstant = (text: string) => instant.safeParse(text).success;

/** How much an instant leaves open, in ms: `14:32Z` is a minute, `14:32:25Z` a second, `14:32:25.1Z` a tenth of it. */
function precisionOf(instant: string): number {
  const [, seconds, fraction = ''] = /T\d\d:\d\d(:\d\d)?(?:\.(\d+))?/.exec(instant) ?? [];
  if (seconds === undefined) return 60_000;
  return Math.max(1, 1000 / 10 ** fraction.length);
}

function spanOf(text: string): Span | null {
  if (isDate(text)) {
    const from = Date.parse(`${text}T00:00:00Z`);
    return { from, to: from + DAY };
  }
  if (!isInstant(text)) return null;
  const from = Date.parse(text);
  return { from, to: from + precisionOf(text) };
}

/**
 * The instants that a `createdAt` filter stands for, in ms, from inclusive and to exclusive: an ISO date (the whole UTC
 * day), an ISO instant, or `from..to`, both ends included (spec/mobile 1.2). Null when it is none of them.
 */
export function parseCreated(text: string): Span | null {
  const ends = text.split('..');
  if (ends.length > 2) return null;
  const [first, last] = [spanOf(ends[0] ?? ''), spanOf(ends.at(-1) ?? '')];
  return first && last && { from: first.from, to: last.to };
}
