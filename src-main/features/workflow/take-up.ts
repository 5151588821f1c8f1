import type { Run, WorkflowStep } from '#shared/features/workflow/model.ts';
import { stoppedAt } from '#shared/features/workflow/rules.ts';
import { endLeftover, type Leftover } from '../../actions/watched.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { RunEnded, StepTold } from './chunks.ts';
import type { RunWork } from './run-store.ts';

const takenUp = 'Look there what came of it, then take the run up.';

const leftoverWords: Readonly<Record<Leftover, string>> = {
  gone: 'its process is not running any more',
  ended: 'its process still ran when Slipway started again, and was ended then',
  elsewhere: 'its process runs on for the Slipway that began it, of whose file this is a copy',
};

/** What is said of a step that was under way. */
function midStep(step: WorkflowStep, left: Leftover): string {
  const what = step.kind === 'http' ? 'what its call was answered is not known' : leftoverWords[left];
  return `Slipway ended in the middle of the step "${step.name}", and ${what}. ${takenUp}`;
}

/**
 * Says what became of a run that died with Slipway. Nothing is run again by itself; a run that was paused, over, or
 * carried on by a later job when it died stands as it is.
 */
export async function takeUp({ stores, job, write }: JobTools, run: Run, work: RunWork): Promise<void> {
  const isUnderWay = run.status === 'running' || run.status === 'canceling';
  if (!isUnderWay || work.jobId !== job.id) return;
  const runId = run.id;
  const left = await endLeftover(work.process);
  const tries = stores.run.tries(runId);
  const open = tries.findLast(({ finishedAt }) => finishedAt === null);
  const position = stoppedAt(run.position, tries);
  const next = work.steps[open?.position ?? position];
  // Everything was done, and only the word of it was missing.
  if (!next) return write('workflow.end', { runId, event: 'succeed', message: null } satisfies RunEnded);
  const isCanceling = run.status === 'canceling';
  const died = open ? midStep(next, left) : `Slipway ended before it came to the step "${next.name}".`;
  if (open && !isCanceling) {
    await write('workflow.step', {
      runId,
      position: open.position,
      try: open.try,
      status: 'errored',
      errorMessage: died,
    } satisfies StepTold);
  }
  const event = isCanceling ? 'cancel' : 'error';
  const message = isCanceling ? null : open ? died : `${died} Take the run up to go on there.`;
  await write('workflow.end', { runId, event, message } satisfies RunEnded);
}
