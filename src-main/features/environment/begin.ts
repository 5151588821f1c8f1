import type { OutputOf } from '#shared/contract/define.ts';
import { flagsOf } from '#shared/features/deployment/model.ts';
import type { environmentActs } from '#shared/features/environment/acts.ts';
import { type DeployPlan, planDeploy } from '#shared/features/environment/deploy.ts';
import { forceOf, withForce } from '#shared/features/environment/forced.ts';
import type { Force } from '#shared/features/environment/frozen.ts';
import type { Ctx } from '../../context.ts';
import type { StoredState } from '../deployment/store.ts';
import { previewOf, type Situation, situationOf } from './deploy.ts';

/** How a record is to begin that was made before. */
interface AskedAgain {
  readonly force: Force | null;
  /** In ms; now when it is left out. */
  readonly scheduledFor?: number | null;
}

const metadataOf = ({ stores }: Ctx, id: number) =>
  JSON.parse(stores.deployment.detail(id)?.metadata ?? '{}') as Record<string, unknown>;

/**
 * A record that is to begin, now or at another time, as if it were asked for at this moment (spec/releases 2.7). What it
 * was forced through when it was made does not stand in its way, as `forceOf` decides, nor what `force` goes through now.
 * Null when nobody knows its version.
 */
function askedAnew(
  ctx: Ctx,
  state: StoredState,
  { force, scheduledFor = null }: AskedAgain,
): Situation | null {
  const { projectId, environmentId, releaseId, policy } = state;
  if (releaseId === null) return null;
  const situation = situationOf(ctx, {
    projectId,
    environmentId,
    releaseId,
    force: null,
    isHotfix: false,
    scheduledFor,
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
  // The record is there already: it begins itself, whatever else brings its version there.
  return {
    ...situation,
    facts: {
      ...facts,
      underWay: null,
      scheduled: facts.scheduled.filter(({ number }) => number !== state.number),
    },
    request: { ...request, force: withForce(forceOf(made, facts.frozenBy), force) },
  };
}

/** Judges a record that is to begin. @throws as `planDeploy`. */
export function judgeAgain(
  ctx: Ctx,
  state: StoredState,
  again: AskedAgain = { force: null },
): DeployPlan | null {
  const asked = askedAnew(ctx, state, again);
  return asked && planDeploy(asked.facts, asked.request);
}

/** What `judgeAgain` would say, and all that stands in the way. */
export function previewAgain(
  ctx: Ctx,
  state: StoredState,
  again: AskedAgain,
): OutputOf<(typeof environmentActs)['previewDeploy']> | null {
  const asked = askedAnew(ctx, state, again);
  return asked && previewOf(ctx, asked);
}
