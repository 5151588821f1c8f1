import { clockAt } from '#shared/features/freeze/zone.ts';
import type { Zone } from '#shared/time.ts';
import type { Span } from './week.ts';

/** The zone that is shown, by the name that clocks know it by. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** `Fri 20 Nov 2026, 16:00 to Mon 23 Nov 2026, 04:00` by the clocks of a zone. */
export function spanWords({ startsAt, endsAt }: Span, zone: string): string {
  const from = clockAt(zone, startsAt);
  if (endsAt === null) return `${from.day}, ${from.time} until it is lifted`;
  const to = clockAt(zone, endsAt);
  return `${from.day}, ${from.time} to ${to.day === from.day ? to.time : `${to.day}, ${to.time}`}`;
}
