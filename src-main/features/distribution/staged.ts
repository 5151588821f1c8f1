import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import {
  describeStaged,
  planMove,
  type StagedFacts,
  type StagedRelease,
  stagedFactsAfter,
} from '#shared/features/distribution/rollout.ts';
import type { StagedMove } from '#shared/features/distribution/staged.ts';
import { readStoreState } from '#shared/features/distribution/store-state.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import type { Ctx } from '../../context.ts';
import { setStoreState as setBuildStoreState } from '../build/store-state.ts';
import { distributionLabel, entryOf, type Reads, requireDistribution, stagedOf } from './situation.ts';

type Contract = typeof distributionContract;

function refuse(
  code: 'illegal_transition' | 'conflict',
  row: DistributionRow,
  field: string,
  message: string,
): AppError {
  return new AppError(code, `${message} Nothing was changed.`, {
    fields: [{ field, message }],
    object: { noun: 'distribution', id: row.uid, label: distributionLabel(row) },
  });
}

interface StoreWord {
  /** Null keeps the word. */
  readonly state: string | null;
  readonly staged: StagedFacts | null;
  readonly verb: 'distribution.setStoreState' | `distribution.staged.${StagedMove['kind']}`;
  /** How the course words it. */
  readonly text: string;
  readonly reason: string | null;
}

/** What TestFlight says takes nothing from a build that is on the store: testers are not the store's users. */
function mayJudgeBuild({ stores }: Ctx, { track, deploymentId }: DistributionRow): boolean {
  return track !== 'TestFlight' || stores.build.get(deploymentId)?.isOnStore !== 'success';
}

/** Writes the store's word and the rollout's facts, and what the word means for the build, in one transaction. */
function writeWord(ctx: Ctx, row: DistributionRow, word: StoreWord): DistributionRow {
  const { stores, caller } = ctx;
  const state = word.state ?? row.storeState;
  stores.distribution.setStoreState(row.id, state, word.staged, ctx.now());
  stores.distributionEvent.append({
    distributionId: row.id,
    at: ctx.now(),
    kind: word.verb === 'distribution.setStoreState' ? 'store_state' : 'staged',
    text: [word.text, word.reason].filter(Boolean).join(' '),
    personId: stores.person.ensure(caller.name, caller.email),
  });
  ctx.changed('distribution', row.id, {
    verb: word.verb,
    ...entryOf(row),
    reason: word.reason,
    before: { storeState: row.storeState, staged: row.staged },
    after: { storeState: state, staged: word.staged },
  });
  const isOnStore = word.state === null ? null : readStoreState(row.store, row.track, word.state).isOnStore;
  if (isOnStore !== null && mayJudgeBuild(ctx, row)) {
    const reason = word.reason ?? `${storeRules[row.store].label} says of ${row.track}: ${state}.`;
    setBuildStoreState(ctx, { id: row.deploymentId, state: isOnStore, reason });
  }
  return requireDistribution(ctx, row.id);
}

/**
 * Records what the store says of a distribution, in its own word (spec/mobile 2.12); a verdict of a review is written
 * to the build in the same transaction. What it says already changes nothing.
 * @throws illegal_transition before the distribution has reached its store.
 */
export function setStoreState(
  ctx: Ctx,
  { id, state, userFraction, reason }: ParsedInputOf<Contract['setStoreState']>,
): DistributionRow {
  const row = requireDistribution(ctx, id);
  if (row.status !== 'succeeded') {
    throw refuse(
      'illegal_transition',
      row,
      'status',
      `The distribution to ${row.track} is ${row.status}, so the store has nothing of it yet.`,
    );
  }
  const staged = stagedFactsAfter(row, state, userFraction, ctx.now());
  if (state === row.storeState && JSON.stringify(staged) === JSON.stringify(row.staged)) return row;
  const { label } = readStoreState(row.store, row.track, state);
  const text = label === state ? `${state}.` : `${state}: ${label}.`;
  return writeWord(ctx, row, { state, staged, verb: 'distribution.setStoreState', text, reason });
}

interface PlannedMove {
  readonly row: DistributionRow;
  readonly before: StagedRelease | null;
  readonly outcome: ReturnType<typeof planMove>;
}

/** Decides a move for the action, its preview and its delivery alike. */
export function planStagedMove(
  ctx: Reads & Pick<Ctx, 'now'>,
  { id, move }: { id: number; move: StagedMove },
): PlannedMove {
  const row = requireDistribution(ctx, id);
  const before = stagedOf(ctx, row);
  if (before) return { row, before, outcome: planMove(before, move, ctx.now()) };
  const message =
    row.status === 'succeeded'
      ? `${storeRules[row.store].label} has no staged rollout of it: everybody on ${row.track} gets it at once.`
      : `The distribution to ${row.track} is ${row.status}: nothing of it is in the store to be staged.`;
  return { row, before, outcome: { kind: 'refused', message } };
}

/** What a move would come to. The same plan as the action, and no write. */
export function previewStaged(
  ctx: Ctx,
  input: ParsedInputOf<Contract['previewStaged']>,
): OutputOf<Contract['previewStaged']> {
  const { before, outcome } = planStagedMove(ctx, input);
  const refused = outcome.kind === 'refused';
  return {
    checkedAt: ctx.now(),
    refusal: refused ? outcome.message : null,
    before: before && describeStaged(before),
    after: refused ? null : describeStaged(outcome.release),
    note: refused ? null : outcome.note,
  };
}

const percent = (share: number) => `${Number((share * 100).toFixed(2))} %`;

/** @throws illegal_transition with the store's reason. */
export function refuseMove(row: DistributionRow, move: StagedMove, message: string): AppError {
  return refuse('illegal_transition', row, `move.${move.kind}`, message);
}

/**
 * Records a move of a staged rollout that was made in the store (spec/mobile 2.12).
 * @throws illegal_transition with the reason when the store would refuse it.
 */
export function staged(ctx: Ctx, { id, move, reason }: ParsedInputOf<Contract['staged']>): DistributionRow {
  const { row, before, outcome } = planStagedMove(ctx, { id, move });
  if (outcome.kind === 'refused') throw refuseMove(row, move, outcome.message);
  const [from, to] = [before && describeStaged(before), describeStaged(outcome.release)];
  return writeWord(ctx, row, {
    state: outcome.storeState,
    staged: outcome.staged,
    verb: `distribution.staged.${move.kind}`,
    text: `${move.kind.replace('_', ' ')}: from ${percent(from?.share ?? 0)} to ${percent(to.share)}, ${to.label}.`,
    reason,
  });
}
