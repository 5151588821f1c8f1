import type { Obstacle } from '#shared/features/environment/deploy.ts';
import type { Force, FrozenBy } from '#shared/features/environment/frozen.ts';

/** What stands in the way of a deployment, as its preview says. */
export interface InTheWay {
  readonly obstacles: readonly Obstacle[];
  readonly frozenBy: readonly FrozenBy[];
  /** Null when it can be done as it was asked for. */
  readonly refusal: string | null;
}

/** The checks together, because one `force` goes through all of them; each freeze by itself, by its name. */
export type Override = 'checks' | number;

/** What a record was not forced through before: it needs a tick now. */
export function openChecks({ obstacles }: Pick<InTheWay, 'obstacles'>): readonly Obstacle[] {
  return obstacles.filter(({ check, isForced }) => check !== 'frozen' && !isForced);
}

/** The freezes that need a tick. */
export function openFreezes({
  obstacles,
  frozenBy,
}: Pick<InTheWay, 'obstacles' | 'frozenBy'>): readonly FrozenBy[] {
  return obstacles.some(({ check, isForced }) => check === 'frozen' && isForced) ? [] : frozenBy;
}

/** Everything that a person must tick to go on. */
export function neededOverrides(way: Pick<InTheWay, 'obstacles' | 'frozenBy'>): Override[] {
  return [
    ...(openChecks(way).length > 0 ? ['checks' as const] : []),
    ...openFreezes(way).map(({ freezeId }) => freezeId),
  ];
}

/** How far the freezes are overridden, where that is begun and not done; else the word that it is needed. */
export function freezesBlock(needed: number, overridden: number): string {
  if (overridden === 0 || needed < 2) return 'Needs an override';
  return `${overridden} of ${needed} freezes ${overridden === 1 ? 'is' : 'are'} overridden`;
}

/** Why a plan cannot be confirmed yet; null when it can. Nothing is gone through that was not ticked by name. */
export function overridesBlock(plan: InTheWay | undefined, overrides: readonly Override[]): string | null {
  if (!plan) return 'Being checked';
  if (plan.obstacles.some(({ canBeForced }) => !canBeForced)) return 'Not possible like this';
  const freezes = openFreezes(plan);
  const ticked = freezes.filter(({ freezeId }) => overrides.includes(freezeId));
  if (ticked.length < freezes.length) return freezesBlock(freezes.length, ticked.length);
  if (neededOverrides(plan).some((needed) => !overrides.includes(needed))) return 'Needs an override';
  return plan.refusal === null ? null : 'Not possible like this';
}

/** The force of what was ticked; null unless everything that needs a tick has one. */
export function forceBy(
  way: InTheWay,
  overrides: readonly Override[],
  reason: string | null,
): (Force & { freezeIds: number[] }) | null {
  const needed = neededOverrides(way);
  if (needed.length === 0 || needed.some((one) => !overrides.includes(one))) return null;
  return { freezeIds: needed.filter((one) => typeof one === 'number'), reason };
}
