import type { OutputOf } from '#shared/contract/define.ts';
import { isAppError } from '#shared/errors.ts';
import { flagsOf } from '#shared/features/deployment/model.ts';
import type { environmentActs } from '#shared/features/environment/acts.ts';
import { type DeployPlan, planDeploy } from '#shared/features/environment/deploy.ts';
import { forceOf, withForce } from '#shared/features/environment/forced.ts';
import type { Force } from '#shared/features/environment/frozen.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployment } from '../deployment/move.ts';
import type { StoredState } from '../deployment/store.ts';
import { dispatch, previewOf, type Situation, situationOf } from './deploy.ts';

const metadataOf = ({ stores }: Ctx, id: number) =>
  JSON.parse(stores.deployment.detail(id)?.metadata ?? '{}') as Record<string, unknown>;

/**
 * A record that is to begin now, as if it were asked for at this moment (spec/releases 2.7). What it was forced through when
 * it was made does not stand in its way, as `forceOf` decides, nor what `force` goes through now. Null when nobody knows
 * its version.
 */
function askedAnew(ctx: Ctx, state: StoredState, force: Force | null): Situation | null {
  const { projectId, environmentId, releaseId, policy } = state;
  if (releaseId === null) return null;
  const situation = situationOf(ctx, {
    projectId,
    environmentId,
    releaseId,
    force: null,
    isHotfix: false,
    scheduledFor: null,
    reason: null,
    policy,
  });
  const flags = flagsOf(state.flags);
  const made = {
    isForced: flags.includes('forced'),
    isRollback: flags.includes('rollback'),
    metadata: metadataOf(ctx, state.id),
  };
  const { facts, request } = situation;
  return { ...situation, request: { ...request, force: withForce(forceOf(made, facts.frozenBy), force) } };
}

/** Judges a record that is to begin now. @throws as `planDeploy`. */
export function judgeNow(ctx: Ctx, state: StoredState, force: Force | null = null): DeployPlan | null {
  const asked = askedAnew(ctx, state, force);
  return asked && planDeploy(asked.facts, asked.request);
}

/** What `judgeNow` would say, and all that stands in the way. */
export function previewNow(
  ctx: Ctx,
  state: StoredState,
  force: Force | null,
): OutputOf<(typeof environmentActs)['previewDeploy']> | null {
  const asked = askedAnew(ctx, state, force);
  return asked && previewOf(ctx, asked);
}

/**
 * A scheduled deployment's time has come. What stands in its way by then cancels it, in so many words.
 */
export function startScheduled(ctx: Ctx, deploymentId: number): void {
  const state = ctx.stores.deployment.state(deploymentId);
  if (state?.status !== 'scheduled') return;
  try {
    judgeNow(ctx, state);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const errorMessage = `Its time came, and it was not begun: ${error.message}`;
    moveDeployment(ctx, deploymentId, 'canceled', { reason: errorMessage, errorMessage });
    return;
  }
  dispatch(ctx, moveDeployment(ctx, deploymentId, 'pending', { reason: null, errorMessage: null }));
}
