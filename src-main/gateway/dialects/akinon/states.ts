import type { ReleaseMethod } from '#shared/features/codepush/model.ts';
import { type DeploymentStatus, deploymentStatuses } from '#shared/features/deployment/machine.ts';
import type { DistributionStatus } from '#shared/features/distribution/machine.ts';
import type { Store } from '#shared/features/distribution/stores.ts';

export const deploymentWords = ['pending', 'deploying', 'success', 'failed', 'canceled'] as const;
type DeploymentWord = (typeof deploymentWords)[number];

/**
 * Downward from the canonical statuses (spec/releases 2.3): the five of the mobile policy have a word each, and what a
 * record of another policy may say beside them is told by the nearest. Never guessed upward.
 */
const words: Readonly<Record<DeploymentStatus, DeploymentWord>> = {
  scheduled: 'pending',
  pending: 'pending',
  in_progress: 'deploying',
  canceling: 'deploying',
  unknown: 'deploying',
  succeeded: 'success',
  rolled_back: 'success',
  partial: 'failed',
  failed: 'failed',
  errored: 'failed',
  canceled: 'canceled',
};

export function toStatus(status: DeploymentStatus): DeploymentWord {
  return words[status];
}

/** Every canonical status that is shown by a word; none for a word that this language does not have. */
export function shownAs(word: string): DeploymentStatus[] {
  return deploymentStatuses.filter((status) => words[status] === word);
}

export const releaseMethodWords = ['upload', 'promote', 'rollback', 'force-update'] as const;

/** Back to the binary of the store is a way of rolling back that this language has no word for. */
export const toReleaseMethod: Readonly<Record<ReleaseMethod, (typeof releaseMethodWords)[number]>> = {
  upload: 'upload',
  promote: 'promote',
  rollback: 'rollback',
  'force-update': 'force-update',
  baseline: 'rollback',
};

export const distributionWords = ['pending', 'uploading', 'success', 'failed', 'canceled'] as const;
type DistributionWord = (typeof distributionWords)[number];

export const toDistributionStatus: Readonly<Record<DistributionStatus, DistributionWord>> = {
  pending: 'pending',
  uploading: 'uploading',
  succeeded: 'success',
  failed: 'failed',
  canceled: 'canceled',
};

export const fromDistributionStatus: Readonly<Record<DistributionWord, DistributionStatus>> = {
  pending: 'pending',
  uploading: 'uploading',
  success: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
};

/** APPLE_APP_STORE 1, GOOGLE_PLAY 2, HUAWEI_APP_GALLERY 3. */
export const toType: Readonly<Record<Store, 1 | 2 | 3>> = { apple: 1, google: 2, huawei: 3 };
