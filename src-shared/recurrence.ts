import { Cron } from 'croner';
import { isZone, noZone } from './zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A pattern with the starts that were found last: the same few are asked for by every screen. */
interface Pattern {
  readonly cron: Cron;
  readonly next: Map<number, number | null>;
  around: { readonly start: number; readonly next: number } | null;
}

const KEPT_PATTERNS = 200;
const KEPT_STARTS = 2000;
const kept = new Map<string, Pattern>();

/**
 * What the clocks do to a start, decided here: a start that a clock change leaves out (02:30 in spring) happens at the
 * first minute after the gap, so that none is skipped; one that happens twice (02:30 in autumn) begins the first
 * time only. A pattern with `*` or a step in its hours or minutes is a rhythm instead: it keeps beating through both.
 * @throws the pattern's fault.
 */
function patternOf(cron: string, zone: string): Pattern {
  const key = `${zone} ${cron}`;
  const known = kept.get(key);
  if (known) return known;
  const made: Pattern = {
    cron: new Cron(cron, { timezone: zone, mode: '5-part', fixedTimeRule: 'no-wildcard' }),
    next: new Map(),
    around: null,
  };
  if (kept.size >= KEPT_PATTERNS) kept.delete(kept.keys().next().value as string);
  kept.set(key, made);
  return made;
}

/** The first start after an instant; null when there is none any more. */
export function startAfter(cron: string, zone: string, at: number): number | null {
  const pattern = patternOf(cron, zone);
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const known = pattern.next.get(minute);
  if (known !== undefined) return known;
  const found = pattern.cron.nextRun(new Date(minute))?.getTime() ?? null;
  if (pattern.next.size >= KEPT_STARTS) pattern.next.clear();
  pattern.next.set(minute, found);
  return found;
}

/** So many starts behind the one that was found last are walked to; a farther one is looked up anew. */
const WALKED = 4;

/** The last start up to an instant, when it is the one that was found last or comes soon after it. */
function aroundFrom(pattern: Pattern, cron: string, zone: string, at: number): number | null {
  for (let step = 0; step < WALKED && pattern.around && pattern.around.start <= at; step += 1) {
    const { start, next } = pattern.around;
    if (at < next) return start;
    const after = startAfter(cron, zone, next);
    pattern.around = after === null ? null : { start: next, next: after };
  }
  return null;
}

/** The last start up to an instant, itself included; null when there was none yet. */
export function startUpTo(cron: string, zone: string, at: number): number | null {
  const pattern = patternOf(cron, zone);
  const known = aroundFrom(pattern, cron, zone, at);
  if (known !== null) return known;
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const found = pattern.cron.previousRuns(1, new Date(minute + MINUTE))[0]?.getTime() ?? null;
  const next = found === null ? null : startAfter(cron, zone, found);
  pattern.around = found === null || next === null ? null : { start: found, next };
  return found;
}

/** So many starts are looked at; where the clocks are set, two of them may come close to each other. */
const LOOKED_AT = 50;
const CLOSE_BY_CLOCKS = 2;

/** Why a pattern cannot be used, as a sentence; null when it can. The zone must be one. */
export function cronFault(cron: string, zone: string, at: number): string | null {
  let first: number | null;
  try {
    first = startAfter(cron, zone, at);
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^\w+: /, '') : '';
    return `That is no pattern of five fields (minute, hour, day, month, weekday). ${said}`.trim();
  }
  if (first === null) return 'No day ever fits this pattern.';
  let close = 0;
  for (let start = first, seen = 0; seen < LOOKED_AT; seen += 1) {
    const next = startAfter(cron, zone, start);
    if (next === null) break;
    if (next - start < HOUR) close += 1;
    start = next;
  }
  return close > CLOSE_BY_CLOCKS ? 'It begins more often than once an hour.' : null;
}

export interface RecurrenceFault {
  readonly field: 'zone' | 'cron';
  readonly message: string;
}

/** Why nothing can recur at such times: the zone or the pattern; null when it can. */
export function recurrenceFault(
  { zone, cron }: { readonly zone: string; readonly cron: string },
  now: number,
): RecurrenceFault | null {
  if (!isZone(zone)) return { field: 'zone', message: noZone(zone) };
  const message = cronFault(cron, zone, now);
  return message === null ? null : { field: 'cron', message };
}

/** The days and the time of a pattern that is a week; null for any other one. */
export function weeklyOf(cron: string): { weekdays: number[]; time: string } | null {
  const [, minute = '', hour = '', list = ''] =
    /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:,[0-7])*)$/.exec(cron) ?? [];
  if (list === '' || Number(minute) > 59 || Number(hour) > 23) return null;
  const weekdays = list === '*' ? [0, 1, 2, 3, 4, 5, 6] : list.split(',').map((day) => Number(day) % 7);
  return { weekdays, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
}

/** The pattern of a week; null without a day or a time. */
export function cronOfWeek(weekdays: readonly number[], time: string): string | null {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) ?? [];
  if (hour === undefined || minute === undefined || weekdays.length === 0) return null;
  const list = weekdays.length === 7 ? '*' : [...weekdays].sort((a, b) => a - b).join(',');
  return `${Number(minute)} ${Number(hour)} * * ${list}`;
}
