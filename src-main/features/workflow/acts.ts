import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import { resumePosition, stoppedAt } from '#shared/features/workflow/rules.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployment } from '../deployment/move.ts';
import { endRun, entryOf, goOn, labelOf, moveRun, openRun, requireRun } from './runs.ts';
import { moveSubject, type Subject } from './subject.ts';
import { putTry } from './tries.ts';

type Contract = typeof workflowContract;

const refuse = (run: Run, message: string, hint: string) =>
  new AppError('conflict', `${message} Nothing was changed.`, {
    hint,
    object: { noun: 'workflow', id: run.uid, label: labelOf(run) },
  });

/**
 * Approves or refuses the step that a run waits at. Whoever refuses ends the run as failed, and says why.
 * @throws conflict when it waits elsewhere, or not for a person.
 */
export function decide(
  ctx: Ctx,
  { runId, position, approved, reason }: ParsedInputOf<Contract['decide']>,
): OutputOf<Contract['decide']> {
  const { stores, caller } = ctx;
  const run = requireRun(ctx, runId);
  const step = stores.run.work(runId)?.steps[run.position];
  if (run.status !== 'paused' || run.position !== position || step?.kind !== 'approval') {
    throw refuse(run, `The run of ${labelOf(run)} does not wait for anybody there.`, 'Look at it again.');
  }
  if (!approved && reason === null) {
    throw new AppError('invalid_input', 'Refusing a step needs a reason. Nothing was changed.', {
      hint: 'Say in one sentence why.',
      field: 'reason',
    });
  }
  const personId = stores.person.ensure(caller.name, caller.email);
  const errorMessage = approved ? null : `${step.name}: ${caller.name} refused it: ${reason}`;
  putTry(ctx, run, { position, try: 1, status: approved ? 'succeeded' : 'failed', errorMessage }, personId);
  ctx.noted('workflow', {
    verb: approved ? 'workflow.approve' : 'workflow.refuse',
    ...entryOf(run),
    reason,
    after: { step: step.name },
  });
  const now = requireRun(ctx, runId);
  return approved ? goOn(ctx, now) : endRun(ctx, now, 'fail', errorMessage);
}

/**
 * Asks a run to end. What nobody carries out at this moment is canceled at once, what runs once its processes are gone.
 * @throws conflict when it is over.
 */
export function cancelRun(
  ctx: Ctx,
  { runId, reason }: ParsedInputOf<Contract['cancel']>,
): OutputOf<Contract['cancel']> {
  const run = requireRun(ctx, runId);
  if (run.finishedAt !== null) {
    throw refuse(run, `The run of ${labelOf(run)} is over (${run.status}).`, 'Take it up again instead.');
  }
  ctx.noted('workflow', { verb: 'workflow.cancel', ...entryOf(run), reason });
  const message = reason ?? 'Its workflow was canceled.';
  if (run.status !== 'running') {
    return run.status === 'canceling' ? run : endRun(ctx, run, 'cancel', message);
  }
  const canceling = moveRun(ctx, run, 'request_cancel', { errorMessage: message });
  moveSubject(ctx, canceling, 'canceling', message);
  return canceling;
}

/** What the next attempt works for: the deployment retried as the same record, or the candidate's build anew. */
function nextAttempt(ctx: Ctx, run: Run, reason: string | null): Subject {
  const { stores } = ctx;
  const { projectId } = run;
  if (run.deploymentId !== null) {
    const why = reason ?? 'Its workflow is taken up again.';
    const row = moveDeployment(ctx, run.deploymentId, 'pending', { reason: why, errorMessage: null });
    return { kind: 'deployment', id: row.id, projectId, attempt: row.attempt };
  }
  const candidate = run.candidateId === null ? null : stores.candidate.get(run.candidateId);
  if (!candidate || !stores.candidate.setBuild(candidate.id, candidate.build, 'pending')) {
    throw refuse(run, 'Its candidate is not there any more.', 'Cut another one.');
  }
  return { kind: 'candidate', id: candidate.id, projectId, attempt: run.attempt + 1 };
}

/**
 * Takes up what did not come to its end, as the next attempt with the workflow as it is now.
 * @throws conflict when the run is not over, succeeded, or is not the newest; when there is no workflow any more;
 * illegal_transition when the record's own policy knows no next attempt.
 */
export function resumeRun(
  ctx: Ctx,
  { runId, from, reason }: ParsedInputOf<Contract['resume']>,
): OutputOf<Contract['resume']> {
  const { stores } = ctx;
  const run = requireRun(ctx, runId);
  const newest =
    run.deploymentId === null
      ? stores.run.ofCandidate(run.candidateId ?? 0, 1)[0]
      : stores.run.ofDeployment(run.deploymentId, 1)[0];
  if (newest?.id !== runId) throw refuse(run, 'There is a newer run of this.', 'Look at that one.');
  if (run.finishedAt === null || run.status === 'succeeded') {
    throw refuse(
      run,
      `The run of ${labelOf(run)} is ${run.status}.`,
      'Only what did not come to its end can be taken up.',
    );
  }
  const environmentId =
    run.deploymentId === null ? null : (stores.deployment.state(run.deploymentId)?.environmentId ?? null);
  const workflow = stores.workflow.at(run.projectId, environmentId);
  if (!workflow) {
    throw refuse(run, 'There is no workflow any more.', 'Set it again, or report by hand how it ended.');
  }
  const subject = nextAttempt(ctx, run, reason);
  const earlier = {
    position: stoppedAt(run.position, stores.run.tries(runId)),
    steps: stores.run.work(runId)?.steps ?? [],
  };
  const next = openRun(ctx, subject, workflow, resumePosition(from, earlier, workflow.steps));
  ctx.noted('workflow', { verb: 'workflow.resume', ...entryOf(run), reason, after: { from } });
  return next;
}
