import type { AppError } from '#shared/errors.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { type Chain, chainSlots, fetchChainPage, noteChainPage, startChain } from './chainRows.ts';
import { type DayLayout, daysOfRows, layoutOfDays, placeOfSlot, shiftOf } from './dayLayout.ts';
import { fetchDayPage, pagesOfSlots, type RowsSlot } from './dayRows.ts';
import { PAGE, type Page, type PageCache, pageCache, slotMaker } from './pageCache.ts';
import {
  type Filled,
  fillPage,
  isSummable,
  type ListPage,
  type ListQuery,
  type RowSource,
} from './source.ts';

/** Slots fetched beyond the view, so that the arrows meet rows and not outlines. */
const AHEAD = 30;
/** How often "Search further" asks on before it stops again. */
const FURTHER_ROUNDS = 20;

export interface RowsSnapshot {
  readonly version: number;
  readonly slotCount: number;
  /** The first page has come; until then an empty list says nothing. */
  readonly ready: boolean;
  /** Rows that came above what is in view. */
  readonly fresh: number;
  /** The rows end because enough was looked at; `searchFurther` goes on. */
  readonly searchedPart: boolean;
  /** By how many slots the rows in view moved down with this version, for the scroll position to follow. */
  readonly shift: number;
  readonly error: AppError | null;
}

/** A list of any length of which only the pages around the view are in memory. */
export interface PagedRows {
  snapshot(): RowsSnapshot;
  subscribe(listener: () => void): () => void;
  slotAt(index: number): RowsSlot<DeploymentRow> | undefined;
  /** The UTC day that a slot belongs to, whether its row is there or not; null in an order that has no days. */
  dayAt(index: number): number | null;
  /** Says which slots are in view; what they need is fetched, one page at a time. */
  see(first: number, last: number): void;
  /** The head of the list as it is now: the first one fills the list, later ones refresh it in place. */
  take(head: ListPage): void;
  searchFurther(): void;
  /** Takes what came above into view: the list begins again at its top. */
  toTop(): void;
  /** How many pages are in memory. */
  pagesKept(): number;
}

type Shape =
  | { readonly kind: 'days'; readonly layout: DayLayout }
  | { readonly kind: 'chain'; readonly chain: Chain };

export function createPagedRows(source: RowSource, query: ListQuery, headings: boolean): PagedRows {
  const listeners = new Set<() => void>();
  let shape: Shape = { kind: 'chain', chain: startChain() };
  let pages: PageCache = pageCache();
  let head: ListPage | null = null;
  let view = { first: 0, last: 0 };
  let generation = 0;
  let fetching = false;
  let refreshing = false;
  let taken: ListPage | null = null;
  let snapshot: RowsSnapshot = {
    version: 0,
    slotCount: 0,
    ready: false,
    fresh: 0,
    searchedPart: false,
    shift: 0,
    error: null,
  };

  const slotCountOf = (of: Shape) => (of.kind === 'days' ? of.layout.slotCount : chainSlots(of.chain));
  const publish = (changes: Partial<RowsSnapshot> = {}) => {
    snapshot = {
      ...snapshot,
      shift: 0,
      ...changes,
      version: snapshot.version + 1,
      slotCount: slotCountOf(shape),
      searchedPart: shape.kind === 'chain' && shape.chain.end === 'searched',
    };
    for (const listener of listeners) listener();
  };
  const toPage = ({ rows, previousCursor, nextCursor }: Filled | ListPage, known: PageCache): Page => ({
    slots: rows.map(slotMaker(known.slots())),
    previousCursor,
    nextCursor,
  });
  const needed = (of: Shape, first: number, last: number): number[] => {
    if (of.kind === 'days') return pagesOfSlots(of.layout, first, last);
    const end = Math.min(last, slotCountOf(of) - 1);
    const start = Math.floor(Math.max(0, first) / PAGE);
    return Array.from(
      { length: Math.max(0, Math.floor(end / PAGE) - start + 1) },
      (_, index) => start + index,
    );
  };
  const fetchPage = (of: Shape, kept: PageCache, number: number) =>
    of.kind === 'days'
      ? fetchDayPage(source, query, of.layout, kept, number)
      : fetchChainPage(source, query, of.chain, number);

  /** Fetches what the view needs, the page in view first, until nothing is missing. A refresh goes first. */
  async function fetchMissing(): Promise<void> {
    if (fetching || refreshing) return;
    fetching = true;
    while (!refreshing) {
      const visible = needed(shape, view.first, view.last);
      const around = needed(shape, view.first - AHEAD, view.last + AHEAD);
      const number = [...visible, ...around].find((candidate) => !pages.has(candidate));
      if (number === undefined) break;
      const mine = generation;
      try {
        const filled = await fetchPage(shape, pages, number);
        if (mine !== generation) continue;
        if (shape.kind === 'chain') noteChainPage(shape.chain, number, filled);
        pages.put(number, toPage(filled, pages));
        publish({ error: null });
      } catch (error) {
        // What a refresh has overtaken is asked for again, and its end says nothing.
        if (mine !== generation) continue;
        publish({ error: error as AppError });
        break;
      }
    }
    fetching = false;
  }

  const adopt = (next: Shape, kept: PageCache, changes: Partial<RowsSnapshot> = {}) => {
    generation += 1;
    shape = next;
    pages = kept;
    publish({ ready: true, error: null, ...changes });
  };

  const pagesFrom = (first: ListPage, known: PageCache): PageCache => {
    const kept = pageCache();
    kept.put(0, toPage(first, known));
    return kept;
  };

  function chainFrom(first: ListPage): void {
    const chain = startChain();
    const kept = pagesFrom(first, pages);
    noteChainPage(chain, 0, { ...first, partial: first.nextCursor !== null && first.rows.length < PAGE });
    // A first page that ended early is filled before its end is told.
    if (chain.end === 'searched') {
      kept.drop(0);
      chain.end = 'open';
    }
    adopt({ kind: 'chain', chain }, kept, { fresh: 0 });
  }

  async function daysFrom(first: ListPage): Promise<void> {
    const whole = first.nextCursor === null;
    const own = daysOfRows(first.rows);
    const before = shape.kind === 'days' ? shape.layout : null;
    if (!before) {
      // Until the counts of all days have come the first page shows its own; they begin alike, so nothing jumps.
      const last = own.at(-1);
      const guess = whole || !last ? own : [...own.slice(0, -1), { ...last, count: last.count + PAGE }];
      shape = { kind: 'days', layout: layoutOfDays(guess, headings) };
      pages = pagesFrom(first, pages);
      publish({ ready: true, error: null });
      if (whole) return;
    }
    const days = whole ? own : await source.days({ filter: query.filter });
    if (days === null) return chainFrom(first);
    const layout = layoutOfDays(days, headings);
    const shift = before ? shiftOf(before, layout, view.first) : { slots: 0, rows: 0 };
    const kept = pagesFrom(first, pages);
    const next: Shape = { kind: 'days', layout };
    for (const number of needed(next, view.first + shift.slots, view.last + shift.slots)) {
      if (kept.has(number)) continue;
      const filled = await fetchDayPage(source, query, layout, kept, number);
      kept.put(number, toPage(filled, pages));
    }
    const above = Math.max(0, shift.slots);
    view = { first: view.first + above, last: view.last + above };
    adopt(next, kept, {
      shift: above,
      fresh: snapshot.fresh + (above > 0 ? Math.max(0, shift.rows) : 0),
    });
  }

  /** A list without a layout keeps its beginning: rows that came above are only counted. */
  function refreshChain(chain: Chain, first: ListPage): void {
    const old = pages.get(0)?.slots[0]?.row.id;
    const boundary = chain.starts[1];
    const at = first.rows.findIndex(({ id }) => id === old);
    const above = old === undefined || at === 0 ? 0 : at < 0 ? PAGE : at;
    const near = boundary === first.nextCursor || view.first < 2 * PAGE;
    if (boundary === undefined || (above === 0 && near)) {
      chainFrom(first);
      return;
    }
    const held = pages.get(0);
    const kept = pageCache();
    const fresh = slotMaker(pages.slots());
    const byId = new Map(first.rows.map((row) => [row.id, row]));
    if (held) kept.put(0, { ...held, slots: held.slots.map(({ row }) => fresh(byId.get(row.id) ?? row)) });
    adopt({ kind: 'chain', chain }, kept, { fresh: above });
  }

  async function refresh(first: ListPage): Promise<void> {
    generation += 1;
    if (isSummable(query)) return daysFrom(first);
    if (shape.kind === 'chain' && snapshot.ready) refreshChain(shape.chain, first);
    else chainFrom(first);
  }

  /** One refresh after the other, always with the newest head: a burst of changes cannot starve the list. */
  async function refreshAll(): Promise<void> {
    if (refreshing) return;
    refreshing = true;
    try {
      while (head !== null && head !== taken) {
        taken = head;
        await refresh(head);
      }
    } catch (error) {
      publish({ error: error as AppError });
    } finally {
      refreshing = false;
      void fetchMissing();
    }
  }

  async function goFurther(chain: Chain): Promise<void> {
    const number = chain.starts.length - 1;
    const page = pages.get(number);
    const mine = generation;
    const have = page?.slots.map(({ row }) => row) ?? [];
    const from = page?.nextCursor ?? chain.starts[number] ?? null;
    try {
      const filled = await fillPage(source, query, from, have, FURTHER_ROUNDS);
      if (mine !== generation) return;
      noteChainPage(chain, number, filled);
      pages.put(number, { ...toPage(filled, pages), previousCursor: page?.previousCursor ?? null });
      publish({ error: null });
      void fetchMissing();
    } catch (error) {
      if (mine === generation) publish({ error: error as AppError });
    }
  }

  return {
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    slotAt(index) {
      if (shape.kind === 'chain') return pages.get(Math.floor(index / PAGE))?.slots[index % PAGE];
      const place = placeOfSlot(shape.layout, index);
      if (!place) return undefined;
      if (place.offset < 0) return { kind: 'day', day: place.day };
      return pages.get(Math.floor(place.row / PAGE))?.slots[place.row % PAGE];
    },
    dayAt: (index) => (shape.kind === 'days' ? (placeOfSlot(shape.layout, index)?.day.day ?? null) : null),
    see(first, last) {
      view = { first, last };
      if (first === 0 && snapshot.fresh > 0 && shape.kind === 'days') publish({ fresh: 0 });
      void fetchMissing();
    },
    take(first) {
      head = first;
      void refreshAll();
    },
    searchFurther() {
      if (shape.kind === 'chain') void goFurther(shape.chain);
    },
    toTop() {
      if (shape.kind === 'chain' && head) chainFrom(head);
      else publish({ fresh: 0 });
      void fetchMissing();
    },
    pagesKept: () => pages.size,
  };
}
