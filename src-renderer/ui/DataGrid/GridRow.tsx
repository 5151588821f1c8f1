// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current row is the active descendant
import { memo } from 'react';
import type { DataGridColumn } from './columns.ts';
import classes from './DataGrid.module.css';
import type { DataGridSlot } from './slots.ts';

interface GridRowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly slot: DataGridSlot<Row> | undefined;
  readonly columns: readonly DataGridColumn<Row>[];
  readonly current: boolean;
  /** Null where rows cannot be selected. */
  readonly selected: boolean | null;
  readonly label: string;
}

function GridRowParts<Row>({ id, index, slot, columns, current, selected, label }: GridRowProps<Row>) {
  // The head is row 1 for a screen reader, so the first slot is row 2.
  const place = { id, 'aria-rowindex': index + 2, 'data-index': index };
  if (!slot) {
    return (
      <div {...place} role="row" className={classes.row} data-current={current || undefined} aria-busy>
        <div role="gridcell" className={classes.outline} aria-label="Loading" />
      </div>
    );
  }
  if (slot.kind === 'group') {
    return (
      <div {...place} role="row" className={classes.group}>
        <div role="gridcell" className={classes.groupCell} aria-colspan={columns.length + 1}>
          <span>{slot.label}</span>
          {slot.note ? <span className={classes.groupNote}>{slot.note}</span> : null}
        </div>
      </div>
    );
  }
  return (
    <div
      {...place}
      role="row"
      className={classes.row}
      aria-selected={selected ?? undefined}
      data-current={current || undefined}
      data-selected={selected || undefined}
    >
      {/* Drawn, not an input: the row itself says whether it is selected, and a row is as few nodes as it can be. */}
      {selected === null ? (
        <div role="presentation" />
      ) : (
        <div role="gridcell" className={classes.check} data-check aria-label={`Select ${label}`} />
      )}
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes.cell}
          data-align={column.align}
          data-tone={column.tone}
        >
          {column.render(slot.row)}
        </div>
      ))}
    </div>
  );
}

/** One slot: a row, a group heading, or the outline of a row to come. Drawn again only when its own facts change. */
export const GridRow = memo(GridRowParts) as typeof GridRowParts;
