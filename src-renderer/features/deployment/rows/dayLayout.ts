import { utcDay } from '#shared/time.ts';

export interface DayCount {
  /** The index of a UTC day. */
  readonly day: number;
  readonly count: number;
}

/** Where every row of a long list stands, known from the counts of its days alone. */
export interface DayLayout {
  /** Newest first. */
  readonly days: readonly DayCount[];
  /** Whether each day has a slot of its own above its rows. */
  readonly headings: boolean;
  /** The first slot of each day. */
  readonly starts: readonly number[];
  /** How many rows stand above each day. */
  readonly rowsAbove: readonly number[];
  readonly slotCount: number;
  readonly rowCount: number;
}

export interface DayPlace {
  readonly index: number;
  readonly day: DayCount;
  /** The row's place in its day; -1 for the heading. */
  readonly offset: number;
  /** The row's place in the whole list. */
  readonly row: number;
}

export function layoutOfDays(days: readonly DayCount[], headings: boolean): DayLayout {
  const starts: number[] = [];
  const rowsAbove: number[] = [];
  let slots = 0;
  let rows = 0;
  for (const { count } of days) {
    starts.push(slots);
    rowsAbove.push(rows);
    slots += count + (headings ? 1 : 0);
    rows += count;
  }
  return { days, headings, starts, rowsAbove, slotCount: slots, rowCount: rows };
}

/** The last place whose value is not greater: both tables only grow. */
function lastAtMost(values: readonly number[], wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What stands in a slot: a day's heading or the n-th row of a day. */
export function placeOfSlot(layout: DayLayout, slot: number): DayPlace | null {
  if (slot < 0 || slot >= layout.slotCount) return null;
  const index = lastAtMost(layout.starts, slot);
  const day = layout.days[index];
  if (!day) return null;
  const offset = slot - (layout.starts[index] ?? 0) - (layout.headings ? 1 : 0);
  return { index, day, offset, row: (layout.rowsAbove[index] ?? 0) + offset };
}

/** The day and the place in it of the n-th row of the whole list. */
export function placeOfRow(layout: DayLayout, row: number): DayPlace | null {
  if (row < 0 || row >= layout.rowCount) return null;
  const index = lastAtMost(layout.rowsAbove, row);
  const day = layout.days[index];
  return day ? { index, day, offset: row - (layout.rowsAbove[index] ?? 0), row } : null;
}

/** The slot of the n-th row of the whole list. */
export function slotOfRow(layout: DayLayout, row: number): number | null {
  const place = placeOfRow(layout, row);
  if (!place) return null;
  return (layout.starts[place.index] ?? 0) + place.offset + (layout.headings ? 1 : 0);
}

export interface Shift {
  readonly slots: number;
  /** Of these the rows, without the headings of new days. */
  readonly rows: number;
}

/**
 * How far a slot's row has moved down from one layout to the next, when rows that came into its own day came on top.
 * A heading moves like the first row below it. Nothing moves when its day is gone.
 */
export function shiftOf(before: DayLayout, after: DayLayout, slot: number): Shift {
  const still = { slots: 0, rows: 0 };
  const place = placeOfSlot(before, slot);
  if (!place) return still;
  const index = after.days.findIndex(({ day }) => day === place.day.day);
  const day = after.days[index];
  if (!day) return still;
  const added = Math.max(0, day.count - place.day.count);
  return {
    slots: (after.starts[index] ?? 0) - (before.starts[place.index] ?? 0) + added,
    rows: (after.rowsAbove[index] ?? 0) - (before.rowsAbove[place.index] ?? 0) + added,
  };
}

/** The counts of the days of some rows, newest first, as the rows stand. */
export function daysOfRows(rows: readonly { readonly triggeredAt: number }[]): DayCount[] {
  const days: { day: number; count: number }[] = [];
  for (const { triggeredAt } of rows) {
    const day = utcDay(triggeredAt);
    const last = days.at(-1);
    if (last?.day === day) last.count += 1;
    else days.push({ day, count: 1 });
  }
  return days;
}
