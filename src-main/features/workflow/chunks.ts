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

interface StepWrote extends Of {
  readonly position: number;
  readonly try: number;
  readonly pieces: readonly KeptPiece[];
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
  'workflow.output'(ctx: Ctx, { runId, pieces, ...at }: StepWrote): void {
    const { run } = ctx.stores;
    run.dropTail(runId);
    for (const piece of pieces) run.addPiece(runId, { ...at, ...piece });
    ctx.changed('output', runId, null);
  },
  /** What stands at the end while the step goes on, in place of what stood there. */
  'workflow.tail'(ctx: Ctx, { runId, pieces, ...at }: StepWrote): void {
    ctx.stores.run.putTail(
      runId,
      pieces.map((piece) => ({ ...at, ...piece })),
    );
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
