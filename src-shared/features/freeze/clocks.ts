import { clockAt, clockChanges } from '../../zone.ts';
import type { FreezeWindow } from './model.ts';
import { occurrencesBetween } from './rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 366 * 24 * HOUR;

export interface ClockNote {
  /** When the clocks are set. */
  readonly at: number;
  /** What that does to the occurrence beside it, as a sentence. */
  readonly sentence: string;
}

function hoursWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''];
  return parts.filter(Boolean).join(' ');
}

/** The hour and minute fields of a pattern, when both are single numbers. */
function fixedTime(cron: string): string | null {
  const [minute = '', hour = ''] = cron.split(/\s+/);
  return /^\d+$/.test(minute) && /^\d+$/.test(hour)
    ? `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
    : null;
}

/**
 * What the next clock changes do to a recurring window within a year: a start that does not exist, a start that exists
 * twice, an end that shifts on the wall because the duration is elapsed time.
 */
export function clockNotes(zone: string, window: FreezeWindow, now: number): ClockNote[] {
  if (window.kind === 'once') return [];
  const notes: ClockNote[] = [];
  const length = window.minutes * MINUTE;
  for (const { at, minutes } of clockChanges(zone, now, now + YEAR)) {
    const about = occurrencesBetween({ zone, window, removedAt: null }, at - HOUR, at + HOUR).filter(
      ({ startsAt, endsAt }) => startsAt <= at && (endsAt === null || endsAt > at - HOUR),
    );
    const day = clockAt(zone, at).day;
    const moved = `clocks go ${minutes > 0 ? 'forward' : 'back'} ${hoursWords(Math.abs(minutes))}`;
    const wanted = fixedTime(window.cron);
    for (const { startsAt, endsAt } of about) {
      const begins = clockAt(zone, startsAt).time;
      if (startsAt === at && minutes > 0 && wanted !== null && begins !== wanted) {
        notes.push({
          at,
          sentence: `${day}: ${moved}, so there is no ${wanted}. It begins at ${begins}, the first minute there is.`,
        });
      } else if (minutes < 0 && startsAt < at && startsAt >= at + minutes * MINUTE) {
        notes.push({
          at,
          sentence: `${day}: ${moved}, so ${begins} comes twice. It begins the first time, once.`,
        });
      } else if (startsAt < at && endsAt !== null && endsAt > at) {
        notes.push({
          at,
          sentence: `${day}: ${moved} while it stands. It still lasts ${hoursWords(Math.min(length, endsAt - startsAt) / MINUTE)} and ends at ${clockAt(zone, endsAt).time} by the clock.`,
        });
      }
    }
  }
  return notes;
}
