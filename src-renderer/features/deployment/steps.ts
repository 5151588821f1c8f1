import type { DeploymentDetail } from '#shared/features/deployment/model.ts';
import { formatClock, formatDuration, type Zone } from '#shared/time.ts';

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

/** `for Fri 27 Nov 09:00 UTC`: the time that a deployment waits for, with the zone where it is not the reader's own. */
export function timeWords(scheduledFor: number, now: number, zone: Zone): string {
  return `for ${formatClock(scheduledFor, now, zone)}${zone === 'utc' ? ' UTC' : ''}`;
}

/** Why no step stands in the timeline, and what will put them there. */
export function noStepsWords({
  status,
  environment,
  hasWorkflow,
}: Pick<DeploymentDetail, 'status' | 'environment' | 'hasWorkflow'>): string {
  if (status === 'scheduled') {
    return hasWorkflow
      ? `It has not begun. At its time the workflow of ${environment} runs for it, and its steps stand here.`
      : 'It has not begun. At its time it becomes pending, until a pipeline or a person reports on it.';
  }
  return 'No steps were reported for this attempt. A pipeline reports them through the gateway while it runs.';
}
