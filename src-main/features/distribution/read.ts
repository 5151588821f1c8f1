import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import { deliverySteps } from '#shared/features/distribution/delivery.ts';
import { explainGoogleRefusal } from '#shared/features/distribution/google-refusals.ts';
import { distributionMachine, distributionStatuses } from '#shared/features/distribution/machine.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { choicesOf, describeStaged } from '#shared/features/distribution/rollout.ts';
import { readStoreState } from '#shared/features/distribution/store-state.ts';
import { movesFrom } from '#shared/machine.ts';
import type { Ctx } from '../../context.ts';
import { promotionsOf, retryRefusal } from './create.ts';
import { requireDistribution, stagedOf } from './situation.ts';

type Contract = typeof distributionContract;

/** A course is shown up to so many events, the newest of them. */
const SHOWN_EVENTS = 500;

export function list(
  ctx: Ctx,
  { before, limit, ...filter }: ParsedInputOf<Contract['list']>,
): OutputOf<Contract['list']> {
  const found = ctx.stores.distribution.page(filter, before ?? Number.MAX_SAFE_INTEGER, limit + 1);
  const rows = found.slice(0, limit);
  return {
    rows: rows.map((row) => {
      const release = stagedOf(ctx, row);
      return { ...row, share: release && describeStaged(release).share };
    }),
    nextBefore: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** What is counted one by one beside a list; above it stands a plus. */
const COUNTED = 1000;

export function count(
  { stores }: Ctx,
  { projectId, store }: ParsedInputOf<Contract['count']>,
): OutputOf<Contract['count']> {
  return distributionStatuses.map((status) => {
    const found = stores.distribution.count(status, projectId, store, COUNTED + 1);
    return { status, count: Math.min(found, COUNTED), exact: found <= COUNTED };
  });
}

function explained({ store, errorMessage }: DistributionRow): OutputOf<Contract['get']>['explained'] {
  const known = store === 'google' && errorMessage !== null ? explainGoogleRefusal(errorMessage) : null;
  if (!known) return null;
  const { reason, message, hint, remedy } = known;
  return { reason, message, hint, remedy };
}

/** The first distribution of a row of tries, and all that followed it. */
function triesOf(ctx: Ctx, row: DistributionRow): DistributionRow[] {
  const { stores } = ctx;
  let first = row;
  for (let before = row.retryOf; before !== null; ) {
    const found = stores.distribution.get(before);
    if (!found) break;
    first = found;
    before = found.retryOf;
  }
  const tries: DistributionRow[] = [];
  const follow = (one: DistributionRow): void => {
    tries.push(one);
    stores.distribution.retriesOf(one.id).forEach(follow);
  };
  follow(first);
  return tries.length > 1 ? tries : [];
}

function runningJobOf({ stores }: Ctx, { jobId }: DistributionRow): number | null {
  return jobId !== null && stores.job.get(jobId)?.status === 'running' ? jobId : null;
}

/** One distribution as its screen shows it. @throws not_found. */
export function get(ctx: Ctx, input: ParsedInputOf<Contract['get']>): OutputOf<Contract['get']> {
  const { stores } = ctx;
  const id = 'id' in input ? input.id : stores.distribution.idByUid(input.uid);
  if (id === null) throw notFound('distribution', 'uid' in input ? input.uid : '');
  const row = requireDistribution(ctx, id);
  const release = stagedOf(ctx, row);
  const settings = stores.delivery.get(row.projectId, row.store)?.settings;
  const words = row.storeState === null ? null : readStoreState(row.store, row.track, row.storeState);
  return {
    distribution: row,
    events: stores.distributionEvent.course(id, SHOWN_EVENTS),
    outputRows: stores.distributionEvent.outputCount(id),
    storeState: words && { state: row.storeState ?? '', label: words.label, tone: words.tone },
    staged: release && { ...describeStaged(release), choices: choicesOf(release) },
    moves: movesFrom(distributionMachine, row.status),
    retryRefusal: retryRefusal(row),
    promotions: promotionsOf(ctx, row),
    explained: explained(row),
    tries: triesOf(ctx, row),
    delivery: {
      steps: settings ? deliverySteps.filter((step) => settings[step] !== null) : [],
      runningJobId: runningJobOf(ctx, row),
    },
  };
}

/** What deliveries wrote, a page at a time. @throws not_found. */
export function output(
  ctx: Ctx,
  { id, after, limit }: ParsedInputOf<Contract['output']>,
): OutputOf<Contract['output']> {
  requireDistribution(ctx, id);
  const found = ctx.stores.distributionEvent.output(id, after ?? 0, limit + 1);
  const rows = found.slice(0, limit);
  return { rows, nextAfter: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}
