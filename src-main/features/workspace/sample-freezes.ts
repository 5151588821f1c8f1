import type { StoryEvent } from './sample-event.ts';
import { DAY, HOUR } from './sample-play.ts';

const production = ['prod-eu', 'prod-us', 'prod-ap'];

/** The weekends of production, by a window that comes again, and one sale that is over. */
export function tellFreezes(now: number): StoryEvent[] {
  const sale = Math.floor(now / DAY) * DAY - 9 * DAY;
  return [
    {
      do: 'freeze',
      at: now - 12 * DAY,
      who: 'mira.solberg',
      environments: production,
      facts: {
        name: 'Weekend',
        reason: 'Nobody is on call for releases from Friday afternoon to Monday morning.',
        zone: 'Europe/Berlin',
        window: { kind: 'recurring', startsAt: 0, endsAt: null, cron: '0 16 * * 5', minutes: 64 * 60 },
      },
    },
    {
      do: 'freeze',
      at: sale - 5 * DAY,
      who: 'anna.keller',
      environments: ['prod-ap'],
      facts: {
        name: 'Singles week',
        reason: 'Ten times the orders; the shop stays as it is.',
        zone: 'Asia/Singapore',
        window: { kind: 'once', startsAt: sale, endsAt: sale + 3 * DAY - 4 * HOUR },
      },
    },
  ];
}
