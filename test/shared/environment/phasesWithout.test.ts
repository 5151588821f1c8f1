import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Phase, phasesSchema, phasesWithout } from '#shared/features/environment/progression.ts';

const passesOf = (most: number): fc.Arbitrary<Phase['passes']> =>
  fc.oneof(
    fc.constant({ rule: 'all' } as const),
    fc.constant({ rule: 'optional' } as const),
    fc.integer({ min: 1, max: most }).map((count) => ({ rule: 'at_least', count }) as const),
  );

/** Phases over the environments 1 to 9, each in one of them at most. */
const phases = fc
  .tuple(
    fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }),
  )
  .chain(([ids, sizes]) => {
    const parts = sizes.flatMap((size, at) => {
      const start = sizes.slice(0, at).reduce((sum, one) => sum + one, 0);
      const part = ids.slice(start, start + size);
      return part.length > 0 ? [part] : [];
    });
    return fc.tuple(
      ...parts.map((environmentIds, at) =>
        passesOf(environmentIds.length).map((passes): Phase => ({ name: `p${at}`, environmentIds, passes })),
      ),
    );
  });

describe('phases that an environment leaves', () => {
  it('are valid, name it no more, and name every other one in the same order', () => {
    fc.assert(
      fc.property(phases, fc.integer({ min: 1, max: 9 }), (before, gone) => {
        const after = phasesWithout(before, gone);
        expect(phasesSchema.safeParse(after).success).toBe(true);
        const named = (list: readonly Phase[]) => list.flatMap(({ environmentIds }) => environmentIds);
        expect(named(after)).toEqual(named(before).filter((id) => id !== gone));
      }),
    );
  });

  it('ask for no more successes than are left, and go with their last environment', () => {
    const before: Phase[] = [
      { name: 'first', environmentIds: [1, 2], passes: { rule: 'at_least', count: 2 } },
      { name: 'last', environmentIds: [3], passes: { rule: 'all' } },
    ];
    expect(phasesWithout(before, 1)[0]?.passes).toEqual({ rule: 'at_least', count: 1 });
    expect(phasesWithout(before, 3).map(({ name }) => name)).toEqual(['first']);
  });
});
