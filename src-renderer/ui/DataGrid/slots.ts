export type RowKey = string | number;

/** What stands in one slot; `undefined` is a slot whose row has not come yet. */
export type DataGridSlot<Row> =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'group'; readonly label: string; readonly note?: string };

export type SlotAt<Row> = (index: number) => DataGridSlot<Row> | undefined;

/** The next slot in a direction that is not a group heading; headings cannot be the current row. */
export function nearestRow<Row>(
  slotAt: SlotAt<Row>,
  slotCount: number,
  wanted: number,
  step: 1 | -1,
): number | null {
  const start = Math.min(Math.max(wanted, 0), slotCount - 1);
  for (let index = start; index >= 0 && index < slotCount; index += step) {
    if (slotAt(index)?.kind !== 'group') return index;
  }
  for (let index = start; index >= 0 && index < slotCount; index -= step) {
    if (slotAt(index)?.kind !== 'group') return index;
  }
  return null;
}

/** The keys of the loaded rows between two slots, added to what was selected before the range began. */
export function selectRange<Row>(
  slotAt: SlotAt<Row>,
  rowKey: (row: Row) => RowKey,
  base: ReadonlySet<RowKey>,
  from: number,
  to: number,
): ReadonlySet<RowKey> {
  const keys = new Set(base);
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const slot = slotAt(index);
    if (slot?.kind === 'row') keys.add(rowKey(slot.row));
  }
  return keys;
}

/** The selection with one key turned over. */
export function toggleKey(selected: ReadonlySet<RowKey>, key: RowKey): ReadonlySet<RowKey> {
  const keys = new Set(selected);
  if (!keys.delete(key)) keys.add(key);
  return keys;
}
