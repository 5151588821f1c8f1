import type { ChannelRelease } from '../codepush/model.ts';
import type { RolloutFacts, RolloutJudgement, RolloutStep } from '../codepush/plan.ts';
import type { Decision, Plan, Reported } from './model.ts';

const HOUR = 3_600_000;
/** A running plan is judged this often, in ms, also when nothing tells that anything has changed. */
export const JUDGED_EVERY = 5 * 60_000;

/** What a plan is judged by: the release as it is served, and what devices reported since the plan counts. */
export function factsOf(
  { enteredAt, countedFrom }: Pick<Plan, 'enteredAt' | 'countedFrom'>,
  { rollout, isDisabled, superseded }: Pick<ChannelRelease, 'rollout' | 'isDisabled' | 'superseded'>,
  { installed, failed }: Reported,
  now: number,
): RolloutFacts {
  return {
    rollout,
    isDisabled,
    superseded,
    enteredAt,
    now,
    installed: installed - countedFrom.installed,
    failed: failed - countedFrom.failed,
  };
}

/** The release is complete or was cut short, so that no plan has anything left to do. */
export function isOver({ reasons }: RolloutJudgement): boolean {
  return reasons.includes('complete') || reasons.includes('superseded');
}

/** Where a rollout stands among the steps of its plan: the last one that it has reached, -1 before the first. */
function reachedStep(steps: readonly RolloutStep[], rollout: number): number {
  return steps.findLastIndex(({ percent }) => percent <= rollout);
}

const hoursOf = (step: RolloutStep | undefined) => Math.ceil((step?.minimumHours ?? 0) * HOUR);

/** When a running plan is judged next, in ms: as its step's minimum hours end, and every few minutes anyway. */
export function nextJudgementAt(
  { steps, enteredAt }: Pick<Plan, 'steps' | 'enteredAt'>,
  rollout: number,
  now: number,
): number {
  const at = reachedStep(steps, rollout);
  const stepEnds = at === -1 ? now : enteredAt + hoursOf(steps[at]);
  return stepEnds > now ? Math.min(stepEnds, now + JUDGED_EVERY) : now + JUDGED_EVERY;
}

export interface PlanTimes {
  /** The earliest instant at which each step can open, in ms; null for a step that has been reached. */
  readonly opensAt: readonly (number | null)[];
  /** The earliest instant at which the plan can be done. */
  readonly endsAt: number;
}

/** The soonest that a plan can go through its steps, were there reports enough and no failure. */
export function planTimes(
  { steps, enteredAt }: Pick<Plan, 'steps' | 'enteredAt'>,
  rollout: number,
  now: number,
): PlanTimes {
  const reached = reachedStep(steps, rollout);
  const opensAt: (number | null)[] = [];
  // When the step before could be left: the present one counts from when it was reached, each later one from its opening.
  let free = reached === -1 ? now : Math.max(now, enteredAt + hoursOf(steps[reached]));
  for (const [at, step] of steps.entries()) {
    opensAt.push(at <= reached ? null : free);
    if (at > reached && step.percent < 100) free += hoursOf(step);
  }
  return { opensAt, endsAt: rollout >= 100 ? now : free };
}

const grewByAQuarter = (before: number | null, after: number | null) =>
  before === null || after === null ? before !== after : after > before * 1.25;

/**
 * Whether a hold is worth a line in the log of decisions: the first after anything else, one at another percentage or by
 * other rules, one for other reasons, or one with a quarter more reports or failures than the hold before it. Time that
 * passes is no news. So a step adds about ten lines for each tenfold growth of either.
 */
export function isNews(
  before: Pick<Decision, 'verdict' | 'judgement' | 'refusal'> | null,
  { judgement, refusal }: Pick<Decision, 'judgement' | 'refusal'>,
): boolean {
  if (before === null || before.verdict !== 'hold' || before.refusal !== refusal) return true;
  const ruledBy = ({ rollout, reasons, step }: RolloutJudgement) => JSON.stringify([rollout, reasons, step]);
  if (ruledBy(before.judgement) !== ruledBy(judgement)) return true;
  return (
    grewByAQuarter(before.judgement.reports, judgement.reports) ||
    grewByAQuarter(before.judgement.failed, judgement.failed)
  );
}
