import { isAppError, notFound } from '#shared/errors.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import { judgeRollout, type RolloutJudgement } from '#shared/features/codepush/plan.ts';
import type { Decision, Plan } from '#shared/features/rollout/model.ts';
import { factsOf, isNews, isOver, nextJudgementAt } from '#shared/features/rollout/rules.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import type { Ctx } from '../../context.ts';
import { requireChannel } from '../codepush/channels.ts';
import { requireRelease } from '../codepush/plans.ts';
import { countersOf } from '../codepush/read.ts';
import { edit, halt } from '../codepush/releases.ts';
import { movePlan, objectOf } from './move.ts';

/** A plan with the release that it is for, and how it would be judged this instant. */
export interface Standing {
  readonly plan: Plan;
  readonly channel: Channel;
  readonly release: ReleaseRow;
  readonly counters: PlaceCounters;
  readonly judgement: RolloutJudgement;
}

/** @throws not_found for a release without a plan. */
export function requirePlan({ stores }: Ctx, deploymentId: number): Plan {
  const plan = stores.rollout.get(deploymentId);
  if (!plan) throw notFound('rollout_plan', deploymentId);
  return plan;
}

export function standingOf(ctx: Ctx, plan: Plan): Standing {
  const release = requireRelease(ctx, plan.deploymentId);
  const counters = countersOf(ctx, release);
  return {
    plan,
    channel: requireChannel(ctx, plan.channelId),
    release,
    counters,
    judgement: judgeRollout(plan, factsOf(plan, release, counters, ctx.now())),
  };
}

/** Has a running plan judged when its time comes, and no other one. */
export function schedule({ stores, now }: Ctx, deploymentId: number): void {
  const plan = stores.rollout.get(deploymentId);
  const release = plan?.status === 'running' ? stores.codepush.byDeployment(deploymentId) : null;
  if (!plan || !release) stores.due.drop('rollout', deploymentId);
  else stores.due.put(nextJudgementAt(plan, release.rollout, now()), 'rollout', deploymentId);
}

const NO_EDIT = { targetBinaryRange: null, description: null, isMandatory: null, isDisabled: null };

/**
 * Does what was judged, by the rules of every other door. They refuse before anything is written: a channel may select by
 * whole percents only since the plan was made, or a release may have been cleared from its history. Then the plan stands
 * still, says why, and asks again. @returns the refusal, or null.
 */
function act(ctx: Ctx, { plan, judgement }: Standing): string | null {
  const { deploymentId } = plan;
  const reason = judgementWords(judgement);
  try {
    switch (judgement.action) {
      case 'advance':
        edit(ctx, { deploymentId, ...NO_EDIT, rollout: judgement.nextPercent, reason });
        return null;
      case 'halt':
        halt(ctx, { deploymentId, reason });
        movePlan(ctx, plan, 'halt');
        return null;
      case 'done':
        movePlan(ctx, plan, 'finish');
        return null;
      case 'hold':
        return null;
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.message;
  }
}

const verbs: Readonly<Record<Decision['verdict'], string>> = {
  advance: 'rollout.advance',
  hold: 'rollout.hold',
  halt: 'rollout.halt',
  done: 'rollout.finish',
};

/** Appends a decision to the plan's log; what was done, or asked for by a person, stands in the audit log as well. */
function record(ctx: Ctx, standing: Standing, refusal: string | null): Decision {
  const { plan, release, counters, judgement } = standing;
  const byItself = ctx.caller.door === 'system';
  const verdict = refusal === null ? judgement.action : 'hold';
  const reported = { installed: counters.installed, failed: counters.failed };
  const decision = {
    at: ctx.now(),
    verdict,
    actor: byItself ? null : ctx.caller.name,
    judgement,
    reported,
    refusal,
  };
  const id = ctx.stores.rollout.append(plan.deploymentId, decision);
  const audit = {
    verb: verbs[verdict],
    object: objectOf(standing),
    project: standing.channel.project,
    reason: refusal ?? judgementWords(judgement),
    before: { rollout: release.rollout },
    after: { ...judgement, reported },
  };
  ctx.changed('rollout', plan.deploymentId, byItself && verdict === 'hold' ? null : audit);
  return { id, ...decision };
}

/**
 * Judges a plan, does what follows and sets when it is judged next, in one transaction. One judgement advances by one
 * step at most; with the step to 100 % the plan is done at once. A plan that does not run only ends with its release.
 * Slipway's own holds are recorded when they are news. @returns the decision, or null when none was recorded.
 */
export function judgePlan(ctx: Ctx, plan: Plan): Decision | null {
  const { deploymentId } = plan;
  const standing = standingOf(ctx, plan);
  const { judgement } = standing;
  if (plan.status !== 'running' && !isOver(judgement)) return null;
  const refusal = act(ctx, standing);
  const last = ctx.stores.rollout.lastDecision(deploymentId);
  const isHold = judgement.action === 'hold' || refusal !== null;
  const isSame = isHold && !isNews(last && last.at >= plan.begunAt ? last : null, { judgement, refusal });
  const decision = isSame && ctx.caller.door === 'system' ? null : record(ctx, standing, refusal);
  schedule(ctx, deploymentId);
  if (judgement.nextPercent === 100 && refusal === null) judgePlan(ctx, requirePlan(ctx, deploymentId));
  return decision;
}

/** What happens when a judgement is due. A plan that went with its deployment has nothing to judge. */
export function judgeDue(ctx: Ctx, deploymentId: number): void {
  const plan = ctx.stores.rollout.get(deploymentId);
  if (plan) judgePlan(ctx, plan);
}
