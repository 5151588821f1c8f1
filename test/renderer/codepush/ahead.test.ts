import { describe, expect, it } from 'vitest';
import { aheadOf } from '../../../src-renderer/features/codepush/release/ahead.ts';
import { valueAt } from '../../../src-renderer/ui/SeriesChart/series.ts';
import { DAY, HOUR, NOON } from '../../support/testApp.ts';
import { step } from '../rollout/made.ts';

/** Every percent lets in two devices more. */
const reached = Array.from({ length: 101 }, (_, percent) => percent * 2);
const now = NOON + 6 * HOUR;
const plan = { steps: [step(20), step(50), step(100)], status: 'running' as const, enteredAt: NOON };
const release = { rollout: 20, releasedAt: NOON - 2 * DAY, isDisabled: false };

const ahead = (more: Partial<typeof release> = {}, at = now) =>
  aheadOf(plan, { ...release, ...more }, reached, at);

describe('the steps ahead of a plan', () => {
  it('begin now where the rollout stands, and rise as each can open at the earliest', () => {
    const [first, ...steps] = ahead();
    expect(first).toEqual({ x: now, y: 40 });
    expect(steps.slice(0, 2)).toEqual([
      { x: NOON + 12 * HOUR, y: 100 },
      { x: NOON + 24 * HOUR, y: 200 },
    ]);
    expect(steps.at(-1)).toMatchObject({ y: 200 });
  });

  it('stand apart from the present while the gate alone holds them', () => {
    const [first, next] = ahead({}, NOON + 20 * HOUR);
    expect(next?.x).toBeGreaterThan(first?.x ?? 0);
    expect([first?.y, next?.y]).toEqual([40, 100]);
  });

  it('go no further ahead than twice the age of the release', () => {
    const slow = { ...plan, steps: [step(20), step(50, { minimumHours: 24 * 365 }), step(100)] };
    const points = aheadOf(slow, release, reached, now);
    expect(points.at(-1)).toEqual({ x: now + 2 * (now - release.releasedAt), y: 100 });
  });

  it.each([
    ['there is no plan', null, release],
    ['the plan stands still', { ...plan, status: 'paused' as const }, release],
    ['the release is not served', plan, { ...release, isDisabled: true }],
    ['the last step is reached', plan, { ...release, rollout: 100 }],
  ])('are none when %s', (_, one, at) => {
    expect(aheadOf(one, at, reached, now)).toEqual([]);
  });
});

describe('a line that ends where others go on', () => {
  it('says nothing of what comes after', () => {
    const line = { points: [{ x: 1, y: 5 }], ends: true };
    expect([valueAt(line, 1), valueAt(line, 2), valueAt({ ...line, ends: false }, 2)]).toEqual([5, null, 5]);
  });
});
