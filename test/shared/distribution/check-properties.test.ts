import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeStates } from '#shared/features/build/model.ts';
import type { BuildToDistribute, EarlierDistribution } from '#shared/features/distribution/facts.ts';
import { distributionStatuses } from '#shared/features/distribution/machine.ts';
import type { DistributionDraft, DraftField } from '#shared/features/distribution/model.ts';
import { releaseMethods } from '#shared/features/distribution/model.ts';
import { checkDistribution } from '#shared/features/distribution/rules.ts';
import { appStoreVersionStates } from '#shared/features/distribution/store-state.ts';
import { stores, tracks } from '#shared/features/distribution/stores.ts';

const share = fc.constantFrom(0, 0.01, 0.5, 1);
const code = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
const name = fc.option(fc.constantFrom('1.0', '1.0.0', '2.0.0', 'x'), { nil: null });

const drafts: fc.Arbitrary<DistributionDraft> = fc.record({
  track: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom<string>(...tracks) },
    { weight: 1, arbitrary: fc.string() },
  ),
  releaseNotes: fc.constantFrom('', 'Faster.', 'x'.repeat(600), 'x'.repeat(5000)),
  releaseMethod: fc.constantFrom(...releaseMethods),
  userFraction: fc.oneof(share, fc.constantFrom(-1, 2, Number.NaN)),
  updatePriority: fc.constantFrom(0, 1, 5, 6, 2.5),
  uploadMetadata: fc.boolean(),
  uploadScreenshots: fc.boolean(),
  shouldSubmitForReview: fc.boolean(),
  shouldAutoRelease: fc.boolean(),
});
const builds: fc.Arbitrary<BuildToDistribute> = fc.record({
  id: fc.constant(1),
  number: fc.constant(1),
  kind: fc.constant('build' as const),
  status: fc.constantFrom('succeeded' as const, 'failed' as const),
  storeVersion: name,
  versionCode: code,
  hasArtifact: fc.boolean(),
  hasStoreCredentials: fc.boolean(),
  seen: fc.record({
    released: fc.subarray([...tracks]),
    appStoreVersion: fc.option(
      fc.constantFrom(...(Object.keys(appStoreVersionStates) as (keyof typeof appStoreVersionStates)[])),
      { nil: null },
    ),
    waitsForConsole: fc.boolean(),
  }),
});
const history: fc.Arbitrary<EarlierDistribution[]> = fc.array(
  fc.record({
    deploymentId: fc.constantFrom(1, 2),
    number: fc.constant(2),
    track: fc.constantFrom(...tracks),
    status: fc.constantFrom(...distributionStatuses, 'succeeded', 'succeeded', 'succeeded'),
    releaseMethod: fc.constantFrom(...releaseMethods),
    userFraction: share,
    updatePriority: fc.constantFrom(0, 3),
    storeVersion: name,
    versionCode: code,
    isOnStore: fc.constantFrom(null, ...storeStates),
  }),
  { maxLength: 5 },
);
const store = fc.constantFrom(...stores);
/** The situations that matter are rare: enough runs to meet them. */
const often = { numRuns: 3000 };

describe('the check of a distribution', () => {
  it('never refuses a choice that the form was told is legal, but for numbers out of range and long notes', () => {
    fc.assert(
      fc.property(store, builds, history, drafts, (where, build, before, draft) => {
        const { refusals, fields, tracks: places, methods } = checkDistribution(where, build, before, draft);
        for (const { field } of refusals) {
          if (field === 'track') {
            expect(places.find(({ value }) => value === draft.track)?.reason).not.toBeNull();
          } else if (field === 'releaseMethod') {
            expect(methods.find(({ value }) => value === draft.releaseMethod)?.reason).not.toBeNull();
          } else if (field === 'userFraction') {
            expect(fields[field].legal && draft.userFraction >= 0 && draft.userFraction <= 1).toBe(false);
          } else if (field === 'updatePriority') {
            expect(fields[field].legal && [0, 1, 5].includes(draft.updatePriority)).toBe(false);
          } else if (Object.hasOwn(fields, field) && field !== 'releaseNotes') {
            expect(fields[field as DraftField].legal).toBe(false);
          }
        }
      }),
      often,
    );
  });

  it('refuses no option once the form has set what is not legal to a value that is', () => {
    fc.assert(
      fc.property(store, builds, history, drafts, (where, build, before, asked) => {
        const sane = { ...asked, userFraction: 1, updatePriority: 0 };
        const { fields } = checkDistribution(where, build, before, sane);
        const kept = Object.fromEntries(
          Object.entries(fields).flatMap(([field, state]) => (state.legal ? [] : [[field, state.values[0]]])),
        );
        const { refusals } = checkDistribution(where, build, before, { ...sane, ...kept });
        const options = refusals.filter(
          ({ field }) =>
            Object.hasOwn(fields, field) && !['track', 'releaseMethod', 'releaseNotes'].includes(field),
        );
        expect(options).toEqual([]);
      }),
      often,
    );
  });

  it('does not depend on the order of what went before', () => {
    fc.assert(
      fc.property(store, builds, history, drafts, (where, build, before, draft) => {
        const fieldsOf = (list: readonly EarlierDistribution[]) =>
          checkDistribution(where, build, list, draft).refusals.map(({ field }) => field);
        expect(fieldsOf(before.toReversed())).toEqual(fieldsOf(before));
      }),
      often,
    );
  });
});
