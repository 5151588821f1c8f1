import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import type { Ctx } from '../../context.ts';
import { endRun, entryOf, goOn, labelOf, moveRun, refuseRun, requireRun } from './runs.ts';
import { moveSubject } from './subject.ts';
import { putTry } from './tries.ts';

type Contract = typeof workflowContract;

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
    throw refuseRun(run, `The run of ${labelOf(run)} does not wait for anybody there.`, 'Look at it again.');
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
    throw refuseRun(run, `The run of ${labelOf(run)} is over (${run.status}).`, 'Take it up again instead.');
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
