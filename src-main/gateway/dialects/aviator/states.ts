import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { type ReportStatus, reportedAs, reportStatuses } from '#shared/features/environment/report.ts';
import { refuse } from '#shared/features/release/refusals.ts';

/** The eight words of a release project's clients (spec/releases 1.1). */
export const deploymentWords = [
  'pending',
  'in_progress',
  'success',
  'failure',
  'canceling',
  'canceled',
  'error',
  'unknown',
] as const;
type DeploymentWord = (typeof deploymentWords)[number];

const words: Readonly<Record<ReportStatus, DeploymentWord>> = {
  pending: 'pending',
  in_progress: 'in_progress',
  canceling: 'canceling',
  succeeded: 'success',
  failed: 'failure',
  errored: 'error',
  canceled: 'canceled',
  unknown: 'unknown',
};

export function toWord(status: DeploymentStatus): DeploymentWord {
  return words[reportedAs(status)];
}

/** @throws invalid_input, refusal `deployment_status`, for a word that is none of the eight or is not there. */
export function readWord(word: string | null | undefined): ReportStatus {
  const status = reportStatuses.find((known) => words[known] === word);
  if (status) return status;
  throw refuse(
    'deployment_status',
    `A status is one of ${deploymentWords.join(', ')}. Nothing was changed.`,
    {
      field: 'status',
    },
  );
}
