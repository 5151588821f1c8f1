import { notFound } from '#shared/errors.ts';
import type { Build } from '#shared/features/build/record.ts';
import { emptySlots, storeCredentials } from '#shared/features/credential/model.ts';
import {
  type BuildToDistribute,
  type EarlierDistribution,
  type StoreSeen,
  situationOf,
} from '#shared/features/distribution/facts.ts';
import type { DistributionDraft } from '#shared/features/distribution/model.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { type StagedRelease, stagedReleaseOf } from '#shared/features/distribution/rollout.ts';
import { checkDistribution, type DistributionCheck } from '#shared/features/distribution/rules.ts';
import {
  type AppStoreVersionState,
  appStoreVersionStates,
  isOpenSubmission,
} from '#shared/features/distribution/store-state.ts';
import { type Store, storeOf, storeRules, type Track } from '#shared/features/distribution/stores.ts';
import { promotionSource } from '#shared/features/distribution/tracks.ts';
import type { Audit, Ctx } from '../../context.ts';

/** What is enough to read and decide. */
export type Reads = Pick<Ctx, 'stores'>;

/** @throws not_found. */
export function requireDistribution({ stores }: Reads, id: number): DistributionRow {
  const found = stores.distribution.get(id);
  if (!found) throw notFound('distribution', id);
  return found;
}

/** `#12 4.2.0 to Google Play production`: what a sentence and the log call a distribution. */
export function distributionLabel({ deploymentNumber, envVersion, store, track }: DistributionRow): string {
  return `#${deploymentNumber} ${envVersion} to ${storeRules[store].label} ${track}`;
}

/** What every entry of the log says of a distribution, beside what happened. */
export function entryOf(row: DistributionRow): Pick<Audit, 'object' | 'project'> {
  return { object: { uid: row.uid, label: distributionLabel(row) }, project: row.project };
}

const isKnown = (state: string): state is AppStoreVersionState => Object.hasOwn(appStoreVersionStates, state);

/** The state of the version that App Store Connect works on: the open submission, else what was said last. */
function appStoreVersionOf({ stores }: Reads, projectId: number): AppStoreVersionState | null {
  const states = stores.distributionHistory.appStoreStates(projectId).filter(isKnown);
  return states.find(isOpenSubmission) ?? states[0] ?? null;
}

/** What is known of an app in its store beside its distributions. */
export function seenOf(ctx: Reads, projectId: number, store: Store): StoreSeen {
  return {
    ...ctx.stores.delivery.seen(projectId, store),
    appStoreVersion: store === 'apple' ? appStoreVersionOf(ctx, projectId) : null,
  };
}

/**
 * Whether a build's project can get to its store: with a credential whose slots all hold a value, or by a delivery of
 * its own, which brings what it needs (spec/mobile 2.11).
 */
function hasStoreCredentials({ stores }: Reads, { projectId, os }: Build): boolean {
  if (stores.delivery.get(projectId, storeOf[os])) return true;
  return stores.credential
    .ofProject(projectId)
    .some((credential) => credential.kind === storeCredentials[os] && emptySlots(credential).length === 0);
}

function toDistribute(ctx: Reads, build: Build): BuildToDistribute {
  const { id, number, kind, status, storeVersion, versionCode } = build;
  return {
    ...{ id, number, kind, status, storeVersion, versionCode },
    hasArtifact: build.blob !== null || build.downloadUrl !== null,
    hasStoreCredentials: hasStoreCredentials(ctx, build),
    seen: seenOf(ctx, build.projectId, storeOf[build.os]),
  };
}

/** What of a build's app went to its store or is on its way, as far as the rules look back. */
export function earlierOf({ stores }: Reads, build: Build): EarlierDistribution[] {
  return stores.distributionHistory.earlierOf(build);
}

/** Reads everything that the rules look at and checks a draft for a build: for the form and the engine alike. */
export function checkDraft(
  ctx: Reads,
  build: Build,
  draft: DistributionDraft,
  earlier = earlierOf(ctx, build),
): DistributionCheck {
  return checkDistribution(storeOf[build.os], toDistribute(ctx, build), earlier, draft);
}

/** The track that a distribution takes its build from; null for an upload. */
export function promotesFrom(ctx: Reads, row: DistributionRow, build: Build): Track | null {
  if (row.releaseMethod !== 'promote') return null;
  const situation = situationOf(row.store, toDistribute(ctx, build), earlierOf(ctx, build), row);
  return promotionSource(situation, row.track);
}

/** The staged rollout of a distribution; null when there is none (yet). */
export function stagedOf(ctx: Reads & Pick<Ctx, 'now'>, row: DistributionRow): StagedRelease | null {
  if (row.status !== 'succeeded') return null;
  const { released } = ctx.stores.delivery.seen(row.projectId, row.store);
  const first = !released.includes(row.track) && !ctx.stores.distributionHistory.carriedBefore(row);
  return stagedReleaseOf(row, first, ctx.now());
}
