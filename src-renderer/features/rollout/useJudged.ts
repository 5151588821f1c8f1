import { judgeRollout, type RolloutJudgement } from '#shared/features/codepush/plan.ts';
import type { RolloutRow } from '#shared/features/rollout/contract.ts';
import { factsOf } from '#shared/features/rollout/rules.ts';
import { useNow } from '../../ui/time.tsx';

/** As often as a number of hours moves by one that is shown. */
const EVERY = 60_000;

/** How a plan would be judged now: the hours go on while it is looked at, by the rule that will judge it. */
export function useJudged({ plan, release, counters }: RolloutRow): RolloutJudgement {
  const now = Math.max(useNow(EVERY), plan.enteredAt);
  return judgeRollout(plan, factsOf(plan, release, counters, now));
}
