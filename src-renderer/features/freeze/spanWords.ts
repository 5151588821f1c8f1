import { clockAt, momentWords } from '#shared/zone.ts';
import type { Span } from './week.ts';

/** `Fri 20 Nov 16:00 to Mon 23 Nov 04:00` by the clocks of a zone. */
export function spanWords({ startsAt, endsAt }: Span, now: number, zone: string): string {
  const from = momentWords(startsAt, now, zone);
  if (endsAt === null) return `${from} until it is lifted`;
  const to = clockAt(zone, endsAt);
  const sameDay = to.day === clockAt(zone, startsAt).day;
  return `${from} to ${sameDay ? to.time : momentWords(endsAt, now, zone)}`;
}
