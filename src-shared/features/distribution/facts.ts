import type { Finding, StoreState } from '../build/model.ts';
import type { DeploymentStatus } from '../deployment/machine.ts';
import type { DeploymentRow } from '../deployment/model.ts';
import type { Distribution, DistributionDraft, DraftField } from './model.ts';
import type { AppStoreVersionState } from './store-state.ts';
import { type Store, type StoreRules, storeRules, type Track } from './stores.ts';

/** What is known of the store itself, from a connection or a person; nothing known is `nothingSeen`. */
export interface StoreSeen {
  /** Tracks that carry a release of the app which no distribution here delivered. */
  readonly released: readonly Track[];
  /** The state of the version that App Store Connect works on. */
  readonly appStoreVersion: AppStoreVersionState | null;
  /** Google Play refused to send changes for review by itself: a person has to act in the console first. */
  readonly waitsForConsole: boolean;
}

export const nothingSeen: StoreSeen = { released: [], appStoreVersion: null, waitsForConsole: false };

/** The deployment that is to be delivered, as far as the rules care. */
export interface BuildToDistribute {
  readonly id: number;
  readonly number: number;
  readonly kind: DeploymentRow['kind'];
  readonly status: DeploymentStatus;
  readonly storeVersion: string | null;
  readonly versionCode: number | null;
  readonly hasArtifact: boolean;
  readonly hasStoreCredentials: boolean;
  readonly seen: StoreSeen;
}

/** A distribution of the same app: of this binary, of those that are on their way, or a release of a track. */
export interface EarlierDistribution
  extends Pick<
    Distribution,
    'deploymentId' | 'track' | 'status' | 'releaseMethod' | 'userFraction' | 'updatePriority'
  > {
  /** Of its build: number, versions, and what the store says of it. */
  readonly number: number;
  readonly storeVersion: string | null;
  readonly versionCode: number | null;
  readonly isOnStore: StoreState | null;
}

/** A draft's own fields, and the facts of its build that can stand in the way. */
export type DistributionField =
  | DraftField
  | 'kind'
  | 'status'
  | 'downloadUrl'
  | 'storeCredentials'
  | 'storeVersion'
  | 'versionCode';

export interface Judgement extends Finding<DistributionField> {
  readonly weight: 'refuse' | 'warn';
}

/** Everything that a rule looks at. */
export interface Situation {
  readonly store: Store;
  readonly rules: StoreRules;
  readonly build: BuildToDistribute;
  readonly earlier: readonly EarlierDistribution[];
  readonly draft: DistributionDraft;
  /** The draft's track; null when its store has none of that name. */
  readonly track: Track | null;
}

export function situationOf(
  store: Store,
  build: BuildToDistribute,
  earlier: readonly EarlierDistribution[],
  draft: DistributionDraft,
): Situation {
  const rules = storeRules[store];
  const track = rules.tracks.find((one) => one.track === draft.track)?.track ?? null;
  return { store, rules, build, earlier, draft, track };
}

export function trackLabel(rules: StoreRules, track: Track): string {
  return rules.tracks.find((one) => one.track === track)?.label ?? track;
}

/** The same binary to the store: the same build, or another one with its version code. */
export function isSameBinary(build: BuildToDistribute, other: EarlierDistribution): boolean {
  if (other.deploymentId === build.id) return true;
  return build.versionCode !== null && other.versionCode === build.versionCode;
}

/** Delivered to people: it succeeded and was more than a draft, which the App Store does not have. */
export function reachedPeople(store: Store, other: EarlierDistribution): boolean {
  return other.status === 'succeeded' && (store === 'apple' || other.userFraction > 0);
}
