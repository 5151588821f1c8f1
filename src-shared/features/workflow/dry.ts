import { assertNever } from '../../assert.ts';
import { formatDuration } from '../../time.ts';
import { type DryLine, dryLines, filled } from '../action/dry.ts';
import type { Action } from '../action/model.ts';
import type { WorkflowFacts, WorkflowStep } from './model.ts';

function againLines({ times, waitSeconds }: { times: number; waitSeconds: number }): DryLine[] {
  if (times === 0) return [];
  const wait = waitSeconds === 0 ? 'at once' : `${formatDuration(waitSeconds * 1000)} later each time`;
  return [{ label: 'Tried again', text: `${times === 1 ? 'once' : `${times} times`}, ${wait}` }];
}

/** What a step would do, line by line: with facts as it would be for them, with null as it is written. */
export function stepLines(step: WorkflowStep, facts: Partial<WorkflowFacts> | null): DryLine[] {
  switch (step.kind) {
    case 'command':
    case 'http':
      return [...dryLines(step as Action, facts), ...againLines(step.retry)];
    case 'wait':
      return [{ label: 'Waits', text: formatDuration(step.seconds * 1000) }];
    case 'approval':
      return [{ label: 'Asks', text: filled(step.question, facts) || 'a person to approve' }];
    default:
      return assertNever(step);
  }
}
