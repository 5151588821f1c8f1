import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import { explainGoogleRefusal } from '#shared/features/distribution/google-refusals.ts';
import type { DistributionEvent } from '#shared/features/distribution/machine.ts';
import type { DistributionEventKind, DistributionRow } from '#shared/features/distribution/record.ts';
import { type DistributionReport, planReport } from '#shared/features/distribution/report.ts';
import type { Ctx } from '../../context.ts';
import { entryOf, requireDistribution } from './situation.ts';

type Contract = typeof distributionContract;

const eventKinds: Readonly<Record<DistributionEvent, DistributionEventKind>> = {
  upload: 'uploading',
  succeed: 'succeeded',
  fail: 'failed',
  cancel: 'canceled',
};

export interface ReportNote {
  readonly errorMessage: string | null;
  readonly reason: string | null;
}

/**
 * Google Play refused to send changes for review by itself, and the same again without asking for review went through:
 * nothing more is delivered until a person has acted in the console (spec/mobile 2.12).
 */
function noteConsole(ctx: Ctx, row: DistributionRow): void {
  const { stores } = ctx;
  if (row.store !== 'google' || row.shouldSubmitForReview || row.retryOf === null) return;
  const before = stores.distribution.get(row.retryOf)?.errorMessage ?? '';
  if (explainGoogleRefusal(before)?.remedy !== 'retry_unsent') return;
  const seen = stores.delivery.seen(row.projectId, row.store);
  stores.delivery.putSeen(row.projectId, row.store, { ...seen, waitsForConsole: true }, ctx.now());
  stores.distributionEvent.append({
    distributionId: row.id,
    at: ctx.now(),
    kind: 'note',
    text: 'Google Play has the changes but was not asked to review them: send them for review in the Play Console. Until somebody has, nothing more is delivered.',
    personId: null,
  });
}

/**
 * Applies a report on a distribution: conditional update, event, audit. What it says already changes nothing.
 * @throws as `planReport`; conflict when somebody moved it meanwhile.
 */
export function applyReport(
  ctx: Ctx,
  row: DistributionRow,
  given: DistributionReport,
  { errorMessage, reason }: ReportNote,
): DistributionRow {
  const { stores, caller } = ctx;
  const plan = planReport(row, given, ctx.now(), caller.name);
  if (!plan) return row;
  const personId = stores.person.ensure(caller.name, caller.email);
  const { event, state } = plan;
  const written = stores.distribution.report({
    id: row.id,
    from: row.status,
    at: ctx.now(),
    ...state,
    errorMessage: event === 'fail' ? errorMessage : row.errorMessage,
    canceledById: event === 'cancel' ? personId : null,
  });
  if (!written) {
    throw new AppError(
      'conflict',
      `The distribution to ${row.track} was moved by somebody else meanwhile. Nothing was changed.`,
      { hint: 'Look at it again, then decide.' },
    );
  }
  const note = { distributionId: row.id, at: ctx.now(), personId };
  if (state.remoteId !== row.remoteId) {
    stores.distributionEvent.append({ ...note, kind: 'remote_id', text: state.remoteId ?? '' });
  }
  if (event !== null) {
    const text = (event === 'fail' ? errorMessage : null) ?? reason ?? '';
    stores.distributionEvent.append({ ...note, kind: eventKinds[event], text });
  }
  if (event === 'succeed') noteConsole(ctx, row);
  ctx.changed('distribution', row.id, {
    verb: event === null ? 'distribution.report' : `distribution.${event}`,
    ...entryOf(row),
    reason: reason ?? (event === 'fail' ? errorMessage : null),
    before: { status: row.status, remoteId: row.remoteId },
    after: { status: state.status, remoteId: state.remoteId },
  });
  return requireDistribution(ctx, row.id);
}

/** Takes what a worker or a person says of a distribution (spec/mobile 2.11). @throws as `planReport`. */
export function report(
  ctx: Ctx,
  { id, status, remoteId, errorMessage, reason }: ParsedInputOf<Contract['report']>,
): DistributionRow {
  return applyReport(ctx, requireDistribution(ctx, id), { status, remoteId }, { errorMessage, reason });
}

/**
 * Cancels a distribution; one that is canceled already stays as it is. A command that delivers it sees that and ends.
 * @throws as `planReport`.
 */
export function cancel(ctx: Ctx, { id, reason }: ParsedInputOf<Contract['cancel']>): DistributionRow {
  const canceled = { status: 'canceled', remoteId: null } as const;
  return applyReport(ctx, requireDistribution(ctx, id), canceled, { errorMessage: null, reason });
}
