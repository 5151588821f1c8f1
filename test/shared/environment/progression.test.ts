import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPassed,
  type Openness,
  opennessOf,
  opennessWords,
  type Phase,
  type ProgressionFacts,
  type PromotionPlace,
  phasesSchema,
  promotionsOf,
} from '#shared/features/environment/progression.ts';

const phase = (name: string, environmentIds: number[], passes: Phase['passes'] = { rule: 'all' }): Phase => ({
  name,
  environmentIds,
  passes,
});
const atLeast = (count: number) => ({ rule: 'at_least', count }) as const;
const optional = { rule: 'optional' } as const;

/** dev · qa (optional) · two of three stagings · prod. 9 is an environment in no phase. */
const phases = [
  phase('dev', [1]),
  phase('qa', [2], optional),
  phase('staging', [3, 4, 5], atLeast(2)),
  phase('prod', [6, 7]),
];
const facts = (
  candidate: readonly number[],
  more: { release?: readonly number[]; blocked?: string; phases?: readonly Phase[] } = {},
): ProgressionFacts => ({
  phases: more.phases ?? phases,
  candidateSucceededIn: new Set(candidate),
  releaseSucceededIn: new Set(more.release ?? candidate),
  blocked: more.blocked === undefined ? null : { reason: more.blocked },
});
const stateOf = (given: ProgressionFacts) =>
  [1, 2, 3, 6, 9].map((id) => opennessOf(given, id).state.slice(0, 1)).join('');

describe('a phase', () => {
  it.each([
    [phase('p', [1, 2]), [], false],
    [phase('p', [1, 2]), [1], false],
    [phase('p', [1, 2]), [1, 2, 3], true],
    [phase('p', [1, 2, 3], atLeast(2)), [1], false],
    [phase('p', [1, 2, 3], atLeast(2)), [3, 1], true],
    [phase('p', [1], optional), [], true],
  ])('%j with successes in %j is passed: %s', (one, succeeded, passed) => {
    expect(isPassed(one, new Set(succeeded))).toBe(passed);
  });

  it.each([
    ['an environment twice', [phase('a', [1, 1])]],
    ['an environment in two phases', [phase('a', [1]), phase('b', [2, 1])]],
    ['more successes than environments', [phase('a', [1, 2], atLeast(3))]],
    ['no environment', [phase('a', [])]],
    ['no name', [phase(' ', [1])]],
  ])('with %s is none', (_what, list) => expect(phasesSchema.safeParse(list).success).toBe(false));

  it('is kept as it was given', () => expect(phasesSchema.parse(phases)).toEqual(phases));
});

describe('an environment', () => {
  // dev, qa, a staging, a prod, and one in no phase: open, waits or blocked.
  it.each([
    [[], 'owwwo'],
    [[1], 'ooowo'],
    [[1, 3], 'ooowo'],
    [[1, 3, 5], 'ooooo'],
    [[3, 4], 'owwwo'],
    [[6], 'owwwo'],
  ])('with successes in %j: %s', (candidate, states) => expect(stateOf(facts(candidate))).toBe(states));

  it.each([
    [[], [], 'obbbb'],
    [[1], [1], 'obbbb'],
    [[1, 3], [1, 3], 'obobb'],
    [[1, 3, 4], [1, 3, 4, 7], 'oboob'],
    [[9], [9], 'obbbo'],
    [[], [3], 'obwbb'],
  ])(
    'of a blocked release with successes of the candidate in %j and the release in %j: %s',
    (one, all, states) => {
      expect(stateOf(facts(one, { release: all, blocked: 'leaks' }))).toBe(states);
    },
  );

  it('is open to everything where there are no phases, and to a blocked release where it succeeded', () => {
    expect(opennessOf(facts([], { phases: [] }), 6)).toEqual({ state: 'open' });
    expect(opennessOf(facts([6], { phases: [], blocked: 'x' }), 6)).toEqual({ state: 'open' });
    expect(opennessOf(facts([], { phases: [], blocked: 'x' }), 6)).toEqual({ state: 'blocked', reason: 'x' });
  });

  it('says what it waits for', () => {
    expect(opennessOf(facts([1, 4]), 6)).toEqual({
      state: 'waits',
      phase: 'staging',
      missing: [3, 5],
      needed: 1,
    });
    const nameOf = (id: number) => `e${id}`;
    const words = (openness: Openness) => opennessWords(openness, nameOf);
    expect(words(opennessOf(facts([1, 4]), 6))).toBe('It must succeed in 1 of e3, e5 first (phase staging).');
    expect(words(opennessOf(facts([]), 3))).toBe('It must succeed in e1 first (phase dev).');
    expect(words(opennessOf(facts([], { blocked: 'leaks' }), 3))).toBe('The release is blocked: leaks');
    expect(words({ state: 'open' })).toBeNull();
  });

  it('never closes by one more success', () => {
    const successes = fc.subarray([1, 2, 3, 4, 5, 6, 7, 9]);
    fc.assert(
      fc.property(
        successes,
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 9),
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 9),
        fc.boolean(),
        (candidate, more, id, isBlocked) => {
          const blocked = isBlocked ? { blocked: 'x' } : {};
          const before = opennessOf(facts(candidate, blocked), id);
          if (before.state !== 'open') return;
          expect(opennessOf(facts([...candidate, more], blocked), id)).toEqual({ state: 'open' });
        },
      ),
    );
  });

  it('waits for as many as are missing, at most', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3, 4, 5, 6, 7]), fc.constantFrom(2, 3, 6, 7), (candidate, id) => {
        const openness = opennessOf(facts(candidate), id);
        if (openness.state !== 'waits') return;
        expect(openness.needed).toBeGreaterThan(0);
        expect(openness.needed).toBeLessThanOrEqual(openness.missing.length);
        expect(openness.missing.filter((one) => candidate.includes(one))).toEqual([]);
      }),
    );
  });
});

describe('auto-promotion', () => {
  const place = (environmentId: number, more: Partial<PromotionPlace> = {}): PromotionPlace => ({
    environmentId,
    promotes: true,
    isHeld: false,
    isFrozen: false,
    isBusy: false,
    runningKey: null,
    wasTried: false,
    dropsHotfix: false,
    ...more,
  });
  const current = { versionKey: '25', isCurrent: true };
  const because = (more: Partial<PromotionPlace>, given = facts([1])) =>
    promotionsOf(given, current, [place(3, more)])[0]?.because;

  it.each([
    [{}, null],
    [{ runningKey: '24' }, null],
    [{ runningKey: '25' }, 'newer_runs'],
    [{ runningKey: '26' }, 'newer_runs'],
    [{ isHeld: true }, 'held'],
    [{ isFrozen: true }, 'frozen'],
    [{ isBusy: true }, 'busy'],
    [{ wasTried: true }, 'tried'],
    [{ dropsHotfix: true }, 'drops_hotfix'],
  ])('with %j: %s', (more, expected) => expect(because(more)).toBe(expected));

  it('goes where it is open and has not been', () => {
    expect(because({}, facts([]))).toBe('not_open');
    expect(because({}, facts([1, 3]))).toBe('succeeded');
    expect(because({}, facts([1], { blocked: 'leaks' }))).toBe('not_open');
  });

  it('is for the environments that take candidates by themselves', () => {
    expect(promotionsOf(facts([1]), current, [place(3), place(4, { promotes: false })])).toEqual([
      { environmentId: 3, because: null },
    ]);
  });

  it('is for the current candidate alone', () => {
    expect(promotionsOf(facts([1]), { ...current, isCurrent: false }, [place(3)])).toEqual([]);
  });
});
