import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { rolloutContract } from '#shared/features/rollout/contract.ts';
import type { PlanEvent } from '#shared/features/rollout/machine.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { resume as resumeRelease } from '../codepush/releases.ts';
import { judgePlan, requirePlan, type Standing, schedule, standingOf } from './judge.ts';
import { movePlan, objectOf, refuseMove } from './move.ts';
import { planPut } from './plans.ts';
import { judgeWhatIf, listPlans, previewPlan, readPlan, rolloutRowOf, told } from './read.ts';

type Contract = typeof rolloutContract;
type OfRelease = ParsedInputOf<Contract['pause']>;

/**
 * Gives a release a plan or another one. Below its first step the rollout is judged, and so goes there, in the same
 * transaction. @throws as `planPut`.
 */
function put(ctx: Ctx, { reason, ...input }: ParsedInputOf<Contract['put']>): OutputOf<Contract['put']> {
  const { before, plan, startsAt, ...where } = planPut(ctx, input);
  ctx.stores.rollout.put(plan);
  ctx.changed('rollout', plan.deploymentId, {
    verb: 'rollout.put',
    object: objectOf(where),
    project: where.channel.project,
    reason,
    before: before && { status: before.status, steps: before.steps },
    after: { status: plan.status, steps: plan.steps },
  });
  if (startsAt === null) schedule(ctx, plan.deploymentId);
  else judgePlan(ctx, plan);
  return rolloutRowOf(ctx, plan.deploymentId);
}

/** @throws not_found without a plan; illegal_transition when it does not run. */
function judge(ctx: Ctx, { deploymentId }: ParsedInputOf<Contract['judge']>): OutputOf<Contract['judge']> {
  const plan = requirePlan(ctx, deploymentId);
  if (plan.status !== 'running') throw refuseMove(ctx, plan, 'judge');
  const decision = judgePlan(ctx, plan);
  if (decision === null) throw new Error('what a person asks for is always recorded');
  return { ...rolloutRowOf(ctx, deploymentId), decision: told(decision) };
}

/** A move that a person makes. @throws not_found without a plan; as `movePlan`. */
function move(ctx: Ctx, { deploymentId, reason }: OfRelease, event: PlanEvent): Standing {
  const standing = standingOf(ctx, requirePlan(ctx, deploymentId));
  const { plan, channel, release } = standing;
  movePlan(ctx, plan, event);
  const { status } = requirePlan(ctx, deploymentId);
  ctx.changed('rollout', deploymentId, {
    verb: `rollout.${event}`,
    object: objectOf(standing),
    project: channel.project,
    reason,
    before: { status: plan.status },
    after: { status, rollout: release.rollout },
  });
  schedule(ctx, deploymentId);
  return standing;
}

/**
 * Lets a plan go on and has it judged at once. After its own halt the release is served again, its hours count anew, and
 * so do the reports: a person answers for the failures so far, else the next judgement would halt it again.
 * @throws as `movePlan` and `planResume`.
 */
function resume(ctx: Ctx, input: OfRelease): OutputOf<Contract['resume']> {
  const { deploymentId } = input;
  const { plan, release, counters } = move(ctx, input, 'resume');
  if (plan.status === 'halted') {
    const { installed, failed } = counters;
    ctx.stores.rollout.put({ ...requirePlan(ctx, deploymentId), countedFrom: { installed, failed } });
    if (release.isDisabled) resumeRelease(ctx, input);
  }
  ctx.stores.due.put(ctx.now(), 'rollout', deploymentId);
  return rolloutRowOf(ctx, deploymentId);
}

export const rolloutEngine: Handlers<typeof rolloutContract> = {
  list: listPlans,
  get: readPlan,
  preview: previewPlan,
  whatIf: judgeWhatIf,
  put,
  judge,
  pause(ctx, input) {
    move(ctx, input, 'pause');
    return rolloutRowOf(ctx, input.deploymentId);
  },
  resume,
  stop(ctx, input) {
    move(ctx, input, 'stop');
    return rolloutRowOf(ctx, input.deploymentId);
  },
};
