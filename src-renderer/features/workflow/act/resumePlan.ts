import type { Workflow, WorkflowStep } from '#shared/features/workflow/model.ts';
import { resumePosition, stoppedAt } from '#shared/features/workflow/rules.ts';
import type { RunRecord } from '../words.ts';

export type ResumeFrom = 'failed_step' | 'start';

export interface ResumePlan {
  readonly skipped: readonly WorkflowStep[];
  readonly runs: readonly WorkflowStep[];
  /** The workflow is not any more what the run began with. */
  readonly isChanged: boolean;
  /** Asked to go on, it would begin anew: the steps before are others by now. */
  readonly mustBeginAnew: boolean;
}

/** What the next attempt would skip and run, by the rule that the act itself follows. */
export function planResume(
  run: Pick<RunRecord, 'position' | 'tries' | 'definition'>,
  workflow: Pick<Workflow, 'steps'>,
  from: ResumeFrom,
): ResumePlan {
  const stopped = stoppedAt(run.position, run.tries);
  const at = resumePosition(from, { position: stopped, steps: run.definition }, workflow.steps);
  return {
    skipped: workflow.steps.slice(0, at),
    runs: workflow.steps.slice(at),
    isChanged: JSON.stringify(run.definition) !== JSON.stringify(workflow.steps),
    mustBeginAnew: from === 'failed_step' && stopped > 0 && at === 0,
  };
}
