import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawnSpan,
  moved,
  placeOfSpan,
  SNAP,
  stack,
  weekAround,
  weeksFrom,
} from '../../../src-renderer/features/freeze/week.ts';
import { DAY, HOUR, NOON } from '../../support/testApp.ts';

const at = (text: string) => Date.parse(text);

describe('a week', () => {
  it('begins on Monday, for each of its days', () => {
    const week = weekAround(NOON, 'utc');
    expect(week[0]).toBe(at('2026-11-16T00:00Z'));
    expect(week).toHaveLength(8);
    for (const day of week.slice(0, 7)) expect(weekAround(day, 'utc')).toEqual(week);
    expect(weekAround(week[7] ?? 0, 'utc')[0]).toBe(week[7]);
  });

  it('leads to its neighbours, whatever the clocks do', () => {
    const local = weekAround(at('2026-10-22T12:00Z'), 'local');
    const next = weekAround(weeksFrom(local[0] ?? 0, 1, 'local'), 'local');
    expect(next[0]).toBe(local[7]);
    expect(weekAround(weeksFrom(next[0] ?? 0, -1, 'local'), 'local')).toEqual(local);
  });
});

describe('a span in a lane', () => {
  it.each([
    [
      'inside',
      { startsAt: 25, endsAt: 50 },
      { left: 0.25, width: 0.25, beginsBefore: false, endsAfter: false },
    ],
    [
      'over both ends',
      { startsAt: -5, endsAt: 500 },
      { left: 0, width: 1, beginsBefore: true, endsAfter: true },
    ],
    [
      'without an end',
      { startsAt: 50, endsAt: null },
      { left: 0.5, width: 0.5, beginsBefore: false, endsAfter: true },
    ],
  ])('%s', (_what, span, place) => {
    expect(placeOfSpan(span, 0, 100)).toEqual(place);
  });

  it.each([
    { startsAt: -9, endsAt: 0 },
    { startsAt: 100, endsAt: 120 },
  ])('%j has no part in it', (span) => {
    expect(placeOfSpan(span, 0, 100)).toBeNull();
  });

  it('stands on the first line on which it covers no other', () => {
    const spans = [
      { startsAt: 0, endsAt: 10 },
      { startsAt: 5, endsAt: null },
      { startsAt: 10, endsAt: 20 },
      { startsAt: 12, endsAt: 15 },
    ];
    expect(stack(spans)).toEqual({ lines: [0, 1, 0, 2], count: 3 });
    expect(stack([])).toEqual({ lines: [], count: 1 });
  });
});

describe('moving a window', () => {
  const span = { startsAt: NOON - (NOON % SNAP), endsAt: NOON - (NOON % SNAP) + 4 * HOUR };

  it('whole keeps its length; by an edge keeps the other one', () => {
    expect(moved(span, 'whole', DAY)).toEqual({ startsAt: span.startsAt + DAY, endsAt: span.endsAt + DAY });
    expect(moved(span, 'start', HOUR)).toEqual({ startsAt: span.startsAt + HOUR, endsAt: span.endsAt });
    expect(moved(span, 'end', -HOUR)).toEqual({ startsAt: span.startsAt, endsAt: span.endsAt - HOUR });
    expect(moved({ ...span, endsAt: null }, 'whole', HOUR)).toEqual({
      startsAt: span.startsAt + HOUR,
      endsAt: null,
    });
  });

  it('never turns it around or shrinks it to nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('start', 'end', 'whole'),
        fc.integer({ min: -9 * DAY, max: 9 * DAY }),
        fc.integer({ min: SNAP, max: 2 * DAY }),
        (grip, by, length) => {
          const { startsAt, endsAt } = moved({ startsAt: NOON, endsAt: NOON + length }, grip, by);
          expect((endsAt ?? 0) - startsAt).toBeGreaterThanOrEqual(SNAP);
        },
      ),
    );
  });

  it('is drawn from either side, at least one step long', () => {
    const [a, b] = [span.startsAt, span.startsAt + 2 * HOUR];
    expect(drawnSpan(b, a)).toEqual(drawnSpan(a, b));
    expect(drawnSpan(a, a)).toEqual({ startsAt: a, endsAt: a + SNAP });
  });
});
