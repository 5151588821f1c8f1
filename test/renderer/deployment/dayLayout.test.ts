import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layoutOfDays,
  placeOfRow,
  placeOfSlot,
  shiftOf,
  slotOfRow,
} from '../../../src-renderer/features/deployment/rows/dayLayout.ts';

const days = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: 0, max: 20_000 }), count: fc.integer({ min: 1, max: 300 }) }),
    {
      selector: ({ day }) => day,
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((list) => list.sort((a, b) => b.day - a.day));

describe('the layout of a list by days', () => {
  it('gives every slot exactly one heading or row, in order', () => {
    fc.assert(
      fc.property(days, fc.boolean(), (counts, headings) => {
        const layout = layoutOfDays(counts, headings);
        const places = Array.from({ length: layout.slotCount }, (_, slot) => placeOfSlot(layout, slot));
        const rows = places.filter((place) => place !== null && place.offset >= 0);
        expect(rows.map((place) => place?.row)).toEqual([...rows.keys()]);
        expect(rows).toHaveLength(layout.rowCount);
        expect(places.length - rows.length).toBe(headings ? counts.length : 0);
      }),
    );
  });

  it('finds the slot of a row and the row of a slot, both ways', () => {
    fc.assert(
      fc.property(days, fc.boolean(), fc.nat(), (counts, headings, wanted) => {
        const layout = layoutOfDays(counts, headings);
        const row = wanted % layout.rowCount;
        const slot = slotOfRow(layout, row);
        expect(slot).not.toBeNull();
        expect(placeOfSlot(layout, slot ?? -1)).toEqual(placeOfRow(layout, row));
      }),
    );
  });

  it('knows nothing outside of its slots', () => {
    const layout = layoutOfDays([{ day: 3, count: 2 }], true);
    expect([placeOfSlot(layout, -1), placeOfSlot(layout, 3), placeOfRow(layout, 2)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(placeOfSlot(layoutOfDays([], true), 0)).toBeNull();
  });

  it('moves a row down by what came above it, the heading of a new day included', () => {
    const before = layoutOfDays([{ day: 9, count: 2 }], true);
    const after = layoutOfDays(
      [
        { day: 10, count: 3 },
        { day: 9, count: 4 },
      ],
      true,
    );
    expect(shiftOf(before, after, 1)).toEqual({ slots: 6, rows: 5 });
  });

  it('moves nothing when rows came below or the day is gone', () => {
    const before = layoutOfDays(
      [
        { day: 9, count: 2 },
        { day: 8, count: 1 },
      ],
      true,
    );
    expect(
      shiftOf(
        before,
        layoutOfDays(
          [
            { day: 9, count: 2 },
            { day: 8, count: 7 },
          ],
          true,
        ),
        2,
      ),
    ).toEqual({
      slots: 0,
      rows: 0,
    });
    expect(shiftOf(before, layoutOfDays([{ day: 7, count: 2 }], true), 1)).toEqual({ slots: 0, rows: 0 });
  });
});
