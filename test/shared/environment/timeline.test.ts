import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalsOf } from '#shared/features/environment/timeline.ts';
import { runningAt, type SuccessFact } from '#shared/features/matrix/rules.ts';

const fact = (
  sequence: number,
  version: string,
  succeededAt: number,
  rolledBackAt: number | null = null,
): SuccessFact => ({
  deploymentId: sequence,
  sequence,
  version,
  succeededAt,
  succeededRecordedAt: succeededAt,
  rolledBackAt,
  rolledBackRecordedAt: rolledBackAt,
});

describe('which version ran when', () => {
  it('gives a version two stretches when what came after it was rolled back', () => {
    const facts = [fact(1, 'v1', 10), fact(2, 'v2', 20, 30), fact(3, 'v3', 40)];
    expect(intervalsOf(facts)).toEqual([
      { deploymentId: 1, version: 'v1', from: 10, to: 20 },
      { deploymentId: 2, version: 'v2', from: 20, to: 30 },
      { deploymentId: 1, version: 'v1', from: 30, to: 40 },
      { deploymentId: 3, version: 'v3', from: 40, to: null },
    ]);
  });

  it('leaves a gap where the only success was rolled back', () => {
    expect(intervalsOf([fact(1, 'v1', 10, 20), fact(2, 'v2', 30)])).toEqual([
      { deploymentId: 1, version: 'v1', from: 10, to: 20 },
      { deploymentId: 2, version: 'v2', from: 30, to: null },
    ]);
  });

  it('is empty where nothing ever succeeded', () => {
    expect(intervalsOf([])).toEqual([]);
  });

  it('says at every instant what the matrix of that instant says', () => {
    const facts = fc
      .array(
        fc.record({
          at: fc.integer({ min: 0, max: 30 }),
          lasted: fc.option(fc.integer({ min: 0, max: 20 })),
        }),
        { maxLength: 14 },
      )
      .map((list) =>
        list.map(({ at, lasted }, index) =>
          fact(index + 1, `v${index + 1}`, at, lasted === null ? null : at + lasted),
        ),
      );
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 60 }), (list, at) => {
        const then = intervalsOf(list).find(({ from, to }) => from <= at && (to === null || at < to));
        const expected = runningAt(list, { at, knownAt: null });
        expect(then?.deploymentId ?? null).toBe(expected?.deploymentId ?? null);
      }),
      { numRuns: 2000 },
    );
  });

  it('never overlaps itself and never runs backwards', () => {
    const facts = fc.array(fc.tuple(fc.nat(40), fc.option(fc.nat(20))), { maxLength: 20 });
    fc.assert(
      fc.property(facts, (list) => {
        const intervals = intervalsOf(
          list.map(([at, lasted], index) => fact(index, 'v', at, lasted === null ? null : at + lasted)),
        );
        for (const [index, { from, to }] of intervals.entries()) {
          if (to !== null) expect(to).toBeGreaterThan(from);
          const next = intervals[index + 1];
          if (next) expect(to).toBeLessThanOrEqual(next.from);
        }
      }),
    );
  });
});
