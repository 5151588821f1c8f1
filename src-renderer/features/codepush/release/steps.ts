import { formatDuration } from '#shared/time.ts';
import { type Standing, usualSteps } from '../standing.ts';
import type { RolloutTarget } from './log.ts';

export interface RolloutStep {
  readonly percent: number;
  readonly state: 'passed' | 'current' | 'ahead';
  /** When the rollout came here; null when it has not. */
  readonly at: number | null;
  /** How long it stood, or stands, here, in ms; null when that is not known or never ends. */
  readonly stoodMs: number | null;
}

/**
 * The steps that a rollout took, and while it can still go on, the usual ones above: nobody has planned those, they
 * are only where one might go next.
 */
export function rolloutSteps(
  targets: readonly RolloutTarget[],
  standing: Standing,
  now: number,
): RolloutStep[] {
  const last = targets.at(-1);
  const taken = targets.map((target, index): RolloutStep => {
    const next = targets[index + 1];
    const goesOn = standing === 'rolling_out' || standing === 'halted';
    return {
      percent: target.rollout,
      state: target === last ? 'current' : 'passed',
      at: target.at,
      stoodMs: next ? next.at - target.at : goesOn ? Math.max(0, now - target.at) : null,
    };
  });
  if (standing !== 'rolling_out' && standing !== 'halted') return taken;
  const ahead = usualSteps
    .filter((percent) => percent > (last?.rollout ?? 0))
    .map((percent): RolloutStep => ({ percent, state: 'ahead', at: null, stoodMs: null }));
  return [...taken, ...ahead];
}

/** `stood 20h 0m`, `6h 32m so far`. */
export function stoodWords({ state, stoodMs }: RolloutStep): string | null {
  if (stoodMs === null) return null;
  const span = formatDuration(Math.floor(stoodMs / 1000) * 1000);
  return state === 'current' ? `${span} so far` : `stood ${span}`;
}

/**
 * How many known devices a percentage reaches, out of the numbers at whole percents; between two of them in
 * proportion.
 */
export function reachedAt(reached: readonly number[], percent: number): number {
  const low = reached[Math.floor(percent)] ?? 0;
  const high = reached[Math.ceil(percent)] ?? low;
  return Math.round(low + (high - low) * (percent - Math.floor(percent)));
}
