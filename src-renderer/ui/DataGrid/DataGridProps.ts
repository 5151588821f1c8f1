import type { ReactNode, RefObject } from 'react';
import type { DataGridColumn, DataGridColumnState } from './columns.ts';
import type { RowKey, SlotAt } from './slots.ts';

export interface DataGridSort {
  readonly id: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DataGridProps<Row> {
  /** What the grid holds, for screen readers: "Deployments". */
  readonly label: string;
  readonly columns: readonly DataGridColumn<Row>[];
  readonly slotCount: number;
  /** Must be cheap and give the same object while the slot is unchanged. */
  readonly slotAt: SlotAt<Row>;
  readonly rowKey: (row: Row) => RowKey;
  /** How a row is called in "Select …"; its key when left out. */
  readonly rowLabel?: (row: Row) => string;
  /** The slots in view, both ends included; keep the function stable. */
  readonly onVisible: (first: number, last: number) => void;
  readonly current: number | null;
  readonly onCurrent: (index: number) => void;
  readonly selected?: ReadonlySet<RowKey>;
  /**
   * The whole new selection. `range` gives the slots of an extension, for rows that are not loaded yet. Without it
   * nothing can be selected, and no row has a checkbox.
   */
  readonly onSelect?: (
    keys: ReadonlySet<RowKey>,
    how: { readonly range?: { readonly from: number; readonly to: number } },
  ) => void;
  readonly onOpen: (row: Row) => void;
  /** A click shows, the space bar shows or hides: `how` says which it was. */
  readonly onPeek: (row: Row, how: 'key' | 'pointer') => void;
  readonly onContextMenu?: (row: Row, at: { readonly x: number; readonly y: number }) => void;
  readonly sort?: DataGridSort;
  readonly onSort?: (sort: DataGridSort) => void;
  /** The group of the topmost row in view, kept under the head while its own heading is scrolled away. */
  readonly stickyGroup?: string;
  readonly columnState?: DataGridColumnState;
  readonly onColumnState?: (state: DataGridColumnState) => void;
  /** Room below the last row for what floats over the grid's lower edge. */
  readonly bottomInset?: number;
  readonly footer?: ReactNode;
  readonly emptyState: ReactNode;
  /** The part that scrolls and has the focus, for whoever must move either. */
  readonly scrollRef?: RefObject<HTMLDivElement | null>;
}
