// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current cell is the active descendant
import { memo, useState } from 'react';
import { useZone } from '../../ui/time.tsx';
import classes from './Matrix.module.css';
import { CellContent, cellSentence } from './MatrixCell.tsx';
import type { CellView, MatrixRow as Row } from './rows.ts';
import { driftStep } from './words.ts';

const versionOf = (view: CellView | undefined) => (view?.kind === 'runs' ? view.cell.version : null);

/** One project across the environments. Pointing at a cell marks the same version along the row. */
export const MatrixRow = memo(function MatrixRow({
  id,
  index,
  row,
  currentColumn,
  now,
  characters,
  dimSame,
}: {
  /** Cells are called `<id>-<row>-<column>`. */
  readonly id: string;
  readonly index: number;
  readonly row: Row;
  readonly currentColumn: number | null;
  readonly now: number;
  readonly characters: number;
  /** Cells that do not differ step back. */
  readonly dimSame: boolean;
}) {
  const zone = useZone();
  const [pointed, setPointed] = useState<number | null>(null);
  const marked = versionOf(row.cells[pointed ?? currentColumn ?? -1]);
  return (
    // biome-ignore lint/a11y/useKeyWithMouseEvents: the keyboard's current cell marks the same as the pointer does
    <div
      role="row"
      aria-rowindex={index + 3}
      className={classes.row}
      data-current={currentColumn !== null || undefined}
      onMouseOver={(event) => {
        const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
        setPointed(cell ? Number(cell.dataset.column) : null);
      }}
      onMouseLeave={() => setPointed(null)}
    >
      <div role="rowheader" aria-colindex={1} className={classes.project} title={row.project}>
        {row.project}
      </div>
      {row.cells.map((view, column) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell's identity is its column
          key={column}
          id={`${id}-${index}-${column}`}
          role="gridcell"
          aria-colindex={column + 2}
          className={classes.cell}
          title={cellSentence(view, zone)}
          data-row={index}
          data-column={column}
          data-drift={view.kind === 'runs' ? driftStep(view.cell.drift) : undefined}
          data-change={view.kind === 'diff' ? view.change : undefined}
          data-current={column === currentColumn || undefined}
          data-same={(marked !== null && versionOf(view) === marked) || undefined}
          data-dim={(dimSame && view.kind === 'runs' && !view.cell.drift) || undefined}
          aria-selected={column === currentColumn}
        >
          <CellContent view={view} now={now} characters={characters} />
        </div>
      ))}
    </div>
  );
});
