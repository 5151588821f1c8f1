import type { DeliveryStep } from '#shared/features/distribution/delivery.ts';
import type { DistributionEventRow } from '#shared/features/distribution/record.ts';
import type { DistributionReport } from '#shared/features/distribution/report.ts';
import type { StagedMove } from '#shared/features/distribution/staged.ts';
import type { KeptPiece } from '../../actions/kept-output.ts';
import type { Ctx } from '../../context.ts';
import { applyReport } from './report.ts';
import { requireDistribution } from './situation.ts';
import { setStoreState, staged } from './staged.ts';

interface Of {
  readonly id: number;
}

export interface StepEnded extends Of {
  readonly text: string;
  readonly facts: NonNullable<DistributionEventRow['facts']>;
}

export interface DeliveryEnded extends Of {
  readonly status: 'succeeded' | 'failed' | 'canceled';
  readonly remoteId: string | null;
  readonly storeState: string | null;
  readonly errorMessage: string | null;
  readonly reason: string | null;
}

const note = (ctx: Ctx, id: number, kind: 'step' | 'step_end' | 'note', text: string) => ({
  distributionId: id,
  at: ctx.now(),
  kind,
  text,
  personId: null,
});

const saidBy = (status: DistributionReport['status'], remoteId: string | null = null) => ({
  status,
  remoteId,
});

/** What a delivery writes while it runs. Its moves are audited like anybody's; output and steps are not. */
export const deliveryChunks = {
  'delivery.begin'(ctx: Ctx, { id, reason }: Of & { reason: string | null }): void {
    applyReport(ctx, requireDistribution(ctx, id), saidBy('uploading'), { errorMessage: null, reason });
  },
  'delivery.process'({ stores }: Ctx, { id, process }: Of & { process: string | null }): void {
    stores.distribution.setProcess(id, process);
  },
  'delivery.output'(ctx: Ctx, { id, pieces }: Of & { pieces: readonly KeptPiece[] }): void {
    for (const { stream, text } of pieces) {
      const row = { distributionId: id, at: ctx.now(), kind: stream, text, personId: null };
      ctx.stores.distributionEvent.append(row);
    }
    ctx.changed('distribution', id, null);
  },
  'delivery.step'(ctx: Ctx, { id, step }: Of & { step: DeliveryStep }): void {
    ctx.stores.distributionEvent.append(note(ctx, id, 'step', step));
    ctx.changed('distribution', id, null);
  },
  'delivery.stepEnd'(ctx: Ctx, { id, text, facts }: StepEnded): void {
    ctx.stores.distributionEvent.append({ ...note(ctx, id, 'step_end', text), facts });
    ctx.changed('distribution', id, null);
  },
  'delivery.note'(ctx: Ctx, { id, text }: Of & { text: string }): void {
    ctx.stores.distributionEvent.append(note(ctx, id, 'note', text));
    ctx.changed('distribution', id, null);
  },
  /** The end of a delivery. Whoever ended the distribution meanwhile stands; then the delivery's end is a note. */
  'delivery.finish'(
    ctx: Ctx,
    { id, status, remoteId, storeState, errorMessage, reason }: DeliveryEnded,
  ): void {
    const row = requireDistribution(ctx, id);
    ctx.stores.distribution.setProcess(id, null);
    if (row.status === 'uploading') {
      const ended = applyReport(ctx, row, saidBy(status, remoteId), { errorMessage, reason });
      if (ended.status === 'succeeded' && storeState !== null) {
        setStoreState(ctx, { id, state: storeState, userFraction: null, reason: null });
      }
      return;
    }
    const how =
      status === 'failed'
        ? (errorMessage ?? 'It failed.')
        : `It ${status === 'canceled' ? 'was ended' : status}.`;
    const text = `The delivery has ended; the distribution was ${row.status} by then. ${how}`;
    ctx.stores.distributionEvent.append(note(ctx, id, 'note', text));
    ctx.changed('distribution', id, null);
  },
  'delivery.polled'(ctx: Ctx, { id, storeState }: Of & { storeState: string }): void {
    setStoreState(ctx, { id, state: storeState, userFraction: null, reason: null });
  },
  'delivery.staged'(ctx: Ctx, { id, move, reason }: Of & { move: StagedMove; reason: string | null }): void {
    staged(ctx, { id, move, reason });
  },
};
