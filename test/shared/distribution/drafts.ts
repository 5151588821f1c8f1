import type { BuildToDistribute, EarlierDistribution } from '#shared/features/distribution/facts.ts';
import { nothingSeen } from '#shared/features/distribution/facts.ts';
import type { DistributionDraft } from '#shared/features/distribution/model.ts';
import { checkDistribution } from '#shared/features/distribution/rules.ts';
import type { Store, tracks } from '#shared/features/distribution/stores.ts';

/** A succeeded build with everything that its store asks for. */
export const build = (more: Partial<BuildToDistribute> = {}): BuildToDistribute => ({
  id: 1,
  number: 1,
  kind: 'build',
  status: 'succeeded',
  storeVersion: '2.0.0',
  versionCode: 20,
  hasArtifact: true,
  hasStoreCredentials: true,
  seen: nothingSeen,
  ...more,
});

/** An older build that reached everybody on a track. */
export const earlier = (track: EarlierDistribution['track'], more: Partial<EarlierDistribution> = {}) => ({
  deploymentId: 9,
  number: 9,
  track,
  status: 'succeeded' as const,
  releaseMethod: 'upload' as const,
  userFraction: 1,
  updatePriority: 0,
  storeVersion: '1.9.0',
  versionCode: 10,
  isOnStore: null,
  ...more,
});

/** The same of the build that is to be delivered. */
export const own = (track: EarlierDistribution['track'], more: Partial<EarlierDistribution> = {}) =>
  earlier(track, { deploymentId: 1, number: 1, storeVersion: '2.0.0', versionCode: 20, ...more });

export const draft = (track: string, more: Partial<DistributionDraft> = {}): DistributionDraft => ({
  track,
  releaseNotes: 'Faster search.',
  releaseMethod: 'upload',
  userFraction: 1,
  updatePriority: 0,
  uploadMetadata: false,
  uploadScreenshots: false,
  shouldSubmitForReview: true,
  shouldAutoRelease: false,
  ...more,
});

/** iOS builds have no version code. */
export const buildFor = (store: Store, more: Partial<BuildToDistribute> = {}) =>
  build({ ...(store === 'apple' ? { versionCode: null } : {}), ...more });

export const check = (
  store: Store,
  asked: DistributionDraft,
  before: readonly EarlierDistribution[] = [],
  more: Partial<BuildToDistribute> = {},
) => checkDistribution(store, buildFor(store, more), before, asked);

type Check = ReturnType<typeof check>;
export const refusedFields = ({ refusals }: Check) => refusals.map(({ field }) => field);
export const warnedFields = ({ warnings }: Check) => warnings.map(({ field }) => field);

export const allTracks: Readonly<Record<Store, readonly string[]>> = {
  apple: ['TestFlight', 'Production'],
  google: ['internal', 'alpha', 'beta', 'production'],
  huawei: ['beta', 'production'],
};
export const everyStore = ['apple', 'google', 'huawei'] as const;

/** An app that was on every track before, so that nothing is a first release. */
const history = (store: Store) =>
  allTracks[store].map((track) =>
    earlier(track as (typeof tracks)[number], store === 'apple' ? { versionCode: null } : {}),
  );
export const asked = (store: Store, track: string, more: Partial<DistributionDraft> = {}) =>
  check(store, draft(track, more), history(store));
