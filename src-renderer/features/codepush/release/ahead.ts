import type { Plan } from '#shared/features/rollout/model.ts';
import { planTimes } from '#shared/features/rollout/rules.ts';
import { DAY } from '#shared/time.ts';
import type { SeriesPoint } from '../../../ui/SeriesChart/series.ts';
import { reachedAt } from './steps.ts';

/** A step that could open at once still stands apart from the present, by this share of what is drawn ahead. */
const APART = 0.06;

interface Rolled {
  readonly rollout: number;
  readonly releasedAt: number;
  readonly isDisabled: boolean;
}

/**
 * The devices that the steps ahead of a plan let in, each at the earliest time that it can open, from now on; empty for
 * a plan that stands still and a release that is not served. At most twice as far ahead as the release is old, and two
 * days at least, so that what was stays readable.
 */
export function aheadOf(
  plan: Pick<Plan, 'steps' | 'status' | 'enteredAt'> | null,
  { rollout, releasedAt, isDisabled }: Rolled,
  reached: readonly number[],
  now: number,
): SeriesPoint[] {
  if (plan?.status !== 'running' || isDisabled) return [];
  const { opensAt } = planTimes(plan, rollout, now);
  const opening = plan.steps.flatMap(({ percent }, at) => {
    const opens = opensAt[at] ?? null;
    return opens === null ? [] : [{ x: opens, y: reachedAt(reached, percent) }];
  });
  const last = opening.at(-1);
  if (!last) return [];
  const most = 2 * Math.max(DAY, now - releasedAt);
  const span = Math.min(most, Math.max(DAY / 4, (last.x - now) * 1.15));
  const steps = opening
    .map(({ x, y }) => ({ x: Math.max(x, now + span * APART), y }))
    .filter(({ x }) => x <= now + span);
  const reachedLast = steps.at(-1)?.y ?? reachedAt(reached, rollout);
  return [{ x: now, y: reachedAt(reached, rollout) }, ...steps, { x: now + span, y: reachedLast }];
}
