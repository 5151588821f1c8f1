import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChangesPlace,
  changesPlaceOf,
  defaultPair,
  pathOfChanges,
} from '../../../src-renderer/features/release/changes/changesPlace.ts';
import { summaryOf } from '../../../src-renderer/features/release/changes/words.ts';
import { firstRuns } from '../../../src-renderer/features/release/detail/firstRuns.ts';
import {
  isOpen,
  pickBlocked,
  toBeMade,
  withLeftOut,
} from '../../../src-renderer/features/release/pick/pickForm.ts';

const none = { breaking: 0, features: 0, fixes: 0, performance: 0, reverts: 0, others: 0 };

describe('the summary of changes', () => {
  it.each([
    [0, none, 'no change'],
    [1, { ...none, fixes: 1 }, '1 change: 1 fix'],
    [
      1204,
      { ...none, breaking: 2, features: 1200, others: 2 },
      '1,204 changes: 2 breaking, 1,200 features, 2 others',
    ],
  ])('of %d says each group that has some', (total, counts, words) => {
    expect(summaryOf({ total, counts })).toBe(words);
  });
});

describe('the address of changes', () => {
  const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const end = fc.oneof(
    fc.record({ releaseId: id }),
    fc.record({ commit: fc.stringMatching(/^[0-9a-f]{7,64}$/) }),
  );
  const maybe = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: null });
  const place: fc.Arbitrary<ChangesPlace> = fc.oneof(
    fc.record({
      projectId: maybe(id),
      by: fc.constant('environments' as const),
      lowerId: maybe(id),
      upperId: maybe(id),
      from: fc.constant(null),
      to: fc.constant(null),
    }),
    fc.record({
      projectId: maybe(id),
      by: fc.constant('versions' as const),
      lowerId: fc.constant(null),
      upperId: fc.constant(null),
      from: maybe(end),
      to: maybe(end),
    }),
  );

  it('says the same again that it was made of', () => {
    fc.assert(
      fc.property(place, (asked) => {
        const [, search = ''] = pathOfChanges(asked).split('?');
        expect(changesPlaceOf(new URLSearchParams(search))).toEqual(asked);
      }),
    );
  });

  it.each([
    ['to=@xyz', { to: null }],
    ['to=-3', { to: null }],
    ['to=@9F3C1AE', { to: { commit: '9f3c1ae' }, by: 'versions' }],
    ['lower=0&upper=abc', { lowerId: null, upperId: null, by: 'environments' }],
  ])('takes %s for what it is', (search, expected) => {
    expect(changesPlaceOf(new URLSearchParams(search))).toMatchObject(expected);
  });
});

describe('the environments that are compared first', () => {
  const at = (environmentId: number, tier: string, running: object | null = {}) => ({
    environmentId,
    tier,
    running,
  });
  it.each([
    ['none', [], null, null],
    ['one of production', [at(1, 'production')], null, 1],
    [
      'before production',
      [at(1, 'development'), at(2, 'staging'), at(3, 'production'), at(4, 'production')],
      2,
      3,
    ],
    [
      'nothing running in the last of staging',
      [at(1, 'development'), at(2, 'staging'), at(3, 'staging', null), at(4, 'production')],
      2,
      4,
    ],
    ['nothing running at all', [at(1, 'staging', null), at(2, 'production', null)], 1, 2],
    ['no production', [at(1, 'development'), at(2, 'staging')], 1, 2],
  ])(
    'are, of %s, the last before production and the first of production',
    (_what, list, lowerId, upperId) => {
      expect(defaultPair(list)).toEqual({ lowerId, upperId });
    },
  );
});

describe('where a release first ran', () => {
  it('is one stretch for each environment, the earliest of all first', () => {
    const run = (environmentId: number, from: number) => ({
      environmentId,
      environment: `e${environmentId}`,
      tier: 'staging' as const,
      deploymentId: from,
      version: '1-rc1',
      from,
      to: null,
    });
    expect(firstRuns([run(1, 50), run(2, 40), run(1, 20), run(2, 10)]).map(({ from }) => from)).toEqual([
      10, 20,
    ]);
  });
});

describe('a pick that is asked for', () => {
  const ready = {
    readable: true,
    releaseId: 1,
    commit: 'a',
    plan: { refusal: null, targets: [] },
    failed: false,
  };
  it.each([
    [{}, null],
    [{ readable: false, commit: null }, 'Needs a clone'],
    [{ commit: null }, 'Needs a commit'],
    [{ releaseId: null }, 'Needs a release'],
    [{ failed: true, plan: undefined }, 'Not possible like this'],
    [{ plan: undefined }, 'Being checked'],
    [{ plan: { refusal: 'No.', targets: [] } }, 'Nothing would be picked'],
  ])('with %j waits for what is missing', (changes, words) => {
    expect(pickBlocked({ ...ready, ...changes })).toBe(words);
  });

  it('makes a candidate only where the plan names one', () => {
    expect(toBeMade([{ to: '1-rc2' }, { to: null }, { to: '2-rc5' }])).toEqual(['1-rc2', '2-rc5']);
  });

  it('leaves out what is unticked, once', () => {
    expect(withLeftOut([3], 4, false)).toEqual([3, 4]);
    expect(withLeftOut([3, 4], 4, false)).toEqual([3, 4]);
    expect(withLeftOut([3, 4], 3, true)).toEqual([4]);
  });

  it.each([
    [['success', 'contained'], false],
    [['success', 'failure'], true],
    [['in_progress'], true],
  ] as const)('with %j stays in sight while somebody has to look: %s', (states, open) => {
    expect(isOpen({ targets: states.map((state) => ({ state })) })).toBe(open);
  });
});
