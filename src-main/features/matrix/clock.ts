import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { ChangeKey, ChangeRow, OverlayChange } from '#shared/features/matrix/changes.ts';
import { deploymentKey, idBound, newestFirst } from '#shared/features/matrix/changes.ts';
import type { matrixContract } from '#shared/features/matrix/contract.ts';
import { firstIdAt, LAST_INSTANT } from '#shared/ids.ts';
import type { Ctx } from '../../context.ts';

type Contract = typeof matrixContract;

/** Changes after the instant that a page begins with, so that the way forward stays in view. */
const LATER_CHANGES_SHOWN = 20;
/** Changes are counted no further than this: "1,000 or more" is all that a reader needs. */
const COUNTED = 1000;

/** Behind everything there is. */
const END: ChangeKey = { at: LAST_INSTANT, kind: 'hold', id: Number.MAX_SAFE_INTEGER };

/** The cursor of a page that holds an instant with at most so many later changes above it. */
function cursorAround({ stores: { matrix } }: Ctx, at: number): ChangeKey {
  const later = [
    ...matrix.changeIdsAfter(at, LATER_CHANGES_SHOWN).map(deploymentKey),
    ...matrix.overlaysAfter(at, LATER_CHANGES_SHOWN),
  ].sort((a, b) => newestFirst(b, a));
  const first = later[Math.min(later.length, LATER_CHANGES_SHOWN) - 1];
  return first ? { ...first, id: first.id + 1 } : { ...END, at };
}

function overlayOf({ stores }: Ctx, { at, kind, id }: ChangeKey): OverlayChange | null {
  switch (kind) {
    case 'freezeBegin': {
      const began = stores.freeze.began(id, at);
      return began && { kind, id, ...began, occurredAt: at };
    }
    case 'freezeEnd': {
      const ended = stores.freeze.ended(id, at);
      return ended && { kind, id, ...ended, occurredAt: at };
    }
    case 'hold':
      return stores.steering.holdEntry(id);
    case 'deployment':
      return null;
  }
}

/**
 * A page of what moved deployments and of what froze and held places, newest first. Freezes and holds are looked for only
 * as far back as the page's deployments reach, so that however many recur, a page costs the same.
 */
export function listChanges(
  ctx: Ctx,
  { cursor, around, limit }: ParsedInputOf<Contract['changes']>,
): OutputOf<Contract['changes']> {
  const { matrix } = ctx.stores;
  const start = cursor ?? (around === null ? END : cursorAround(ctx, around));
  const below = Math.min(idBound('deployment', start), firstIdAt(start.at + 1));
  const deployments = new Map(matrix.changes(below, limit + 1).map((row) => [row.id, row]));
  const keys = [...deployments.keys()].map(deploymentKey);
  const reach = keys.length > limit ? (keys.at(-1)?.at ?? 0) : 0;
  const merged = [...keys, ...matrix.overlaysBefore(start, reach, limit + 1)].sort(newestFirst);
  const page = merged.slice(0, limit);
  const rows = page.map((key): ChangeRow | null | undefined =>
    key.kind === 'deployment' ? deployments.get(key.id) : overlayOf(ctx, key),
  );
  return {
    rows: rows.filter((row) => row !== null && row !== undefined),
    nextCursor: merged.length > limit ? (page.at(-1) ?? null) : null,
  };
}

/** The steps of the clock from an instant, null for now, and how much of history lies behind it. */
export function readClock(
  { stores: { matrix } }: Ctx,
  { at }: ParsedInputOf<Contract['clock']>,
): OutputOf<Contract['clock']> {
  const overlayBefore = (instant: number) =>
    matrix.overlaysBefore({ at: instant, kind: 'deployment', id: 0 }, 0, 1)[0]?.at ?? null;
  const overlayAfter = (instant: number) => matrix.overlaysAfter(instant, 1)[0]?.at ?? null;
  const last = latestOf(matrix.lastChange(), overlayBefore(LAST_INSTANT));
  const first = earliestOf(matrix.firstChange(), overlayAfter(-1));
  if (at === null) return { first, last, earlier: last, later: null, laterCount: 0 };
  const changes = matrix.changesAfter(at, COUNTED);
  return {
    first,
    last,
    earlier: latestOf(matrix.changeBefore(at), overlayBefore(at)),
    later: earliestOf(matrix.changeAfter(at), overlayAfter(at)),
    laterCount: changes + matrix.overlaysAfter(at, COUNTED - changes).length,
  };
}

const known = (instants: readonly (number | null)[]) => instants.filter((one) => one !== null);

function latestOf(...instants: readonly (number | null)[]): number | null {
  const found = known(instants);
  return found.length === 0 ? null : Math.max(...found);
}

function earliestOf(...instants: readonly (number | null)[]): number | null {
  const found = known(instants);
  return found.length === 0 ? null : Math.min(...found);
}
