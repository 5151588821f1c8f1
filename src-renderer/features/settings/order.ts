import type { Tier } from '#shared/features/environment/model.ts';

interface Placed {
  readonly id: number;
  readonly tier: Tier;
}

/** The ids after one step up or down; null at the edge of its tier, because tiers stand in a fixed order. */
export function movedBy(list: readonly Placed[], id: number, by: 1 | -1): number[] | null {
  const from = list.findIndex((item) => item.id === id);
  const neighbour = list[from + by];
  return neighbour ? movedTo(list, id, neighbour.id) : null;
}

/** The ids with one moved to the place of another of the same tier; null when that would change nothing. */
export function movedTo(list: readonly Placed[], id: number, target: number): number[] | null {
  const from = list.findIndex((item) => item.id === id);
  const to = list.findIndex((item) => item.id === target);
  if (from < 0 || to < 0 || from === to || list[from]?.tier !== list[to]?.tier) return null;
  const ids = list.map((item) => item.id).filter((other) => other !== id);
  ids.splice(to, 0, id);
  return ids;
}
