import { describe, expect, it } from 'vitest';
import type { ChangeRow } from '#shared/features/matrix/changes.ts';
import { DAY } from '#shared/time.ts';
import { changeSlots } from '../../../src-renderer/features/matrix/changeSlots.ts';
import { instantAt, shareOf, spanOf } from '../../../src-renderer/features/matrix/span.ts';
import { NOON } from '../../support/testApp.ts';

const ends = { now: NOON, at: null, first: NOON - 900 * DAY, last: NOON - DAY };

describe('the span of the slider', () => {
  it('is a week while the newest change and the instant shown lie within it', () => {
    const span = spanOf(null, ends);
    expect(span.id).toBe('7d');
    expect(span.to).toBeGreaterThanOrEqual(NOON);
    expect(span.from).toBeLessThanOrEqual(NOON - 7 * DAY);
  });

  it('widens to hold the instant that is shown', () => {
    expect(spanOf(null, { ...ends, at: NOON - 20 * DAY }).id).toBe('30d');
    expect(spanOf(null, { ...ends, at: NOON - 800 * DAY }).id).toBe('all');
    expect(spanOf('1d', { ...ends, at: NOON - 3 * DAY }).id).toBe('7d');
  });

  it('reaches back to quiet history', () => {
    expect(spanOf(null, { ...ends, last: NOON - 60 * DAY }).id).toBe('90d');
  });

  it('holds every instant of history when all of it is chosen', () => {
    const span = spanOf('all', ends);
    expect(span.from).toBeLessThanOrEqual(ends.first);
    expect(shareOf(ends.first, span)).toBeGreaterThanOrEqual(0);
  });

  it('stays the same within the hour, so that nothing is read again', () => {
    expect(spanOf(null, { ...ends, now: NOON + 60_000 })).toEqual(
      spanOf(null, { ...ends, now: NOON + 120_000 }),
    );
  });

  it('gives the instant under the pointer, pulled to a tick nearby, and now at its end', () => {
    const span = { id: '7d', from: 0, to: 1000 } as const;
    expect(instantAt(0.5, span, 1000, [], 0.01)).toBe(500);
    expect(instantAt(0.5, span, 1000, [300, 504, 508], 0.01)).toBe(504);
    expect(instantAt(1, span, 1000, [], 0.01)).toBeNull();
    expect(instantAt(1, span, 1000, [995], 0.01)).toBeNull();
  });
});

describe('the list of changes', () => {
  const change = (id: number, occurredAt: number) => ({ id, occurredAt }) as ChangeRow;
  const rows = [change(4, NOON), change(3, NOON - 1000), change(2, NOON - DAY), change(1, NOON - DAY)];

  it('has a heading for every day', () => {
    const slots = changeSlots({ rows, goesOnLater: false, goesOnEarlier: true, at: null, zone: 'utc' });
    expect(slots.map((slot) => slot.kind)).toEqual([
      'day',
      'change',
      'change',
      'day',
      'change',
      'change',
      'more',
    ]);
    expect(slots.some((slot) => slot.kind === 'change' && slot.current)).toBe(false);
  });

  it('marks the newest change that the clock has passed, once, and those that come later', () => {
    const at = NOON - 500;
    const slots = changeSlots({ rows, goesOnLater: false, goesOnEarlier: false, at, zone: 'utc' });
    const changes = slots.flatMap((slot) => (slot.kind === 'change' ? [slot] : []));
    expect(changes.map((slot) => slot.later)).toEqual([true, false, false, false]);
    expect(changes.map((slot) => slot.current)).toEqual([false, true, false, false]);
  });
});
