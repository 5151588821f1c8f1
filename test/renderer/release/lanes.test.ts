import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstReach,
  lanesOf,
  spanOfReach,
  type Timeline,
} from '../../../src-renderer/features/release/timeline/lanes.ts';
import { bucketsByAge } from '../../../src-renderer/ui/ageBuckets.ts';

const DAY = 86_400_000;

const ran = (version: string, from: number, to: number | null): Timeline['intervals'][number] => ({
  deploymentId: from,
  version,
  from,
  to,
});
const tried = (version: string, triggeredAt: number): Timeline['attempts'][number] => ({
  deploymentId: triggeredAt,
  number: triggeredAt,
  version,
  status: 'failed',
  triggeredAt,
  finishedAt: null,
  isRollback: false,
});

describe('the rows of the swimlane', () => {
  const timeline = {
    intervals: [ran('v1', 10, 20), ran('v2', 20, 30), ran('v1', 30, null)],
    attempts: [tried('v3', 35), tried('v2', 15)],
  };

  it('begin with the version that was there last, whichever came first', () => {
    const { lanes } = lanesOf(timeline, { start: 0, end: 40 }, 9);
    expect(lanes.map(({ version, isRunning }) => [version, isRunning])).toEqual([
      ['v1', true],
      ['v3', false],
      ['v2', false],
    ]);
  });

  it('give a version one row for all its stretches', () => {
    const { lanes } = lanesOf(timeline, { start: 0, end: 40 }, 9);
    expect(lanes.find(({ version }) => version === 'v1')?.intervals).toHaveLength(2);
  });

  it('hold only what touches the span', () => {
    const { lanes } = lanesOf(timeline, { start: 22, end: 28 }, 9);
    expect(lanes.map(({ version }) => version)).toEqual(['v2']);
  });

  it('are cut at the most, and say how many versions there are', () => {
    const { lanes, versions } = lanesOf(timeline, { start: 0, end: 40 }, 2);
    expect([lanes.length, versions]).toEqual([2, 3]);
  });
});

describe('how far back it looks', () => {
  it.each([
    [null, 'all'],
    [50 * DAY, 'all'],
    [10 * DAY, '30'],
  ] as const)('from %s it begins with %s', (from, expected) => {
    expect(firstReach(from, 60 * DAY)).toBe(expected);
  });

  it('never ends before it begins', () => {
    const reach = fc.constantFrom('1' as const, '7' as const, '30' as const, 'all' as const);
    fc.assert(
      fc.property(reach, fc.option(fc.nat(200 * DAY)), fc.nat(100 * DAY), (chosen, from, now) => {
        const { start, end } = spanOfReach(chosen, from, now);
        expect(start).toBeLessThan(end);
        expect(end).toBe(now);
      }),
    );
  });
});

describe('entries by their ages', () => {
  it('stand under one heading for each age, in the order in which they came', () => {
    const at = (triggeredAt: number) => ({ triggeredAt });
    const now = 400 * DAY;
    const rows = [now + 1, now - 1, now - DAY + 1, now - 3 * DAY, now - 20 * DAY, now - 90 * DAY, 1].map(at);
    expect(bucketsByAge(rows, now).map(({ title, rows: own }) => [title, own.length])).toEqual([
      ['Later', 1],
      ['The last 24 hours', 2],
      ['The last 7 days', 1],
      ['The last 30 days', 1],
      ['The last year', 1],
      ['Earlier', 1],
    ]);
  });
});
