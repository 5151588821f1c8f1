// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current cell is the active descendant
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useSlotWindow } from '../../ui/useSlotWindow.ts';
import { type CellMove, cellMove } from './cellKeys.ts';
import classes from './Matrix.module.css';
import { MatrixHead } from './MatrixHead.tsx';
import { MatrixRow } from './MatrixRow.tsx';
import type { MatrixView } from './rows.ts';

export const GRID_ID = 'matrix-grid';
const ROW_HEIGHT = 41;
const HEAD_HEIGHT = 54;
const PROJECT_WIDTH = 118;
/** A column must show `2026.11.18-2-rc1` whole; a comparison needs room for the word of the change as well. */
const CELL_WIDTH = 122;
const DIFF_WIDTH = 196;
/** A single column does not run over the whole page. */
const ONLY_WIDTH = 380;
/** One character of the 11.5 px mono, and what a cell keeps free around it. */
const CHARACTER = 6.93;
const CELL_PADDING = 10;

export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

/** Projects by environments, walked by cell. Of any number of rows only those in view exist. */
export function MatrixGrid({
  view,
  current,
  comparing,
  now,
  dimSame,
  late,
  corner,
  empty,
  onCurrent,
  onOpen,
  onPeek,
}: {
  readonly view: MatrixView;
  readonly current: GridPosition | null;
  readonly comparing: boolean;
  readonly now: number;
  readonly dimSame: boolean;
  /** What is shown is about to be replaced. */
  readonly late: boolean;
  readonly corner: ReactNode;
  readonly empty: ReactNode;
  readonly onCurrent: (position: GridPosition) => void;
  /** A key asks to go into the cell's timeline. */
  readonly onOpen: (position: GridPosition) => void;
  /** Shows or hides the timeline beside the grid; a pointer only shows it. */
  readonly onPeek: (position: GridPosition, how: 'key' | 'pointer') => void;
}) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, rows } = view;
  const window = useSlotWindow(scroller, rows.length, ROW_HEIGHT, HEAD_HEIGHT);
  const least = comparing ? DIFF_WIDTH : CELL_WIDTH;
  const share = (window.width - PROJECT_WIDTH) / Math.max(1, columns.length);
  const columnWidth = Math.min(
    Math.max(least, share),
    columns.length === 1 ? ONLY_WIDTH : Number.POSITIVE_INFINITY,
  );
  const characters = Math.floor((columnWidth - CELL_PADDING) / CHARACTER);

  const { reveal } = window;
  const currentRow = current?.row;
  const currentColumn = current?.column;
  useEffect(() => {
    const element = scroller.current;
    if (currentRow === undefined || currentColumn === undefined || !element || window.width === 0) return;
    reveal(currentRow);
    const left = currentColumn * columnWidth;
    const room = element.clientWidth - PROJECT_WIDTH;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (left + columnWidth > element.scrollLeft + room) element.scrollLeft = left + columnWidth - room;
  }, [currentRow, currentColumn, columnWidth, window.width, reveal]);

  const target = (move: CellMove): GridPosition => {
    const from = current ?? { row: window.first, column: 0 };
    const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
    switch (move.kind) {
      case 'row':
        return current ? { ...from, row: clamp(from.row + move.by, rows.length) } : from;
      case 'column':
        return current ? { ...from, column: clamp(from.column + move.by, columns.length) } : from;
      case 'page': {
        const page = Math.max(1, window.rows - 1);
        return { ...from, row: clamp(from.row + move.by * page, rows.length) };
      }
      case 'rowEdge':
        return { ...from, column: move.end ? columns.length - 1 : 0 };
      case 'gridEdge':
        return move.end ? { row: rows.length - 1, column: columns.length - 1 } : { row: 0, column: 0 };
      case 'open':
      case 'peek':
        return from;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || rows.length === 0 || columns.length === 0) return;
    const move = cellMove(event);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const position = target(move);
    if (move.kind === 'open') onOpen(position);
    else if (move.kind === 'peek') onPeek(position, 'key');
    else onCurrent(position);
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    if (cell) onPeek({ row: Number(cell.dataset.row), column: Number(cell.dataset.column) }, 'pointer');
  };

  const drawn: ReactNode[] = [];
  for (let index = window.first; index <= window.last; index += 1) {
    const row = rows[index];
    if (!row) continue;
    drawn.push(
      <MatrixRow
        key={row.projectId}
        id={id}
        index={index}
        row={row}
        currentColumn={current?.row === index ? current.column : null}
        now={now}
        characters={characters}
        dimSame={dimSame}
      />,
    );
  }
  const currentIsDrawn = current !== null && current.row >= window.first && current.row <= window.last;
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        id={GRID_ID}
        role="grid"
        className={classes.scroller}
        tabIndex={0}
        aria-label="Versions by component and environment"
        aria-rowcount={rows.length + 2}
        aria-colcount={columns.length + 1}
        aria-readonly
        aria-busy={late || undefined}
        aria-activedescendant={currentIsDrawn ? `${id}-${current.row}-${current.column}` : undefined}
        data-late={late || undefined}
        style={
          {
            '--matrix-columns': `${PROJECT_WIDTH}px repeat(${columns.length}, minmax(${least}px, ${columns.length === 1 ? `${ONLY_WIDTH}px` : '1fr'}))`,
            '--matrix-width': `${PROJECT_WIDTH + columns.length * least}px`,
          } as object
        }
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <MatrixHead columns={columns} corner={corner} />
        <div role="rowgroup" className={classes.sizer} style={{ height: rows.length * ROW_HEIGHT }}>
          <div role="presentation" className={classes.window} style={{ top: window.first * ROW_HEIGHT }}>
            {drawn}
          </div>
        </div>
      </div>
      {rows.length === 0 ? <div className={classes.empty}>{empty}</div> : null}
    </div>
  );
}
