import type { ChangeRow } from '#shared/features/matrix/changes.ts';
import { dayKey, type Zone } from '#shared/time.ts';

/** One line of the change list: the heading of a day, a change, or the way to changes that are not loaded. */
export type ChangeSlot =
  | { readonly kind: 'day'; readonly at: number }
  | {
      readonly kind: 'change';
      readonly change: ChangeRow;
      readonly later: boolean;
      readonly current: boolean;
    }
  | { readonly kind: 'more'; readonly way: 'earlier' | 'later' };

interface Listed {
  readonly rows: readonly ChangeRow[];
  /** There are changes after the first and before the last of the rows. */
  readonly goesOnLater: boolean;
  readonly goesOnEarlier: boolean;
  readonly at: number | null;
  readonly zone: Zone;
}

/** Lays changes out by day. The current one is the newest that the clock has passed; the present has none. */
export function changeSlots({ rows, goesOnLater, goesOnEarlier, at, zone }: Listed): ChangeSlot[] {
  const slots: ChangeSlot[] = [];
  if (goesOnLater) slots.push({ kind: 'more', way: 'later' });
  let day = '';
  let found = at === null;
  for (const change of rows) {
    const key = dayKey(change.occurredAt, zone);
    if (key !== day) slots.push({ kind: 'day', at: change.occurredAt });
    day = key;
    const later = at !== null && change.occurredAt > at;
    slots.push({ kind: 'change', change, later, current: !later && !found });
    if (!later) found = true;
  }
  if (goesOnEarlier) slots.push({ kind: 'more', way: 'earlier' });
  return slots;
}
