import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import { isSameRange } from '#shared/features/codepush/range.ts';
import { standingOf } from '../standing.ts';

export type CountedRelease = ReleaseRow & { readonly counters: PlaceCounters };

export interface RangeRow {
  readonly range: string;
  /** The newest release for the range. */
  readonly newest: CountedRelease;
  /** What the devices get that the newest is not, or not yet, for; null when there is nothing else. */
  readonly others: CountedRelease | null;
}

/**
 * The newest release of every range of binaries, the newest range first: releases of older ranges stay live after a
 * newer one (spec/mobile 4.1). `newestFirst` as the history gives it; two spellings of one range are one.
 */
export function rangeRows(newestFirst: readonly CountedRelease[]): RangeRow[] {
  const rows: { range: string; newest: CountedRelease; others: CountedRelease | null }[] = [];
  for (const release of newestFirst) {
    const row = rows.find(({ range }) => isSameRange(range, release.targetBinaryRange));
    if (!row) rows.push({ range: release.targetBinaryRange, newest: release, others: null });
    else if (row.others === null && standingOf(row.newest) !== 'complete') {
      if (standingOf(release) === 'complete') row.others = release;
    }
  }
  return rows;
}
