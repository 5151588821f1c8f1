import * as z from '../../contract/schema.ts';
import { bucketCount, bucketOf, openBuckets, type Selection } from './bucket.ts';
import { checkRollout } from './checks.ts';
import type { ChannelHistory } from './history.ts';
import type { SelectionPolicy } from './model.ts';

/** A step of a plan: what must be so at this percentage before the rollout goes on (spec/mobile 2.13). */
export const rolloutStepSchema = z.object({
  percent: z.number().gt(0).max(100),
  /** Hours since the rollout came to this percentage. */
  minimumHours: z.number().min(0),
  /** Devices that reported an installation or a failure of this release, all steps together. */
  minimumReports: z.number().int().min(0),
  /** Of failed / (installed + failed), 0..1. */
  maximumFailureRate: z.number().min(0).max(1),
});
export type RolloutStep = z.infer<typeof rolloutStepSchema>;

export const rolloutPlanSchema = z.object({
  steps: z
    .array(rolloutStepSchema)
    .min(1)
    .max(50)
    .refine((steps) => steps.every((step, at) => at === 0 || step.percent > (steps[at - 1]?.percent ?? 0)), {
      message: 'Each step must reach more devices than the one before it.',
    }),
});
export type RolloutPlan = z.infer<typeof rolloutPlanSchema>;

/**
 * Whether a channel can follow a plan to the end.
 * @throws invalid_input naming `steps` when the channel's selection cannot tell a percentage apart.
 */
export function checkPlan(history: ChannelHistory, { steps }: RolloutPlan): void {
  for (const { percent } of steps) checkRollout(history, percent, 'steps');
}

/** What a judgement goes by. Null is not known, which is not 0. */
export interface RolloutFacts {
  readonly rollout: number;
  readonly isDisabled: boolean;
  readonly superseded: boolean;
  /** When the rollout came to its percentage, and now; in ms. */
  readonly enteredAt: number | null;
  readonly now: number;
  readonly installed: number | null;
  readonly failed: number | null;
}

export type RolloutAction = 'advance' | 'hold' | 'halt' | 'done';
export type RolloutReason =
  | 'complete'
  | 'superseded'
  | 'last_step_passed'
  | 'halted'
  | 'not_begun'
  | 'no_data'
  | 'too_many_failures'
  | 'failures_unclear'
  | 'too_few_reports'
  | 'too_early'
  | 'step_passed';

/** A judgement with everything that it was made from, to be kept as an event. */
export interface RolloutJudgement {
  readonly action: RolloutAction;
  /** Every reason to hold, else the one reason. */
  readonly reasons: readonly RolloutReason[];
  readonly rollout: number;
  /** The percentage to go on to; null when there is none or the action is another. */
  readonly nextPercent: number | null;
  readonly step: RolloutStep | null;
  readonly hours: number | null;
  readonly reports: number | null;
  readonly failed: number | null;
  readonly failureRate: number | null;
  /** The failure rate that is at least there, with 95 % confidence. */
  readonly lowerBound: number | null;
}

/** One failure of two proves nothing, whatever the plan asks for: no halt on fewer reports. */
export const FEWEST_REPORTS_TO_HALT = 3;
const HOUR = 3_600_000;
const Z_95 = 1.959964;

/** The lower end of the 95 % Wilson score interval of a share; 0 of an empty total. */
export function wilsonLowerBound(count: number, total: number): number {
  if (total === 0) return 0;
  const share = count / total;
  const square = Z_95 ** 2;
  const middle = share + square / (2 * total);
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / total + square / (4 * total ** 2));
  return Math.max(0, (middle - spread) / (1 + square / total));
}

/**
 * Judges a rollout by its plan (spec/mobile 2.13). The step that counts is the last one that the rollout has reached.
 * - halt: the failure rate is above the step's maximum with 95 % confidence, from as many reports as the step asks for
 *   and never from fewer than three.
 * - hold: something is not known, too early or too few, or the rate is above the maximum and not yet surely so.
 * - advance: to the next step's percentage. - done: complete, superseded, or the last step has passed.
 */
export function judgeRollout({ steps }: RolloutPlan, facts: RolloutFacts): RolloutJudgement {
  const { rollout, enteredAt, installed, failed } = facts;
  const step = steps.findLast(({ percent }) => percent <= rollout) ?? null;
  const next = steps.find(({ percent }) => percent > rollout)?.percent ?? null;
  const hours = enteredAt === null ? null : (facts.now - enteredAt) / HOUR;
  const reports = installed === null || failed === null ? null : installed + failed;
  const failureRate = failed === null || !reports ? null : failed / reports;
  const lowerBound = failed === null || !reports ? null : wilsonLowerBound(failed, reports);
  const judge = (action: RolloutAction, ...reasons: RolloutReason[]): RolloutJudgement => ({
    action,
    reasons,
    rollout,
    nextPercent: action === 'advance' ? next : null,
    step,
    hours,
    reports,
    failed,
    failureRate,
    lowerBound,
  });

  if (rollout >= 100) return judge('done', 'complete');
  if (facts.superseded) return judge('done', 'superseded');
  if (facts.isDisabled) return judge('hold', 'halted');
  if (step === null) return judge('advance', 'not_begun');
  if (hours === null || reports === null) return judge('hold', 'no_data');
  const { maximumFailureRate, minimumHours, minimumReports } = step;
  const isEnough = reports >= Math.max(minimumReports, FEWEST_REPORTS_TO_HALT);
  if (isEnough && (lowerBound ?? 0) > maximumFailureRate) return judge('halt', 'too_many_failures');
  const reasons: RolloutReason[] = [];
  if (reports < minimumReports) reasons.push('too_few_reports');
  if (hours < minimumHours) reasons.push('too_early');
  if ((failureRate ?? 0) > maximumFailureRate) reasons.push('failures_unclear');
  if (reasons.length > 0) return judge('hold', ...reasons);
  return next === null ? judge('done', 'last_step_passed') : judge('advance', 'step_passed');
}

/** How many of the known clients fall into each bucket for a label. */
export function bucketHistogram(selection: Selection, label: string, clientIds: Iterable<string>): number[] {
  const histogram = new Array<number>(bucketCount(selection.policy)).fill(0);
  for (const clientId of clientIds) {
    const bucket = bucketOf(selection, label, clientId);
    histogram[bucket] = (histogram[bucket] ?? 0) + 1;
  }
  return histogram;
}

/** How many of the known clients a percentage reaches: what to show before the button is pressed (spec/mobile 4.3). */
export function projectedDevices(
  policy: SelectionPolicy,
  histogram: readonly number[],
  percent: number,
): number {
  return histogram.slice(0, openBuckets(policy, percent)).reduce((sum, count) => sum + count, 0);
}
