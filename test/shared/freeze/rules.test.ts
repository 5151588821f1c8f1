import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockNotes } from '#shared/features/freeze/clocks.ts';
import type { Freeze, FreezeScope, FreezeWindow } from '#shared/features/freeze/model.ts';
import { missedBoundaries } from '#shared/features/freeze/record.ts';
import {
  judgeFreeze,
  occurrencesBetween,
  occurrencesFrom,
  standingAt,
} from '#shared/features/freeze/rules.ts';
import { covers } from '#shared/features/freeze/scope.ts';
import { cronWords, lengthWords, windowWords } from '#shared/features/freeze/words.ts';
import { cronFault, startAfter, startUpTo } from '#shared/recurrence.ts';
import { clockChanges } from '#shared/zone.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const BEGAN = at('2026-01-01T00:00Z');

const recurring = (cron: string, minutes: number, more: Partial<FreezeWindow> = {}): FreezeWindow =>
  ({ kind: 'recurring', cron, minutes, startsAt: BEGAN, endsAt: null, ...more }) as FreezeWindow;
const once = (startsAt: number, endsAt: number | null): FreezeWindow => ({ kind: 'once', startsAt, endsAt });

function freeze(window: FreezeWindow, more: Partial<Freeze> = {}): Freeze {
  return {
    id: 1,
    uid: 'f',
    name: 'Weekend',
    reason: 'Nobody is there',
    zone: 'Europe/Berlin',
    window,
    scope: { projects: null, environments: null, tiers: null },
    createdBy: null,
    createdAt: BEGAN,
    removedAt: null,
    ...more,
  };
}

const place = { projectId: 1, environmentId: 2, tier: 'production' } as const;
const told = (one: { startsAt: number; endsAt: number | null } | undefined) =>
  one && [
    new Date(one.startsAt).toISOString(),
    one.endsAt === null ? null : new Date(one.endsAt).toISOString(),
  ];

describe('a start that the clocks leave out or repeat', () => {
  it.each([
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-28T12:00Z',
      '2026-03-29T01:00:00.000Z',
      'the first minute after the gap',
    ],
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07T18:00Z',
      '2026-03-08T07:00:00.000Z',
      'the first minute after it',
    ],
    ['Europe/Berlin', '30 2,14 * * *', '2026-03-28T18:00Z', '2026-03-29T01:00:00.000Z', 'a list as well'],
    ['Europe/Berlin', '30 2 * * *', '2026-10-24T12:00Z', '2026-10-25T00:30:00.000Z', 'the first of the two'],
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-31T18:00Z',
      '2026-11-01T05:30:00.000Z',
      'the first of the two',
    ],
  ])('in %s, %s after %s, is %s: %s', (zone, cron, from, start) => {
    expect(startAfter(cron, zone, at(from))).toBe(at(start));
  });

  it.each([
    ['Europe/Berlin', '30 2 * * *', '2026-10-25T01:45Z', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '30 1 * * *', '2026-11-01T06:45Z', '2026-11-01T05:30:00.000Z'],
  ])('in %s, %s does not begin again the second time', (zone, cron, second, first) => {
    expect(startUpTo(cron, zone, at(second))).toBe(at(first));
    expect(startAfter(cron, zone, at(second))).toBeGreaterThan(at(second) + 20 * HOUR);
  });

  it.each([
    ['spring', 'Europe/Berlin', '2026-03-28T22:00Z', '2026-03-29T06:00Z'],
    ['autumn', 'Europe/Berlin', '2026-10-24T21:00Z', '2026-10-25T05:00Z'],
    ['spring', 'America/New_York', '2026-03-08T04:00Z', '2026-03-08T12:00Z'],
    ['autumn', 'America/New_York', '2026-11-01T03:00Z', '2026-11-01T11:00Z'],
  ])('a window over the change in %s in %s lasts its eight hours', (_season, zone, start, end) => {
    const window = recurring('0 23 * * 6', 480);
    expect(told(occurrencesFrom(freeze(window, { zone }), at(start) - HOUR, 1)[0])).toEqual([
      new Date(at(start)).toISOString(),
      new Date(at(end)).toISOString(),
    ]);
  });

  it('what the clocks do is said beside the window', () => {
    const notes = (cron: string, minutes: number, zone: string) =>
      clockNotes(zone, recurring(cron, minutes), at('2026-02-01T00:00Z')).map(({ sentence }) => sentence);
    expect(notes('30 2 * * *', 60, 'Europe/Berlin')).toEqual([
      'Sun 29 Mar 2026: clocks go forward 1 h, so there is no 02:30. It begins at 03:00, the first minute there is.',
      'Sun 25 Oct 2026: clocks go back 1 h, so 02:30 comes twice. It begins the first time, once.',
    ]);
    expect(notes('0 23 * * 6', 480, 'America/New_York')).toEqual([
      'Sun 8 Mar 2026: clocks go forward 1 h while it stands. It still lasts 8 h and ends at 08:00 by the clock.',
      'Sun 1 Nov 2026: clocks go back 1 h while it stands. It still lasts 8 h and ends at 06:00 by the clock.',
    ]);
    expect(notes('0 12 * * *', 60, 'Europe/Berlin')).toEqual([]);
    expect(notes('30 2 * * *', 60, 'UTC')).toEqual([]);
  });

  it('clock changes are found to the second', () => {
    expect(clockChanges('Europe/Berlin', at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'))).toEqual([
      { at: at('2026-03-29T01:00Z'), minutes: 60 },
      { at: at('2026-10-25T01:00Z'), minutes: -60 },
    ]);
  });
});

describe('occurrences', () => {
  const crons = ['0 16 * * 5', '30 2 * * *', '0 0 1 * *', '15 8-17 * * 1-5', '0 */6 * * *', '59 23 * * 0,3'];
  const zones = ['Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const instants = fc.integer({ min: BEGAN, max: BEGAN + 3 * 365 * DAY });

  it('the last start and the next one stand around every instant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...crons), fc.constantFrom(...zones), instants, (cron, zone, now) => {
        const [last, next] = [startUpTo(cron, zone, now) ?? 0, startAfter(cron, zone, now) ?? 0];
        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(startAfter(cron, zone, last)).toBe(next);
      }),
    );
  });

  it('never overlap, lie within the bounds, and stand exactly where they are listed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...crons),
        fc.constantFrom(...zones),
        fc.integer({ min: 5, max: 10_000 }),
        instants,
        fc.integer({ min: 1, max: 40 * DAY }),
        (cron, zone, minutes, from, length) => {
          const one = freeze(recurring(cron, minutes, { startsAt: from, endsAt: from + length }), { zone });
          const found = occurrencesBetween(one, from - DAY, from + 50 * DAY);
          for (const [index, { startsAt, endsAt }] of found.entries()) {
            expect(endsAt).toBeGreaterThan(startsAt);
            expect(startsAt).toBeGreaterThanOrEqual(from);
            expect(endsAt).toBeLessThanOrEqual(from + length);
            expect(startsAt).toBeGreaterThanOrEqual(found[index - 1]?.endsAt ?? 0);
            expect(standingAt(one, startsAt)).toEqual({ startsAt, endsAt });
            expect(standingAt(one, (endsAt ?? 0) - 1)).toEqual({ startsAt, endsAt });
            expect(standingAt(one, endsAt ?? 0)?.startsAt).not.toBe(startsAt);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a window that would begin again before it ends is one freeze without a gap', () => {
    const one = freeze(recurring('0 0 * * *', 26 * 60));
    const found = occurrencesBetween(one, at('2026-05-01T00:00Z'), at('2026-05-08T00:00Z'));
    for (const [index, { endsAt }] of found.slice(0, -1).entries()) {
      expect(found[index + 1]?.startsAt).toBe(endsAt);
    }
  });

  it('the end is outside, the start is inside', () => {
    const one = freeze(once(1000, 2000));
    expect([999, 1000, 1999, 2000].map((now) => standingAt(one, now) !== null)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('a removed freeze has none', () => {
    expect(occurrencesFrom(freeze(once(1000, null), { removedAt: 1500 }), 0, 5)).toEqual([]);
  });
});

describe('covering a place', () => {
  const scope = (more: Partial<FreezeScope>): FreezeScope => ({
    projects: null,
    environments: null,
    tiers: null,
    ...more,
  });
  it.each<[Partial<FreezeScope>, boolean]>([
    [{}, true],
    [{ projects: [1] }, true],
    [{ projects: [9] }, false],
    [{ environments: [2, 3] }, true],
    [{ environments: [3] }, false],
    [{ tiers: ['production'] }, true],
    [{ tiers: ['staging'] }, false],
    [{ projects: [1], environments: [2], tiers: ['production'] }, true],
    [{ projects: [1], environments: [2], tiers: ['staging'] }, false],
  ])('%j: %s', (more, covered) => {
    expect(covers(scope(more), place)).toBe(covered);
  });
});

describe('judging', () => {
  const now = at('2026-11-20T12:00Z');
  const weekend = freeze(recurring('0 16 * * 5', 60 * 60));
  const incident = freeze(once(now - HOUR, null), { id: 2, name: 'Incident' });
  const reason = 'The fix is in it';

  it('a window of the future blocks nothing today (Octopus 9621)', () => {
    expect(judgeFreeze([freeze(once(now + DAY, now + 2 * DAY)), weekend], place, now, null)).toEqual({
      state: 'open',
    });
  });

  it('a scheduled act is judged at its scheduled time, not now (Octopus 9599)', () => {
    const friday = at('2026-11-20T20:00Z');
    expect(judgeFreeze([weekend], place, friday, null).state).toBe('frozen');
    const stands = freeze(once(now - HOUR, now + HOUR));
    expect(judgeFreeze([stands], place, now, null).state).toBe('frozen');
    expect(judgeFreeze([stands], place, now + 2 * HOUR, null).state).toBe('open');
  });

  it('takes the union, and says when all of it is over', () => {
    const first = freeze(once(now - HOUR, now + HOUR));
    const second = freeze(once(now, now + 3 * HOUR), { id: 2 });
    const linked = freeze(once(now + 3 * HOUR, now + 4 * HOUR), { id: 3 });
    expect(judgeFreeze([first, second, linked], place, now, null)).toMatchObject({
      state: 'frozen',
      by: [{ freezeId: 1 }, { freezeId: 2 }],
      until: now + 4 * HOUR,
    });
    expect(judgeFreeze([first, incident], place, now, null)).toMatchObject({ until: null });
  });

  it('an override names every freeze that stands then', () => {
    const first = freeze(once(now - HOUR, now + HOUR));
    const both = [first, incident];
    expect(judgeFreeze(both, place, now, { freezeIds: [1], reason })).toMatchObject({
      state: 'frozen',
      unnamed: [{ freezeId: 2 }],
    });
    expect(judgeFreeze(both, place, now, { freezeIds: [2, 1], reason })).toMatchObject({
      state: 'overridden',
      by: [{ freezeId: 1 }, { freezeId: 2 }],
      reason,
    });
    expect(judgeFreeze([], place, now, { freezeIds: [1], reason })).toEqual({ state: 'open' });
  });

  it('knows no end for windows that follow each other without one', () => {
    const daily = freeze(recurring('0 0 * * *', 1500));
    expect(judgeFreeze([daily], place, now, null)).toMatchObject({ state: 'frozen', until: null });
  });
});

describe('telling what was missed', () => {
  const weekly = freeze(recurring('0 16 * * 5', 60));
  const from = at('2026-11-01T00:00Z');

  it('in any number of looks is the same story, each boundary once', () => {
    const end = from + 60 * DAY;
    const whole = missedBoundaries(weekly, { notedTo: from, openSince: null }, end, 1000);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: from, max: end }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        (looks, limit) => {
          let followed = { notedTo: from, openSince: null as number | null };
          const told = [];
          for (const now of [...looks.sort((a, b) => a - b), ...Array.from({ length: 40 }, () => end)]) {
            const step = missedBoundaries(weekly, followed, now, limit);
            told.push(...step.boundaries);
            followed = step.followed;
          }
          expect(told.map(({ what, at: happened }) => [what, happened])).toEqual(
            whole.boundaries.map(({ what, at: happened }) => [what, happened]),
          );
          expect(followed).toEqual(whole.followed);
        },
      ),
    );
  });

  it('goes back to nothing that was told, also when the clock is set back', () => {
    const end = at('2026-11-20T15:30Z');
    const { followed } = missedBoundaries(weekly, { notedTo: from, openSince: null }, end, 100);
    expect(followed.openSince).toBe(at('2026-11-20T15:00Z'));
    expect(missedBoundaries(weekly, followed, end - 3 * DAY, 100)).toEqual({ boundaries: [], followed });
  });
});

describe('words', () => {
  it.each([
    ['0 16 * * 5', 'Fridays 16:00'],
    ['30 2 * * *', 'every day 02:30'],
    ['0 9 * * 1-5', 'Mondays to Fridays 09:00'],
    ['0 9 * * 1,3', 'Mondays, Wednesdays 09:00'],
    ['0 0 1 * *', 'at 0 0 1 * *'],
  ])('%s is %s', (cron, words) => {
    expect(cronWords(cron)).toBe(words);
  });

  it.each([
    [90, '90 min'],
    [480, '8 h'],
    [3840, '2 d 16 h'],
    [1470, '1 d 30 min'],
  ])('%i minutes are %s', (minutes, words) => {
    expect(lengthWords(minutes)).toBe(words);
  });

  it('a window is told in its own zone', () => {
    expect(windowWords(once(at('2026-11-20T15:00Z'), at('2026-11-20T17:30Z')), 'Europe/Berlin')).toBe(
      'Fri 20 Nov 2026 16:00 to 18:30, Europe/Berlin',
    );
  });
});

describe('a pattern that cannot be used', () => {
  it.each([
    ['* * * * * *', 'five fields'],
    ['0 25 * * *', 'five fields'],
    ['soon', 'five fields'],
    ['0 0 31 2 *', 'No day ever'],
    ['*/5 * * * *', 'more often than once an hour'],
  ])('%s: %s', (cron, part) => {
    expect(cronFault(cron, 'UTC', BEGAN)).toContain(part);
  });
  it.each(['0 16 * * 5', '0 * * * *', '30 1,2 * * *', '0 0 29 2 *', '0 9 * * MON-FRI'])('%s can', (cron) => {
    expect(cronFault(cron, 'Europe/Berlin', BEGAN)).toBeNull();
  });
});
