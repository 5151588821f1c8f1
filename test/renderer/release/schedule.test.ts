import { describe, expect, it } from 'vitest';
import type { CutTimes } from '#shared/features/candidate/schedule.ts';
import { recurrenceFault } from '#shared/recurrence.ts';
import {
  comingTimes,
  faultOf,
  formOf,
  timesOf,
} from '../../../src-renderer/features/release/schedule/scheduleForm.ts';
import { DAY, HOUR, NOON } from '../../support/testApp.ts';

describe('the form of a schedule', () => {
  const times: CutTimes = { cron: '30 7 * * 1,3', zone: 'Europe/Berlin', branch: 'main', builds: true };
  it.each<[string, CutTimes]>([
    ['days of the week', times],
    ['every day', { ...times, cron: '0 0 * * *' }],
    ['a pattern', { ...times, cron: '0 9 1 * *', branch: null, builds: false }],
  ])('keeps %s as they are', (_what, given) => {
    expect(timesOf(formOf(given, 'UTC'))).toEqual(given);
  });

  it('begins with the mornings of working days', () => {
    expect(timesOf(formOf(null, 'UTC'))).toMatchObject({ cron: '0 9 * * 1,2,3,4,5', zone: 'UTC' });
  });

  it.each([
    [{ weekdays: [] }, 'weekdays'],
    [{ time: '25:00' }, 'time'],
    [{ kind: 'pattern', cron: ' ' }, 'cron'],
    [{ kind: 'pattern', cron: '* * * * *' }, 'cron'],
    [{ zone: 'Mars/Olympus' }, 'zone'],
  ] as const)('names what is wrong with %o', (change, field) => {
    expect(faultOf({ ...formOf(null, 'UTC'), ...change }, NOON)?.field).toBe(field);
  });

  it('tells the next times, over a clock change too', () => {
    const daily = { ...times, cron: '30 2 * * *' };
    const before = Date.UTC(2027, 2, 27, 12);
    expect(recurrenceFault(daily, before)).toBeNull();
    // In the night of the 28th the clocks leave 02:30 out: it is cut at 03:00, which is 01:00 UTC.
    const first = Date.UTC(2027, 2, 28, 1);
    expect(comingTimes(daily, before, 2)).toEqual([first, first + DAY - HOUR / 2]);
  });
});
