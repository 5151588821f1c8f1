import type { RolloutStep } from '#shared/features/codepush/plan.ts';
import type { Decision, Plan } from '#shared/features/rollout/model.ts';
import { planTimes } from '#shared/features/rollout/rules.ts';

/** A step of a plan and how far the rollout is with it. */
export interface PlanRung {
  readonly step: RolloutStep;
  readonly state: 'passed' | 'current' | 'ahead';
  /** When the rollout came here, as far as the plan knows. */
  readonly since: number | null;
  /** When it can open at the earliest; null for what was reached, and while the plan does not run. */
  readonly opensAt: number | null;
}

type Told = Pick<Decision, 'at' | 'verdict' | 'judgement'>;

/** The newest instant at which the plan itself went to a percentage. */
function cameAt(decisions: readonly Told[], percent: number): number | null {
  const found = decisions.find(
    ({ verdict, judgement }) => verdict === 'advance' && judgement.nextPercent === percent,
  );
  return found?.at ?? null;
}

/** The steps of a plan as it stands: reached, standing, ahead. `decisions` newest first. */
export function planRungs(
  plan: Pick<Plan, 'steps' | 'status' | 'enteredAt'>,
  rollout: number,
  decisions: readonly Told[],
  now: number,
): PlanRung[] {
  const { steps, status, enteredAt } = plan;
  const reached = steps.findLastIndex(({ percent }) => percent <= rollout);
  const { opensAt } = planTimes(plan, rollout, now);
  return steps.map((step, at): PlanRung => {
    if (at > reached) {
      return {
        step,
        state: 'ahead',
        since: null,
        opensAt: status === 'running' ? (opensAt[at] ?? null) : null,
      };
    }
    const stands = at === reached && rollout < 100;
    const since = cameAt(decisions, step.percent) ?? (at === reached ? enteredAt : null);
    return { step, state: stands ? 'current' : 'passed', since, opensAt: null };
  });
}

/** How long each step stood: until the next one that was reached; null when that is not known. */
export function stoodMs(rungs: readonly PlanRung[], at: number, now: number): number | null {
  const rung = rungs[at];
  if (!rung || rung.since === null) return null;
  if (rung.state === 'current') return Math.max(0, now - rung.since);
  const next = rungs[at + 1]?.since ?? null;
  return next === null ? null : Math.max(0, next - rung.since);
}
