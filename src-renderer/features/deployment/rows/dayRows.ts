import type { DataGridSlot } from '../../../ui/DataGrid/slots.ts';
import { type DayCount, type DayLayout, placeOfRow, placeOfSlot } from './dayLayout.ts';
import { PAGE, type PageCache } from './pageCache.ts';
import { type Filled, fillPage, type ListQuery, type RowSource } from './source.ts';

/** What stands in a slot before the present has given a day its name. */
export type RowsSlot<Row> =
  | Extract<DataGridSlot<Row>, { kind: 'row' }>
  | { readonly kind: 'day'; readonly day: DayCount };

/** The pages that the slots between two need. */
export function pagesOfSlots(layout: DayLayout, first: number, last: number): number[] {
  const from = placeOfSlot(layout, Math.max(0, first));
  const to = placeOfSlot(layout, Math.min(layout.slotCount - 1, last));
  if (!from || !to) return [];
  const start = Math.floor(Math.max(0, from.row) / PAGE);
  const end = Math.floor(Math.max(0, to.row) / PAGE);
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

/**
 * Fetches a page of a list whose layout is known, wherever it stands: on from a neighbour that is there, else through
 * the place of its first row in its day, so that no row between here and there is fetched.
 */
export async function fetchDayPage(
  source: RowSource,
  query: ListQuery,
  layout: DayLayout,
  pages: PageCache,
  number: number,
): Promise<Filled> {
  if (number === 0) return fillPage(source, query, null);
  const above = pages.get(number - 1);
  if (above?.slots.length === PAGE && above.nextCursor !== null) {
    return fillPage(source, query, above.nextCursor);
  }
  const below = pages.get(number + 1);
  if (below?.previousCursor) {
    const page = await source.list({ ...query, cursor: below.previousCursor, side: 'before', limit: PAGE });
    if (page.rows.length === PAGE) return { ...page, partial: false };
  }
  const nothing: Filled = { rows: [], previousCursor: null, nextCursor: null, partial: false };
  const place = placeOfRow(layout, number * PAGE);
  if (!place) return nothing;
  const { cursor } = await source.locate({
    filter: query.filter,
    day: place.day.day,
    offset: place.offset,
  });
  return cursor === null ? nothing : fillPage(source, query, cursor);
}
