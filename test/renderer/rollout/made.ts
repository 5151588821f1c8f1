import { judgeRollout, type RolloutFacts, type RolloutStep } from '#shared/features/codepush/plan.ts';
import { NOON } from '../../support/testApp.ts';

export const HOUR = 3_600_000;

export function step(percent: number, more: Partial<RolloutStep> = {}): RolloutStep {
  return { percent, minimumHours: 12, minimumReports: 20, maximumFailureRate: 0.05, ...more };
}

/** How a rollout that stands at 20 percent for six hours is judged, with other facts where they are given. */
export function judged(facts: Partial<RolloutFacts> = {}, steps = [step(20), step(50), step(100)]) {
  return judgeRollout(
    { steps },
    {
      rollout: 20,
      isDisabled: false,
      superseded: false,
      enteredAt: NOON,
      now: NOON + 6 * HOUR,
      installed: 20,
      failed: 0,
      ...facts,
    },
  );
}
