import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import type { Zone } from '#shared/time.ts';
import { type SlotWindow, useSlotWindow } from '../useSlotWindow.ts';
import { LogRow } from './LogRow.tsx';
import type { OutputLine } from './lines.ts';
import classes from './OutputLog.module.css';
import { probeText, type useLogRows } from './useLogRows.ts';
import { rowStarts } from './wrap.ts';

/** The height of a row, in pixels; the style sheet holds the same number. */
export const ROW = 18;
/** More rows than fit into the view are drawn, never more than so many. */
const SPARE = 8;
/** How near the end still counts as reading along. */
const NEAR = 24;

/** How far the scroller was moved: back from the end, to the end, or neither. */
export type ScrollMove = 'back' | 'end' | null;

/**
 * The lines themselves: only the rows in view exist. Apart from what stands over them, because this is drawn anew with
 * every row that is scrolled.
 */
export function LogLines({
  label,
  lines,
  log,
  scroller,
  probe,
  windowRef,
  follow,
  zone,
  wanted,
  current,
  range,
  settled,
  onReach,
  onSize,
  onScrolled,
  onPick,
  onKeyDown,
}: {
  readonly label: string;
  readonly lines: readonly OutputLine[];
  readonly log: ReturnType<typeof useLogRows>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Measures a cell of the font. */
  readonly probe: RefObject<HTMLSpanElement | null>;
  /** What is in view, for whoever goes somewhere else. */
  readonly windowRef: RefObject<SlotWindow | null>;
  /** Keeps the end in view. */
  readonly follow: boolean;
  /** Null leaves the times out. */
  readonly zone: Zone | null;
  readonly wanted: string;
  readonly current: number | null;
  /** The marked lines, both ends included. */
  readonly range: readonly [number, number] | null;
  /** How many lines stand for good. */
  readonly settled: number;
  /** Whether lines are in view that do not. */
  readonly onReach: (isLive: boolean) => void;
  readonly onSize: (width: number, rows: number) => void;
  readonly onScrolled: (move: ScrollMove) => void;
  /** A line's number was pressed. */
  readonly onPick: (place: number, extend: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { view, rows, columns } = log;
  const total = rows.count();
  const slots = useSlotWindow(scroller, total, ROW);
  useLayoutEffect(() => {
    windowRef.current = slots;
  });
  useEffect(() => onSize(slots.width, slots.rows), [slots.width, slots.rows, onSize]);
  const isLive = total > 0 && view.lineAt(rows.at(slots.last).index) >= settled;
  useLayoutEffect(() => onReach(isLive), [isLive, onReach]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row more, or another height of the view, moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && follow) element.scrollTop = element.scrollHeight;
  }, [scroller, follow, total, slots.rows]);

  const lastTop = useRef(0);
  const onScroll = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement) => {
    // Only who scrolls back stops reading along: lines that come in do not.
    const isBack = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    const isEnd = scrollTop + clientHeight >= scrollHeight - NEAR;
    onScrolled(isEnd ? 'end' : isBack ? 'back' : null);
  };
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const gutter = event.target.closest<HTMLElement>('[data-place]');
    if (gutter) onPick(Number(gutter.dataset.place), event.shiftKey);
  };

  // A row that leaves the view becomes the one that comes into it: making nodes is what costs while scrolling.
  const pool = slots.rows + SPARE;
  const drawn: ReactNode[] = [];
  for (let row = slots.first; row <= slots.last; row += 1) {
    const { index, part } = rows.at(row);
    const number = view.lineAt(index);
    const line = lines[number];
    if (!line) continue;
    const starts = columns === null ? null : rowStarts(line.text, columns);
    drawn.push(
      <LogRow
        key={row % pool}
        line={line}
        text={starts ? line.text.slice(starts[part], starts[part + 1]) : line.text}
        number={part === 0 ? number + 1 : null}
        place={index}
        top={row * ROW}
        zone={zone}
        wanted={wanted}
        current={index === current}
        marked={range !== null && index >= range[0] && index <= range[1]}
      />,
    );
  }
  return (
    <div className={classes.frame}>
      <section
        ref={scroller}
        className={classes.scroll}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onScroll={({ currentTarget }) => onScroll(currentTarget)}
      >
        <span ref={probe} className={classes.probe} aria-hidden>
          {probeText}
        </span>
        <div className={classes.rows} style={{ height: total * ROW, minWidth: `${log.cells}ch` }}>
          {drawn}
        </div>
      </section>
    </div>
  );
}
