// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current row is the active descendant
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type DataGridColumn, MIN_COLUMN_WIDTH } from './columns.ts';
import classes from './DataGrid.module.css';
import type { DataGridSort } from './DataGridProps.ts';

interface GridHeadProps<Row> {
  readonly selectable: boolean;
  readonly columns: readonly DataGridColumn<Row>[];
  readonly sort: DataGridSort | undefined;
  readonly onSort: ((sort: DataGridSort) => void) | undefined;
  readonly onResize: (id: string, width: number) => void;
}

/** The head's row: a click sorts, the edge drags, Alt with the side arrows does the same from the keyboard. */
export function GridHead<Row>({ selectable, columns, sort, onSort, onResize }: GridHeadProps<Row>) {
  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      {selectable ? (
        <div role="columnheader" className={classes.headCell}>
          <span className={classes.said}>Select</span>
        </div>
      ) : (
        <div role="presentation" />
      )}
      {columns.map((column) => (
        <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} onResize={onResize} />
      ))}
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
  onResize,
}: Omit<GridHeadProps<Row>, 'columns' | 'selectable'> & { readonly column: DataGridColumn<Row> }) {
  const cell = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; width: number } | null>(null);
  const direction = sort?.id === column.id ? sort.direction : undefined;
  const sorts = column.sortable === true && onSort !== undefined;
  const resize = (width: number) => onResize(column.id, Math.max(MIN_COLUMN_WIDTH, Math.round(width)));

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    drag.current = { x: event.clientX, width: cell.current?.offsetWidth ?? 0 };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (drag.current) resize(drag.current.width + event.clientX - drag.current.x);
  };
  const onPointerEnd = () => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    event.stopPropagation();
    resize((cell.current?.offsetWidth ?? 0) + (event.key === 'ArrowRight' ? 8 : -8));
  };
  const onClick = () => {
    if (!sorts) return;
    const next = direction === undefined || direction === 'ascending' ? 'descending' : 'ascending';
    onSort({ id: column.id, direction: next });
  };
  const text = <span className={column.headerHidden ? classes.said : classes.headText}>{column.header}</span>;
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown;

  return (
    <div
      ref={cell}
      role="columnheader"
      className={classes.headCell}
      data-align={column.align}
      aria-sort={sorts ? (direction ?? 'none') : undefined}
    >
      {sorts ? (
        <button type="button" className={classes.headButton} onClick={onClick} onKeyDown={onKeyDown}>
          {text}
          {direction ? <Arrow size={12} stroke={1.75} aria-hidden /> : null}
        </button>
      ) : (
        text
      )}
      <span
        className={classes.handle}
        aria-hidden
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
      />
    </div>
  );
}
