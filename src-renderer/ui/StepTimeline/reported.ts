import type { Step, StepStatus } from '#shared/features/deployment/parts.ts';
import type { StatusName } from '../StatusBadge.tsx';
import type { TimelineStep } from './steps.ts';

const statuses: Readonly<Record<StepStatus, StatusName>> = {
  waiting: 'pending',
  running: 'in_progress',
  succeeded: 'succeeded',
  failed: 'failed',
  skipped: 'canceled',
  canceled: 'canceled',
};

export function stepKey(step: Pick<Step, 'attempt' | 'position'>): string {
  return `${step.attempt}-${step.position}`;
}

/** The steps of one attempt as the timeline draws them. */
export function timelineSteps(steps: readonly Step[], attempt: number): TimelineStep[] {
  return steps
    .filter((step) => step.attempt === attempt)
    .map((step, index) => {
      const note = [step.status === 'skipped' ? 'skipped' : null, step.note].filter(Boolean).join(', ');
      return {
        key: stepKey(step),
        position: index + 1,
        name: step.name,
        status: statuses[step.status],
        kind: step.kind,
        startedAt: step.startedAt,
        finishedAt: step.finishedAt,
        ...(note === '' ? {} : { note }),
      };
    });
}
