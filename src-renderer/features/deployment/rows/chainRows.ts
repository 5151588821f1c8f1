import { PAGE } from './pageCache.ts';
import { type Filled, fillPage, type ListQuery, type RowSource } from './source.ts';

/**
 * A list whose length nobody has counted: its pages are known one after the other, each by the cursor that the one
 * before it gave. The cursors stay when their rows go, so that going back costs one page.
 */
export interface Chain {
  /** Where each known page begins. */
  readonly starts: (string | null)[];
  /** How many rows the last known page has. */
  lastCount: number;
  /** `open`: there is more; `searched`: enough was looked at for one go; `ended`: that was all. */
  end: 'open' | 'searched' | 'ended';
}

export function startChain(): Chain {
  return { starts: [null], lastCount: 0, end: 'open' };
}

/** Known rows, and one page of outlines while there is more. */
export function chainSlots({ starts, lastCount, end }: Chain): number {
  const known = (starts.length - 1) * PAGE + lastCount;
  return end === 'open' ? (starts.length - 1) * PAGE + PAGE : known;
}

export function fetchChainPage(
  source: RowSource,
  query: ListQuery,
  { starts }: Chain,
  number: number,
): Promise<Filled> {
  return fillPage(source, query, starts[number] ?? null);
}

/** Learns from a page that has come: where the next one begins, or that there is none. */
export function noteChainPage(
  chain: Chain,
  number: number,
  { rows, nextCursor, partial }: Pick<Filled, 'rows' | 'nextCursor' | 'partial'>,
): void {
  if (number !== chain.starts.length - 1) return;
  if (nextCursor !== null && !partial) {
    chain.starts.push(nextCursor);
    chain.lastCount = 0;
    chain.end = 'open';
    return;
  }
  chain.lastCount = rows.length;
  chain.end = partial ? 'searched' : 'ended';
}
