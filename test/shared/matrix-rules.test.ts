import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffKind, driftOf, runningAt, type SuccessFact } from '#shared/features/matrix/rules.ts';

const fact = (
  version: string,
  at: number,
  rolledBackAt: number | null = null,
  more: Partial<SuccessFact> = {},
): SuccessFact => ({
  deploymentId: at,
  version,
  succeededAt: at,
  succeededRecordedAt: at,
  rolledBackAt,
  rolledBackRecordedAt: rolledBackAt,
  sequence: at,
  ...more,
});

const now = (at: number) => ({ at, knownAt: null });

describe('what runs at an instant', () => {
  // spec/releases 2.8: v1 at 10, v2 at 20 and rolled back at 30, v3 at 40.
  const facts = [fact('v1', 10), fact('v2', 20, 30), fact('v3', 40)];
  it.each([
    [5, null],
    [10, 'v1'],
    [19, 'v1'],
    [20, 'v2'],
    [29, 'v2'],
    [30, 'v1'],
    [39, 'v1'],
    [40, 'v3'],
    [1000, 'v3'],
  ])('at %i it is %s', (at, version) => {
    expect(runningAt(facts, now(at))?.version ?? null).toBe(version);
  });

  it('goes by success time, never by the order of the records', () => {
    const early = fact('triggered first, finished last', 50, null, { deploymentId: 1, sequence: 1 });
    const late = fact('triggered last, finished first', 40, null, { deploymentId: 2, sequence: 2 });
    expect(runningAt([early, late], now(60))?.version).toBe('triggered first, finished last');
  });

  it('lets the later record win a tie', () => {
    expect(
      runningAt([fact('a', 10, null, { sequence: 1 }), fact('b', 10, null, { sequence: 2 })], now(10))
        ?.version,
    ).toBe('b');
  });

  it('as we knew it leaves out what was recorded later, and roll-backs not yet known', () => {
    const backfilled = fact('v2', 20, 30, { succeededRecordedAt: 25, rolledBackRecordedAt: 90 });
    const known = [fact('v1', 10), backfilled];
    expect(runningAt(known, { at: 22, knownAt: 22 })?.version).toBe('v1');
    expect(runningAt(known, { at: 22, knownAt: null })?.version).toBe('v2');
    expect(runningAt(known, { at: 50, knownAt: 60 })?.version).toBe('v2');
    expect(runningAt(known, { at: 50, knownAt: 95 })?.version).toBe('v1');
  });

  it('does not depend on the order in which the facts come', () => {
    const facts = fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 0, max: 50 }),
        back: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
        sequence: fc.nat(1000),
      }),
      { selector: ({ sequence }) => sequence, maxLength: 12 },
    );
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 60 }), (list, at) => {
        const made = list.map(({ at: from, back, sequence }) =>
          fact(String(sequence), from, back === null ? null : Math.max(back, from), { sequence }),
        );
        expect(runningAt(made.toReversed(), now(at))).toEqual(runningAt(made, now(at)));
      }),
    );
  });
});

describe('drift and difference', () => {
  it('counts releases behind as negative and ahead as positive, up to a limit', () => {
    expect(driftOf('a', 'a', 0)).toBe(0);
    expect(driftOf('a', 'c', 2)).toBe(-2);
    expect(driftOf('c', 'a', 2)).toBe(2);
    expect(driftOf('a', 'z', 5000)).toBe(-99);
  });

  it('calls a cell that was never touched unchanged, not removed', () => {
    expect(diffKind(null, null)).toBe('unchanged');
    expect(diffKind(null, 'v1')).toBe('new');
    expect(diffKind('v1', null)).toBe('removed');
    expect(diffKind('v1', 'v2')).toBe('changed');
  });
});
