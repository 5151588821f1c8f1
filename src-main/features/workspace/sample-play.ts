import type { StepInput } from '#shared/features/deployment/parts.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import { workflows } from './sample-cast.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Chance that repeats: the same seed tells the same story (mulberry32). */
export function chanceOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (low: number, high: number) => Math.round(low + next() * (high - low)),
    happens: (share: number) => next() < share,
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    hex: (length: number) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
  };
}

export type Chance = ReturnType<typeof chanceOf>;

/** The next instant at which people deploy to production: a weekday between 7 and 16 UTC. */
export function inWorkingHours(at: number): number {
  for (let instant = at; ; instant += 30 * MINUTE) {
    const date = new Date(instant);
    const weekday = date.getUTCDay() % 6 !== 0;
    if (weekday && date.getUTCHours() >= 7 && date.getUTCHours() < 16) return instant;
  }
}

export interface Run {
  readonly steps: StepInput[];
  readonly finishedAt: number;
}

/** Plays a workflow from `startedAt`; it ends in the failed step, when there is one. */
export function play(chance: Chance, tier: Tier, startedAt: number, failedStep: string | null): Run {
  let at = startedAt;
  let over = false;
  const steps = workflows[tier].map(({ name, kind, seconds }): StepInput => {
    if (over) return { name, kind, status: 'skipped', startedAt: null, finishedAt: null, note: null };
    const begun = at;
    at += chance.between(seconds * 0.6, seconds * 1.7) * SECOND;
    over = name === failedStep;
    return {
      name,
      kind,
      status: over ? 'failed' : 'succeeded',
      startedAt: begun,
      finishedAt: at,
      note: null,
    };
  });
  return { steps, finishedAt: at };
}
