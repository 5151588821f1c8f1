import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiryOf } from '#shared/features/credential/expiry.ts';
import { DAY } from '#shared/time.ts';
import { dayOf, endOfDay, levelWords, slotsText } from '../../../src-renderer/features/credential/levels.ts';

describe('the end of a credential', () => {
  it.each([
    [{ level: 30, days: 26 }, '26 days left'],
    [{ level: 3, days: 1 }, '1 day left'],
    [{ level: 'expired', days: 0 }, 'expired today'],
    [{ level: 'expired', days: -3 }, 'expired 3 days ago'],
  ] as const)('is said in words: %o', (expiry, words) => {
    expect(levelWords(expiry)).toBe(words);
  });

  it('is the last moment of the day that was picked', () => {
    const end = endOfDay('2026-11-30') ?? 0;
    expect(new Date(end).toISOString()).toBe('2026-11-30T23:59:59.999Z');
    expect(expiryOf(end, Date.UTC(2026, 10, 30, 23, 59))).toMatchObject({ level: 3, days: 1 });
    expect(expiryOf(end, Date.UTC(2026, 11, 1))).toMatchObject({ level: 'expired' });
  });

  it('comes back as the day that was picked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const day = new Date(days * DAY).toISOString().slice(0, 10);
        expect(dayOf(endOfDay(day))).toBe(day);
      }),
    );
    expect(endOfDay(null)).toBeNull();
    expect(endOfDay('soon')).toBeNull();
    expect(dayOf(null)).toBeNull();
  });

  it.each([
    [['a', 'b'], ['c'], '2 of 3 set'],
    [['a'], [], 'all 1 set'],
  ])('stands beside how many values are set', (slots, emptySlots, text) => {
    expect(slotsText({ slots, emptySlots })).toBe(text);
  });
});
