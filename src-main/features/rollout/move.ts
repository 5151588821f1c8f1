import { AppError } from '#shared/errors.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { type PlanEvent, planMachine } from '#shared/features/rollout/machine.ts';
import type { Plan } from '#shared/features/rollout/model.ts';
import { movesFrom } from '#shared/machine.ts';
import type { Ctx } from '../../context.ts';
import { channelLabel, requireChannel } from '../codepush/channels.ts';
import { requireRelease } from '../codepush/plans.ts';

/** What the audit log and a refusal call a rollout. */
export function objectOf({ channel, release }: { readonly channel: Channel; readonly release: ReleaseRow }) {
  return { uid: release.deploymentUid, label: `${channelLabel(channel)} ${release.label}` };
}

/** What a plan is told that may not do what was asked of it, naming what it may do instead. */
export function refuseMove(ctx: Ctx, { deploymentId, status }: Plan, event: PlanEvent | 'judge'): AppError {
  const release = requireRelease(ctx, deploymentId);
  const { uid, label } = objectOf({ release, channel: requireChannel(ctx, release.channelId) });
  const allowed = movesFrom(planMachine, status).map((move) => move.event);
  return new AppError(
    'illegal_transition',
    `The plan of ${release.label} is ${status}. Nothing was changed.`,
    {
      hint: allowed.includes('resume') ? 'Resume it first, or stop it.' : 'Give the release a plan.',
      from: status,
      event,
      allowed,
      object: { noun: 'rollout', id: uid, label },
    },
  );
}

/**
 * Moves a plan along its machine.
 * @throws illegal_transition for an event that its status does not have; conflict when it was moved meanwhile.
 */
export function movePlan(ctx: Ctx, plan: Plan, event: PlanEvent): void {
  const { deploymentId, status } = plan;
  const to = planMachine.states[status].on[event];
  if (to === undefined) throw refuseMove(ctx, plan, event);
  if (!ctx.stores.rollout.move(deploymentId, status, to)) {
    throw new AppError('conflict', 'The plan was moved by somebody else meanwhile. Nothing was changed.', {
      hint: 'Look at it again, then decide.',
    });
  }
}
