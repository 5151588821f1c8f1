import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { choicesOf, describeStaged } from '#shared/features/distribution/rollout.ts';
import { storeRules } from '#shared/features/distribution/stores.ts';
import type { Ctx } from '../../context.ts';
import { stagedOf } from '../distribution/situation.ts';
import { reachOf } from './change-previews.ts';
import { requireChannel } from './channels.ts';
import { countersOf } from './read.ts';
import { halt } from './releases.ts';

type Contract = typeof codepushContract;
type Preview = OutputOf<Contract['previewHaltAll']>;

/** So many of the newest distributions are looked at; a store's rollout takes days, not years. */
const LOOKED_AT = 500;
/** Above the id of any record. */
const NO_ID = Number.MAX_SAFE_INTEGER;

const NOTHING = 'No rollout is under way.';

/** The rollouts that halting everything halts, and how many are halted already. */
function rolloutsOf({ stores }: Ctx, projectId: number | null) {
  const rollouts = stores.codepush.rollouts(projectId);
  const halts = rollouts.filter(({ isDisabled }) => !isDisabled);
  return { halts, halted: rollouts.length - halts.length };
}

/**
 * Staged rollouts that go on in their stores: the newest of each track that is there, not for everybody, and could be
 * halted. What is here only mirrors them, so that nothing here halts them.
 */
function goingOn(ctx: Ctx, projectId: number | null): Preview['goesOn'] {
  const place = { projectId, deploymentId: null, store: null, statuses: ['succeeded'] as const };
  const newest = new Map<string, DistributionRow>();
  for (const row of ctx.stores.distribution.page(place, NO_ID, LOOKED_AT)) {
    const track = `${row.projectId} ${row.store} ${row.track}`;
    if (!newest.has(track)) newest.set(track, row);
  }
  return [...newest.values()].flatMap((distribution) => {
    const release = stagedOf(ctx, distribution);
    if (release === null) return [];
    const { share } = describeStaged(release);
    const canHalt = choicesOf(release).some(({ kind, reason }) => kind === 'halt' && reason === null);
    return canHalt && share < 1
      ? [{ distribution, storeLabel: storeRules[distribution.store].label, share }]
      : [];
  });
}

/** What `haltAll` would halt, by the same list, and what it cannot. */
export function previewHaltAll(ctx: Ctx, { projectId }: ParsedInputOf<Contract['previewHaltAll']>): Preview {
  const { halts, halted } = rolloutsOf(ctx, projectId);
  return {
    checkedAt: ctx.now(),
    refusal: halts.length === 0 ? NOTHING : null,
    halts: halts.map((release) => {
      const channel = requireChannel(ctx, release.channelId);
      return {
        channel,
        release,
        counters: countersOf(ctx, release),
        reach: reachOf(ctx, channel)(release),
        plan: ctx.stores.rollout.get(release.deploymentId)?.status ?? null,
      };
    }),
    halted,
    goesOn: goingOn(ctx, projectId),
  };
}

/** Halts every rollout that is under way, as one batch of the log. @throws conflict when there is none. */
export function haltAll(
  ctx: Ctx,
  { projectId, reason }: ParsedInputOf<Contract['haltAll']>,
): { halted: ReleaseRow[] } {
  const { halts } = rolloutsOf(ctx, projectId);
  if (halts.length === 0) {
    throw new AppError('conflict', `${NOTHING} Nothing was changed.`, {
      hint: 'A complete release is stopped by rolling back or by disabling it.',
    });
  }
  return { halted: halts.map(({ deploymentId }) => halt(ctx, { deploymentId, reason }).release) };
}
