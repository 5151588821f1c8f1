import { assertNever } from '../../assert.ts';
import type { RolloutJudgement, RolloutReason } from '../codepush/plan.ts';

/** At most one decimal, none that is zero. */
const short = (value: number | null) => (value === null ? 'unknown' : String(Math.round(value * 10) / 10));
const share = (value: number | null) => (value === null ? 'unknown' : `${short(value * 100)} %`);

function failureWords({ reports, failed, failureRate }: RolloutJudgement): string {
  return `${failed} of ${reports} reports failed (${share(failureRate)})`;
}

function reasonWords(judgement: RolloutJudgement, reason: RolloutReason): string {
  const { step, rollout, hours, reports, lowerBound } = judgement;
  const maximum = share(step?.maximumFailureRate ?? null);
  switch (reason) {
    case 'complete':
      return 'the release is complete';
    case 'superseded':
      return 'a newer release or a person has ended its rollout';
    case 'last_step_passed':
      return `the last step of the plan has passed at ${rollout} %`;
    case 'halted':
      return 'the release is disabled';
    case 'not_begun':
      return `${rollout} % is below the first step`;
    case 'no_data':
      return 'nothing is known of its reports or of since when';
    case 'too_many_failures':
      return `${failureWords(judgement)}, surely more than ${share(lowerBound)}, where ${maximum} is the maximum`;
    case 'failures_unclear':
      return `${failureWords(judgement)}, more than ${maximum} but not yet surely so`;
    case 'too_few_reports':
      return `${reports} of ${step?.minimumReports} reports`;
    case 'too_early':
      return `${short(hours)} of ${short(step?.minimumHours ?? null)} hours`;
    case 'step_passed':
      return `after ${short(hours)} hours ${reports === 0 ? 'and no report' : failureWords(judgement)}`;
    default:
      return assertNever(reason);
  }
}

/** A judgement as a sentence: what is done, at which percentage, and the numbers that decided. */
export function judgementWords(judgement: RolloutJudgement): string {
  const why = judgement.reasons.map((reason) => reasonWords(judgement, reason)).join('; ');
  switch (judgement.action) {
    case 'advance':
      return `From ${judgement.rollout} on to ${judgement.nextPercent} %: ${why}.`;
    case 'hold':
      return `Held at ${judgement.rollout} %: ${why}.`;
    case 'halt':
      return `Halted at ${judgement.rollout} %: ${why}.`;
    case 'done':
      return `Done at ${judgement.rollout} %: ${why}.`;
    default:
      return assertNever(judgement.action);
  }
}
