import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptionSeries, endOfDay } from '../../../src-renderer/features/codepush/channel/adoption.ts';
import {
  apart,
  type ChartSeries,
  pathOf,
  placesOf,
  spreadLabels,
  stackOf,
  valueAt,
} from '../../../src-renderer/ui/SeriesChart/series.ts';
import { DAY, NOON } from '../../support/testApp.ts';

const line = (id: string, ...points: readonly (readonly [number, number])[]): ChartSeries => ({
  id,
  label: id,
  tone: 'dim',
  shape: 'line',
  points: points.map(([x, y]) => ({ x, y })),
});

describe('a series', () => {
  it('holds its value until its next point, and has none before its first', () => {
    const one = line('a', [2, 5], [4, 7]);
    expect([1, 2, 3, 4, 9].map((x) => valueAt(one, x))).toEqual([null, 5, 5, 7, 7]);
  });

  it('is drawn straight from point to point, or in steps', () => {
    const points = [
      { x: 0, y: 9 },
      { x: 4, y: 3 },
    ];
    expect(pathOf(points, 'line')).toBe('M0 9L4 3');
    expect(pathOf(points, 'step')).toBe('M0 9H4V3');
    expect(pathOf([], 'line')).toBe('');
  });

  it('shares its places with the others', () => {
    expect(placesOf([line('a', [2, 1], [4, 1]), line('b', [3, 1], [4, 1])])).toEqual([2, 3, 4]);
  });
});

describe('a stack', () => {
  const series = fc.array(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 900 })), { maxLength: 8 }),
    { maxLength: 6 },
  );

  it('leaves no gap, and its top is the sum of all', () => {
    fc.assert(
      fc.property(series, (all) => {
        const lines = all.map((points, index) => line(`s${index}`, ...points.toSorted(([a], [b]) => a - b)));
        const bands = stackOf(lines);
        for (const [at, x] of placesOf(lines).entries()) {
          const spans = bands.map((band) => band.spans[at]);
          for (const [index, span] of spans.entries()) expect(span?.from).toBe(spans[index - 1]?.to ?? 0);
          const sum = lines.reduce((total, one) => total + (valueAt(one, x) ?? 0), 0);
          expect(spans.at(-1)?.to ?? 0).toBe(sum);
        }
      }),
    );
  });
});

describe('words beside the lines', () => {
  const room = { gap: 14, top: 10, bottom: 300 };
  const wanted = fc.array(fc.integer({ min: 0, max: 320 }), { maxLength: 20 });

  it('never overlap, keep their order and stay inside, as long as all have room', () => {
    fc.assert(
      fc.property(wanted, (ys) => {
        const placed = spreadLabels(ys, room);
        const sorted = placed.toSorted((a, b) => a - b);
        for (const [index, y] of sorted.entries()) {
          expect(y).toBeGreaterThanOrEqual(room.top);
          expect(y).toBeLessThanOrEqual(room.bottom);
          if (index > 0) expect(y - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(room.gap);
        }
        for (const [i, one] of ys.entries()) {
          for (const [j, other] of ys.entries()) {
            if (one < other) expect(placed[i]).toBeLessThan(placed[j] ?? 0);
          }
        }
      }),
    );
  });

  it('stay where they want to be when nothing is in their way', () => {
    expect(spreadLabels([200, 40], room)).toEqual([200, 40]);
  });

  it('under the line of time are kept from the last one backwards', () => {
    expect(apart([0, 40, 90, 100], (x) => x, 50)).toEqual([40, 100]);
    expect(apart([], (x) => x, 50)).toEqual([]);
  });
});

describe('adoption', () => {
  const read = {
    days: [100, 101, 102],
    places: [
      { place: 'v10', active: [0, 0, 4] },
      { place: '6.12.0', active: [7, 2, 0] },
      { place: 'v2', active: [0, 5, 3] },
      { place: 'v1', active: [0, 0, 0] },
    ],
  };

  it('stands binaries at the bottom and the newest label on top, and leaves out who was never there', () => {
    expect(adoptionSeries(read, 'v10').map(({ id, tone }) => [id, tone])).toEqual([
      ['6.12.0', 'dim'],
      ['v2', 'dim'],
      ['v10', 'accent'],
    ]);
  });

  it('ends a day at its end, and today now', () => {
    const today = Math.floor(NOON / DAY);
    expect(endOfDay(today - 1, NOON)).toBe(today * DAY);
    expect(endOfDay(today, NOON)).toBe(NOON);
  });
});
