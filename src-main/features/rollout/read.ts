import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { isAppError } from '#shared/errors.ts';
import { bucketHistogram, judgeRollout, projectedDevices } from '#shared/features/codepush/plan.ts';
import type { RolloutRow, rolloutContract } from '#shared/features/rollout/contract.ts';
import type { Decision, Plan } from '#shared/features/rollout/model.ts';
import { factsOf, planTimes } from '#shared/features/rollout/rules.ts';
import { judgementWords } from '#shared/features/rollout/words.ts';
import type { Ctx } from '../../context.ts';
import { requireChannel } from '../codepush/channels.ts';
import { requireRelease } from '../codepush/plans.ts';
import { selectionOf } from '../codepush/prepared.ts';
import { refusalFacts } from '../codepush/previews.ts';
import { countersOf } from '../codepush/read.ts';
import { requirePlan, standingOf } from './judge.ts';
import { planPut } from './plans.ts';

type Contract = typeof rolloutContract;

const HOUR = 3_600_000;

function rowOf(ctx: Ctx, found: Plan): RolloutRow {
  const { plan, channel, release, counters, judgement } = standingOf(ctx, found);
  const dueAt = ctx.stores.rollout.dueAt(plan.deploymentId);
  const sentence = judgementWords(judgement);
  return {
    channel,
    release,
    counters,
    plan: { ...plan, judgement, sentence, dueAt, haltedBy: haltOf(ctx, plan) },
  };
}

/** Nothing is judged while a plan stands halted, so that its last decision is the one that halted it. */
function haltOf({ stores }: Ctx, { deploymentId, status }: Plan) {
  const last = status === 'halted' ? stores.rollout.lastDecision(deploymentId) : null;
  return last?.verdict === 'halt' ? told(last) : null;
}

/** A release with its plan, for whoever has just changed it. @throws not_found for a release without a plan. */
export function rolloutRowOf(ctx: Ctx, deploymentId: number): RolloutRow {
  return rowOf(ctx, requirePlan(ctx, deploymentId));
}

/** A decision with its sentence, which is never stored: the numbers are. */
export function told(decision: Decision) {
  return { ...decision, sentence: judgementWords(decision.judgement) };
}

export function listPlans(
  ctx: Ctx,
  { projectId }: ParsedInputOf<Contract['list']>,
): OutputOf<Contract['list']> {
  return ctx.stores.rollout.open(projectId).map((plan) => rowOf(ctx, plan));
}

export function readPlan(
  ctx: Ctx,
  { deploymentId, before, limit }: ParsedInputOf<Contract['get']>,
): OutputOf<Contract['get']> {
  const release = requireRelease(ctx, deploymentId);
  const plan = ctx.stores.rollout.get(deploymentId);
  const found = ctx.stores.rollout.decisions(deploymentId, before, limit + 1);
  const decisions = found.slice(0, limit);
  return {
    channel: requireChannel(ctx, release.channelId),
    release,
    counters: countersOf(ctx, release),
    plan: plan && rowOf(ctx, plan).plan,
    decisions: decisions.map(told),
    nextBefore: found.length > limit ? (decisions.at(-1)?.id ?? null) : null,
  };
}

/** What putting a plan would do: by the plan of the action, and by the buckets of every known device. */
export function previewPlan(
  ctx: Ctx,
  input: ParsedInputOf<Contract['preview']>,
): OutputOf<Contract['preview']> {
  const { deploymentId, steps } = input;
  const release = requireRelease(ctx, deploymentId);
  const channel = requireChannel(ctx, release.channelId);
  const histogram = bucketHistogram(selectionOf(channel), release.label, ctx.stores.client.ids(channel.id));
  const answer = (
    plan: Pick<Plan, 'steps' | 'enteredAt'>,
    startsAt: number | null,
    refusal: OutputOf<Contract['preview']>['refusal'],
  ) => {
    const { opensAt, endsAt } = planTimes(plan, release.rollout, ctx.now());
    return {
      checkedAt: ctx.now(),
      refusal,
      startsAt,
      devices: histogram.reduce((sum, count) => sum + count, 0),
      steps: steps.map((step, at) => ({
        ...step,
        devices: projectedDevices(channel.selection, histogram, step.percent),
        opensAt: opensAt[at] ?? null,
      })),
      endsAt,
    };
  };
  try {
    const { plan, startsAt } = planPut(ctx, input);
    return answer(plan, startsAt, null);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return answer({ steps, enteredAt: ctx.now() }, null, refusalFacts(error));
  }
}

/**
 * Judges other numbers by the rule of the real judgement, as if the release were served. @throws not_found for a release
 * without a plan when no steps are given.
 */
export function judgeWhatIf(
  ctx: Ctx,
  input: ParsedInputOf<Contract['whatIf']>,
): OutputOf<Contract['whatIf']> {
  const { deploymentId } = input;
  const release = requireRelease(ctx, deploymentId);
  const steps = input.steps ?? requirePlan(ctx, deploymentId).steps;
  const plan = ctx.stores.rollout.get(deploymentId) ?? {
    enteredAt: ctx.now(),
    countedFrom: { installed: 0, failed: 0 },
  };
  const facts = factsOf(plan, release, countersOf(ctx, release), ctx.now());
  const { rollout = facts.rollout, installed = facts.installed, failed = facts.failed, hours } = input;
  const time =
    hours === undefined ? {} : hours === null ? { enteredAt: null } : { enteredAt: 0, now: hours * HOUR };
  const judgement = judgeRollout(
    { steps },
    { ...facts, ...time, rollout, installed, failed, isDisabled: false },
  );
  return { judgement, sentence: judgementWords(judgement) };
}
