import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import type { DataGridSlot } from '../../../ui/DataGrid/slots.ts';

/** Rows that the list procedure gives at once. */
export const PAGE = 100;
/** So many pages are kept, whatever the length of the list. */
export const KEPT_PAGES = 20;

type RowSlot = DataGridSlot<DeploymentRow> & { readonly kind: 'row' };

export interface Page {
  readonly slots: readonly RowSlot[];
  /** Where the pages before and after this one begin; null at the ends. */
  readonly previousCursor: string | null;
  readonly nextCursor: string | null;
}

/** The pages in memory by their number: the ones longest out of view go first. */
export interface PageCache {
  get(number: number): Page | undefined;
  has(number: number): boolean;
  put(number: number, page: Page): void;
  drop(number: number): void;
  slots(): Iterable<RowSlot>;
  readonly size: number;
}

export function pageCache(kept = KEPT_PAGES): PageCache {
  const pages = new Map<number, Page>();
  return {
    get(number) {
      const page = pages.get(number);
      if (page) {
        // Said last is kept longest: a Map keeps the order of insertion.
        pages.delete(number);
        pages.set(number, page);
      }
      return page;
    },
    has: (number) => pages.has(number),
    put(number, page) {
      pages.delete(number);
      pages.set(number, page);
      for (const oldest of pages.keys()) {
        if (pages.size <= kept) break;
        pages.delete(oldest);
      }
    },
    drop: (number) => void pages.delete(number),
    *slots() {
      for (const page of pages.values()) yield* page.slots;
    },
    get size() {
      return pages.size;
    },
  };
}

/** A row's slot stays the same object while its facts do, so that the grid does not draw it again. */
export function slotMaker(known: Iterable<RowSlot> = []): (row: DeploymentRow) => RowSlot {
  const byId = new Map<number, RowSlot>();
  for (const slot of known) byId.set(slot.row.id, slot);
  return (row) => {
    const old = byId.get(row.id);
    return old && JSON.stringify(old.row) === JSON.stringify(row) ? old : { kind: 'row', row };
  };
}
