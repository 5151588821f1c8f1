import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { formatDuration } from '#shared/time.ts';

/** `step 8 of 9`: the step that runs, while one does. */
export function stepProgress({
  steps,
  attempt,
  finishedAt,
}: Pick<DeploymentDetail, 'steps' | 'attempt' | 'finishedAt'>): string | null {
  if (finishedAt !== null) return null;
  const own = steps.filter((step) => step.attempt === attempt);
  const begun = own.filter((step) => step.startedAt !== null).length;
  return own.length === 0 || begun === 0 ? null : `step ${begun} of ${own.length}`;
}

/** What is left by the median of its kind: `about 2m 17s left`, or by how much it is over; null when nothing is known. */
export function timeLeft(
  { status, startedAt, usual }: Pick<DeploymentDetail, 'status' | 'startedAt' | 'usual'>,
  now: number,
): string | null {
  if (status !== 'in_progress' || startedAt === null || usual.medianMs === null) return null;
  const left = usual.medianMs - Math.max(0, now - startedAt);
  const rounded = (ms: number) => formatDuration(Math.round(ms / 1000) * 1000);
  return left > 0 ? `about ${rounded(left)} left` : `${rounded(-left)} over the usual time`;
}

/** `16m 40s median of 31, p95 24m 10s`; null without a history. */
export function usualText({ count, medianMs, p95Ms }: DeploymentDetail['usual']): string | null {
  if (medianMs === null) return null;
  const p95 = p95Ms === null ? '' : `, p95 ${formatDuration(p95Ms)}`;
  return `${formatDuration(medianMs)} median of ${count}${p95}`;
}
