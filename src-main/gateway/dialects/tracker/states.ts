import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';

/** The tracker's five words; each is also a canonical status of the same meaning. */
export const trackerStatuses = [
  'pending',
  'in_progress',
  'succeeded',
  'failed',
  'rolled_back',
] as const satisfies readonly DeploymentStatus[];
type TrackerStatus = (typeof trackerStatuses)[number];

/** Downward from the canonical statuses (spec/releases 2.3). Never guessed upward. */
const words: Readonly<Record<DeploymentStatus, TrackerStatus>> = {
  scheduled: 'pending',
  pending: 'pending',
  in_progress: 'in_progress',
  canceling: 'in_progress',
  unknown: 'in_progress',
  succeeded: 'succeeded',
  partial: 'failed',
  failed: 'failed',
  errored: 'failed',
  canceled: 'failed',
  rolled_back: 'rolled_back',
};

export function toTracker(status: DeploymentStatus): TrackerStatus {
  return words[status];
}

/** Every canonical status that the tracker shows by this word: what a filter by it must match. */
export function shownAs(word: TrackerStatus): DeploymentStatus[] {
  return deploymentStatuses.filter((status) => words[status] === word);
}

/** What `failed` stands for when the tracker has no word of its own; goes into `metadata.reason`. */
export function lostReason(status: DeploymentStatus): DeploymentStatus | null {
  return words[status] === 'failed' && status !== 'failed' ? status : null;
}
