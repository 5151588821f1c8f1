import type { ReactNode } from 'react';

/** One column of a DataGrid. Give `width` for what has a fixed measure and `grow` for what takes the rest. */
export interface DataGridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Pixels. Without it the column is as wide as `minWidth`. */
  readonly width?: number;
  /** Its share of the room that is left over. */
  readonly grow?: number;
  readonly minWidth?: number;
  readonly align?: 'left' | 'right';
  /** How the cell's plain text is said; it spares a wrapper in every row. */
  readonly tone?: 'strong' | 'dim';
  /** When room is short the highest number goes first; without one the column never goes. */
  readonly priority?: number;
  readonly sortable?: boolean;
  /** False keeps the column out of reach of the column menu's checkbox. */
  readonly hideable?: boolean;
  /** True leaves the head empty for the eye; screen readers and the column menu still get the name. */
  readonly headerHidden?: boolean;
  readonly render: (row: Row) => ReactNode;
}

/** What a person changed about the columns: plain data, kept by the caller. */
export interface DataGridColumnState {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

export const untouchedColumns: DataGridColumnState = { order: [], hidden: [], widths: {} };

export const SLOT_HEIGHT = 32;
export const HEAD_HEIGHT = 28;
export const MIN_COLUMN_WIDTH = 32;
const LEADING = 14;
const GAP = 8;
const PADDING = 22;

export interface ColumnLayout<Row> {
  readonly visible: readonly DataGridColumn<Row>[];
  /** The columns that fell out because the grid is too narrow, for the column menu to say so. */
  readonly dropped: readonly string[];
  /** The value of `grid-template-columns`, leading checkbox included. */
  readonly template: string;
  readonly minWidth: number;
}

/** The columns in the person's order; a column that the order does not know keeps its declared neighbourhood. */
export function orderColumns<Row>(
  columns: readonly DataGridColumn<Row>[],
  order: readonly string[],
): DataGridColumn<Row>[] {
  if (order.length === 0) return [...columns];
  const place = new Map(order.map((id, index) => [id, index]));
  let last = -1;
  const ranked = columns.map((column) => {
    last = place.get(column.id) ?? last + 0.5;
    return { column, rank: last };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ column }) => column);
}

/** Decides which columns stand in a width, and how wide: hidden ones out, then the least important ones. */
export function layoutColumns<Row>(
  columns: readonly DataGridColumn<Row>[],
  state: DataGridColumnState,
  available: number,
): ColumnLayout<Row> {
  const hidden = new Set(state.hidden);
  const visible = orderColumns(columns, state.order).filter((column) => !hidden.has(column.id));
  const dropped: string[] = [];
  while (available > 0 && minimum(visible, state) > available) {
    let least = -1;
    visible.forEach((column, index) => {
      const best = visible[least]?.priority ?? 0;
      if (column.priority !== undefined && column.priority >= best) least = index;
    });
    if (least < 0) break;
    for (const column of visible.splice(least, 1)) dropped.push(column.id);
  }
  const anyGrows = visible.some(
    (column) => column.grow !== undefined && state.widths[column.id] === undefined,
  );
  const tracks = visible.map((column) => {
    const width = widthOf(column, state);
    if (state.widths[column.id] !== undefined) return `${width}px`;
    // With nothing declared to grow, all share the rest in proportion, so that rows still end at the edge.
    const share = anyGrows ? column.grow : width;
    // Times a hundred, because shares that sum up to less than 1fr would leave room over.
    return share === undefined ? `${width}px` : `minmax(${width}px, ${share * 100}fr)`;
  });
  return {
    visible,
    dropped,
    template: [`${LEADING}px`, ...tracks].join(' '),
    minWidth: minimum(visible, state),
  };
}

function widthOf<Row>(column: DataGridColumn<Row>, state: DataGridColumnState): number {
  return state.widths[column.id] ?? column.width ?? column.minWidth ?? 80;
}

function minimum<Row>(visible: readonly DataGridColumn<Row>[], state: DataGridColumnState): number {
  return visible.reduce((sum, column) => sum + widthOf(column, state) + GAP, LEADING + PADDING);
}
