import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { refusal } from '#shared/features/codepush/history.ts';
import { isUnfinished } from '#shared/features/codepush/model.ts';
import { checkPlan, type RolloutPlan } from '#shared/features/codepush/plan.ts';
import { isOpenPlan } from '#shared/features/rollout/machine.ts';
import type { Plan } from '#shared/features/rollout/model.ts';
import type { Ctx } from '../../context.ts';
import { historyOf, requireChannel } from '../codepush/channels.ts';
import { requireRelease } from '../codepush/plans.ts';

/** A plan ready to be saved; made by the action and by its preview alike. */
export interface PutPlan {
  readonly channel: Channel;
  readonly release: ReleaseRow;
  readonly before: Plan | null;
  readonly plan: Plan;
  /** The percentage that the rollout goes to at once; null when it stays where it is. */
  readonly startsAt: number | null;
}

/**
 * A plan that is open gets other steps and keeps its status and its time; any other begins anew. What the rollout went
 * through before it had a plan is not counted as time at its percentage, and all of its reports are.
 * @throws not_found; invalid_input naming `steps`; conflict when the rollout is complete or has ended.
 */
export function planPut(
  ctx: Ctx,
  { deploymentId, steps }: RolloutPlan & { readonly deploymentId: number },
): PutPlan {
  const release = requireRelease(ctx, deploymentId);
  const channel = requireChannel(ctx, release.channelId);
  const history = historyOf(ctx, channel);
  const { label } = release;
  checkPlan(history, { steps });
  if (!isUnfinished(release)) {
    throw refusal(history, 'conflict', 'steps', `${label} is complete; it has no rollout to plan.`, {
      hint: 'Plan the rollout of the next release.',
      label,
    });
  }
  if (release.superseded) {
    throw refusal(history, 'conflict', 'steps', `The rollout of ${label} has ended.`, {
      hint: `Release the contents of ${label} again, and plan that.`,
      label,
    });
  }
  const before = ctx.stores.rollout.get(deploymentId);
  const fresh: Plan = {
    deploymentId,
    channelId: channel.id,
    status: 'running',
    steps,
    enteredAt: ctx.now(),
    countedFrom: { installed: 0, failed: 0 },
    begunAt: ctx.now(),
  };
  const plan = before && isOpenPlan(before.status) ? { ...before, steps } : fresh;
  const first = steps[0]?.percent ?? 0;
  const starts = plan.status === 'running' && !release.isDisabled && release.rollout < first;
  return { channel, release, before, plan, startsAt: starts ? first : null };
}
