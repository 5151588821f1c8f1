import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { OutputLine } from './lines.ts';
import { type LogExtent, logHits, logView } from './view.ts';
import { logRows } from './wrap.ts';

/** Cells that stand beside a line's number: the mark of an error's line, and the time with it. */
const BESIDE = 6;
const TIME = 13;
const PROBE = 100;

/** The width of one cell of the scroller's font, in pixels. */
export function useCellWidth(probe: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(7);
  useLayoutEffect(() => {
    const measured = (probe.current?.offsetWidth ?? 0) / PROBE;
    if (measured > 0) setWidth(measured);
  }, [probe]);
  return width;
}

export const probeText = '0'.repeat(PROBE);

/**
 * What of the lines is shown, in which rows, and where a searched text stands. Everything is read once and read on as
 * lines come: the costs of a new line do not grow with those before it.
 */
export function useLogRows({
  lines,
  extent,
  part,
  wanted,
  wrap,
  times,
  width,
  cellWidth,
}: {
  readonly lines: readonly OutputLine[];
  readonly extent: LogExtent;
  readonly part: number | null;
  readonly wanted: string;
  readonly wrap: boolean;
  readonly times: boolean;
  readonly width: number;
  readonly cellWidth: number;
}) {
  const numberCells = Math.max(4, String(extent.count).length + 1);
  const besideCells = numberCells + BESIDE + (times ? TIME : 0);
  const columns = wrap ? Math.max(20, Math.floor(width / cellWidth) - besideCells) : null;
  const view = useMemo(() => logView(lines, part), [lines, part]);
  const hits = useMemo(() => logHits(view, wanted), [view, wanted]);
  const rows = useMemo(() => logRows(view, columns), [view, columns]);
  const same = view.read(extent);
  const size = view.size();
  hits.read(size, same);
  rows.read(size, same);
  return {
    view,
    size,
    rows,
    places: hits.places,
    /** How many there are, so that whoever looks at `places` sees that it grew. */
    hits: hits.places.length,
    columns,
    numberCells,
    /** How wide the longest line is with all that stands beside it, in cells. */
    cells: columns === null ? besideCells + view.longest() : 0,
  };
}
