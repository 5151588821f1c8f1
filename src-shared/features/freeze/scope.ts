import type { Tier } from '../environment/model.ts';
import type { FreezeScope } from './model.ts';

/** Where something would take effect. */
export interface Place {
  readonly projectId: number;
  readonly environmentId: number;
  readonly tier: Tier;
}

const fits = <T>(named: readonly T[] | null, one: T) => named === null || named.includes(one);

/** Whether a place is covered: its project, its environment and its tier all are. */
export function covers({ projects, environments, tiers }: FreezeScope, place: Place): boolean {
  return (
    fits(projects, place.projectId) && fits(environments, place.environmentId) && fits(tiers, place.tier)
  );
}
