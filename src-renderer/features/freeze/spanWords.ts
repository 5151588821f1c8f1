import type { Zone } from '#shared/time.ts';
import { clockAt } from '#shared/zone.ts';
import type { Span } from './week.ts';

/** The zone that is shown, by the name that clocks know it by. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** `Fri 20 Nov 16:00`, with the year when it is not the one of `now`. */
export function momentWords(at: number, now: number, zone: string): string {
  const { day, time } = clockAt(zone, at);
  const year = clockAt(zone, now).day.slice(-5);
  return `${day.endsWith(year) ? day.slice(0, -5) : day} ${time}`;
}

/** `Fri 20 Nov 16:00 to Mon 23 Nov 04:00` by the clocks of a zone. */
export function spanWords({ startsAt, endsAt }: Span, now: number, zone: string): string {
  const from = momentWords(startsAt, now, zone);
  if (endsAt === null) return `${from} until it is lifted`;
  const to = clockAt(zone, endsAt);
  const sameDay = to.day === clockAt(zone, startsAt).day;
  return `${from} to ${sameDay ? to.time : momentWords(endsAt, now, zone)}`;
}
