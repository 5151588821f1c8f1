import { AppError } from '#shared/errors.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { planReport } from '#shared/features/distribution/report.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { type DeliverInput, neededStep } from './acts.ts';
import { dropFiles, readWork, requireTrust } from './errand.ts';
import { runDelivery } from './run-delivery.ts';
import { distributionLabel, entryOf, requireDistribution } from './situation.ts';
import { planStagedMove, refuseMove } from './staged.ts';
import { takeUp } from './take-up.ts';

/** Deliveries at a time: each holds a thread of the pool, and searches need one too. */
const MOST_AT_ONCE = 2;

function refuse(row: DistributionRow, message: string, hint: string): AppError {
  return new AppError('conflict', `${message} Nothing was run.`, {
    hint,
    object: { noun: 'distribution', id: row.uid, label: distributionLabel(row) },
  });
}

/** A store takes one edit of an app at a time: a second one would end the first (spec/mobile 2.12). */
function requireNoOther({ stores }: Ctx, row: DistributionRow): void {
  const running = stores.job.running().filter(({ kind }) => kind === 'deliver');
  const same = running.find(({ input }) => {
    const other = stores.distribution.get((input.input as DeliverInput).id);
    return other?.projectId === row.projectId && other.store === row.store;
  });
  if (same) {
    throw refuse(
      row,
      `"${same.title}" is still running, and ${storeRules[row.store].label} takes one edit of an app at a time.`,
      'Wait until it is done, or cancel it.',
    );
  }
  if (running.length >= MOST_AT_ONCE) {
    throw refuse(row, `${running.length} deliveries are running already.`, 'Wait until one of them is done.');
  }
}

function requireReady(ctx: Ctx, row: DistributionRow, input: DeliverInput): void {
  switch (input.act) {
    case 'deliver':
      if (row.status === 'uploading') {
        throw refuse(
          row,
          `The distribution to ${row.track} is uploading already.`,
          'Whoever delivers it reports its end; cancel it to deliver anew.',
        );
      }
      planReport(row, { status: 'uploading', remoteId: null }, ctx.now(), null);
      if (row.store === 'google' && ctx.stores.delivery.seen(row.projectId, 'google').waitsForConsole) {
        throw refuse(
          row,
          'Google Play waits for a person.',
          'Send the last changes for review in the Play Console, and say here that it is done.',
        );
      }
      return;
    case 'poll':
      if (row.status === 'succeeded') return;
      throw refuse(
        row,
        `The distribution to ${row.track} is ${row.status}, so the store has nothing of it to tell.`,
        'Ask once it has succeeded.',
      );
    case 'staged': {
      const { outcome } = planStagedMove(ctx, input);
      if (outcome.kind === 'refused') throw refuseMove(row, input.move, outcome.message);
    }
  }
}

const titles: Readonly<Record<DeliverInput['act'], string>> = {
  deliver: 'Deliver',
  poll: 'Ask the store for',
  staged: 'Move the rollout of',
};

const deliver: JobDefinition<DeliverInput> = {
  kind: 'deliver',
  unit: 'percent',
  // Taken up only to say what became of it: nothing runs again by itself.
  afterDeath: 'resume',
  async admit({ machine, stores }, { id }) {
    const work = readWork(stores, id);
    if (work) await requireTrust(machine, work);
  },
  open(ctx, input) {
    const row = requireDistribution(ctx, input.id);
    const settings = ctx.stores.delivery.get(row.projectId, row.store)?.settings;
    const step = neededStep(input);
    if (!settings?.[step]) {
      throw refuse(
        row,
        `No way is set up to ${step} ${row.project} on ${storeRules[row.store].label}.`,
        'Set a command or a call in the delivery settings, or do it in the store and record it here.',
      );
    }
    requireReady(ctx, row, input);
    requireNoOther(ctx, row);
    if (input.act !== 'poll') {
      const detail = input.act === 'staged' ? { move: input.move } : {};
      ctx.noted('distribution', {
        verb: 'distribution.deliver',
        ...entryOf(row),
        reason: input.reason,
        after: { act: input.act, ...detail },
      });
    }
    return {
      title: `${titles[input.act]} ${row.project} ${distributionLabel(row)}`,
      total: 100,
      opened: (jobId) => ctx.stores.distribution.setJob(row.id, jobId),
    };
  },
  async run(tools, input) {
    if ((tools.stores.job.get(tools.job.id)?.resumed ?? 0) > 0) return takeUp(tools, input);
    try {
      return await runDelivery(tools, input);
    } finally {
      dropFiles(tools);
    }
  },
  /** Whatever went wrong on our own side, the distribution does not stay under way without a delivery. */
  async abandon(tools, { id, act }, why) {
    if (act !== 'deliver' || tools.stores.distribution.statusOf(id) !== 'uploading') return;
    if (tools.stores.distribution.get(id)?.jobId !== tools.job.id) return;
    await endAsFailed(tools, id, why);
  },
};

async function endAsFailed(tools: JobTools, id: number, why: 'canceled' | 'failed'): Promise<void> {
  await tools.write('delivery.finish', {
    id,
    status: why,
    remoteId: null,
    storeState: null,
    errorMessage:
      why === 'failed'
        ? 'Slipway met an error of its own in the middle of the delivery. Look in the store what came of it.'
        : null,
    reason: null,
  });
}

export const distributionJobs = { 'distribution.deliver': deliver };
