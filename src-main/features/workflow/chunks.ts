import type { StepState } from '#shared/features/workflow/machine.ts';
import type { KeptPiece } from '../../actions/kept-output.ts';
import type { Ctx } from '../../context.ts';
import { endRun, moveRun, requireRun } from './runs.ts';
import { whyLeft } from './subject.ts';
import { putTry, type TryFacts } from './tries.ts';

interface Of {
  readonly runId: number;
}

export interface StepTold extends Of, TryFacts {
  readonly status: StepState;
}

export interface RunEnded extends Of {
  readonly event: 'succeed' | 'fail' | 'error' | 'cancel';
  readonly message: string | null;
}

/** What a run writes while it is carried out. What becomes of its record is audited there; steps and output are not. */
export const workflowChunks = {
  'workflow.step'(ctx: Ctx, { runId, ...facts }: StepTold): void {
    putTry(ctx, requireRun(ctx, runId), facts);
  },
  'workflow.process'({ stores }: Ctx, { runId, process }: Of & { process: string | null }): void {
    stores.run.setProcess(runId, process);
  },
  'workflow.output'(
    ctx: Ctx,
    {
      runId,
      position,
      pieces,
      ...tried
    }: Of & { position: number; try: number; pieces: readonly KeptPiece[] },
  ): void {
    for (const piece of pieces) {
      ctx.stores.run.addPiece({ runId, position, try: tried.try, at: ctx.now(), ...piece });
    }
    ctx.changed('output', runId, null);
  },
  /** Holds a run at a step for a person, or up to an instant. @returns whether it does: not when it is to end. */
  'workflow.pause'(
    ctx: Ctx,
    { runId, position, until }: Of & { position: number; until: number | null },
  ): boolean {
    const run = requireRun(ctx, runId);
    if (run.status !== 'running' || whyLeft(ctx.stores, run) !== null) return false;
    putTry(ctx, run, { position, try: 1, status: 'waiting' });
    moveRun(ctx, requireRun(ctx, runId), 'pause');
    if (until !== null) ctx.stores.due.put(until, 'run', runId);
    return true;
  },
  'workflow.end'(ctx: Ctx, { runId, event, message }: RunEnded): void {
    const run = requireRun(ctx, runId);
    if (run.finishedAt !== null) return;
    const left = event === 'cancel' && run.errorMessage === null ? whyLeft(ctx.stores, run) : null;
    endRun(ctx, run, event, message, left);
  },
  /** Its deployment was canceled or ended by somebody else before the run was begun, or while it was paused. */
  'workflow.settle'(ctx: Ctx, { runId }: Of): void {
    const run = requireRun(ctx, runId);
    const left = whyLeft(ctx.stores, run);
    const isIdle = run.status === 'waiting' || run.status === 'paused';
    if (left !== null && isIdle) endRun(ctx, run, 'cancel', null, left);
  },
};
