import { useClipboard } from '@mantine/hooks';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { formatCount } from '../numbers.ts';
import { useZone } from '../time.tsx';
import { useSlotWindow } from '../useSlotWindow.ts';
import { LogRow } from './LogRow.tsx';
import { LogTools } from './LogTools.tsx';
import type { OutputLine } from './lines.ts';
import classes from './OutputLog.module.css';
import { saveText } from './saveText.ts';
import { probeText, useCellWidth, useLogRows } from './useLogRows.ts';
import { nextHit } from './view.ts';
import { rowStarts } from './wrap.ts';

/** The height of a row, in pixels; the style sheet holds the same number. */
const ROW = 18;
/** How near the end still counts as reading along. */
const NEAR = 24;

/** The lines that somebody marked to take along, both ends included. */
interface Marked {
  readonly anchor: number;
  readonly to: number;
}

/**
 * What programs wrote, in mono: only the rows in view exist, so a hundred thousand lines scroll as ten do. While
 * somebody reads the end, new lines keep it in view.
 */
export function OutputLog({
  label,
  lines,
  count = lines.length,
  fileName,
  part = null,
  sought = '',
  fill = false,
  scrollRef,
}: {
  readonly label: string;
  /** In order; it may be the same list that grows. */
  readonly lines: readonly OutputLine[];
  /** How many of them stand. */
  readonly count?: number;
  /** What it is called when it is saved. */
  readonly fileName: string;
  /** The one part that is read, as the step of a run; null for all. */
  readonly part?: number | null;
  /** A text to begin the search with. */
  readonly sought?: string;
  /** Takes all the height there is, instead of its own. */
  readonly fill?: boolean;
  readonly scrollRef?: RefObject<HTMLElement | null>;
}) {
  const own = useRef<HTMLElement>(null);
  const scroller = scrollRef ?? own;
  const probe = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const zone = useZone();
  const [follow, setFollow] = useState(sought === '');
  const [wrap, setWrap] = useState(false);
  const [times, setTimes] = useState(false);
  const [wanted, setWanted] = useState(sought);
  const [current, setCurrent] = useState<number | null>(null);
  const [marked, setMarked] = useState<Marked | null>(null);
  const deferred = useDeferredValue(wanted);
  const clipboard = useClipboard({ timeout: 1500 });
  const [width, setWidth] = useState(0);
  const cellWidth = useCellWidth(probe);
  const log = useLogRows({ lines, count, part, wanted: deferred, wrap, times, width, cellWidth });
  const { view, rows, places, hits } = log;
  const total = rows.count();
  const slots = useSlotWindow(scroller, total, ROW);
  if (slots.width !== width) setWidth(slots.width);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a row more, or another height of the view, moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && follow) element.scrollTop = element.scrollHeight;
  }, [scroller, follow, total, slots.rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part has other places
  useEffect(() => {
    setCurrent(null);
    setMarked(null);
  }, [part]);

  const show = (index: number) => {
    setFollow(false);
    setCurrent(index);
    slots.reveal(rows.rowOf(index), 'centre');
  };
  const goOn = (by: 1 | -1) => {
    const from = current ?? (by === 1 ? rows.at(slots.first).index - 1 : rows.at(slots.last).index + 1);
    const next = nextHit(places, from, by);
    if (next !== null) show(next);
  };
  // What was searched for from outside is shown once it has been read.
  const waits = useRef(sought !== '');
  useEffect(() => {
    if (!waits.current || hits === 0 || slots.rows === 0) return;
    waits.current = false;
    goOn(1);
  });

  const range = marked === null ? null : [marked.anchor, marked.to].sort((a, b) => a - b);
  const [from = 0, to = log.size - 1] = range ?? [];
  const taken = () => {
    const texts: string[] = [];
    for (let index = from; index <= to; index += 1) texts.push(lines[view.lineAt(index)]?.text ?? '');
    return texts;
  };
  const copy = () => clipboard.copy(taken().join('\n'));
  const toEnd = () => {
    setCurrent(null);
    setFollow(true);
  };
  const toStart = () => {
    setFollow(false);
    scroller.current?.scrollTo({ top: 0 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
      if (key === 'a') setMarked({ anchor: 0, to: log.size - 1 });
      else if (key === 'c' && marked !== null) copy();
      else return;
    } else if (key === 'G') toEnd();
    else if (key === 'g') toStart();
    else if (key === 'n' || key === 'N') goOn(key === 'n' ? 1 : -1);
    else if (key === '/') input.current?.focus();
    else if (key === 'f') setFollow(!follow);
    else if (key === 't') setTimes(!times);
    else if (key === 'w') setWrap(!wrap);
    else if (key === 'Escape' && marked !== null) setMarked(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const gutter = event.target.closest<HTMLElement>('[data-place]');
    if (!gutter) return;
    const index = Number(gutter.dataset.place);
    setFollow(false);
    setMarked(event.shiftKey && marked ? { ...marked, to: index } : { anchor: index, to: index });
  };
  const lastTop = useRef(0);
  const onScroll = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement) => {
    // Only who scrolls back stops reading along: lines that come in do not.
    const back = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    if (scrollTop + clientHeight >= scrollHeight - NEAR) {
      if (current === null) setFollow(true);
    } else if (back) setFollow(false);
  };

  const drawn: ReactNode[] = [];
  for (let row = slots.first; row <= slots.last; row += 1) {
    const { index, part: piece } = rows.at(row);
    const number = view.lineAt(index);
    const line = lines[number];
    if (!line) continue;
    const starts = log.columns === null ? null : rowStarts(line.text, log.columns);
    drawn.push(
      <LogRow
        key={row}
        line={line}
        text={starts ? line.text.slice(starts[piece], starts[piece + 1]) : line.text}
        number={piece === 0 ? number + 1 : null}
        place={index}
        top={row * ROW}
        zone={times ? zone : null}
        wanted={deferred}
        current={index === current}
        marked={range !== null && index >= from && index <= to}
      />,
    );
  }
  const chosen = range === null ? 0 : to - from + 1;
  return (
    <div
      className={classes.log}
      data-fill={fill || undefined}
      style={
        {
          '--rows-height': `${total * ROW + 2}px`,
          '--number-width': `${log.numberCells}ch`,
        } as Record<string, string>
      }
    >
      <LogTools
        search={{
          inputRef: input,
          wanted,
          onWanted: (text) => {
            setWanted(text);
            setCurrent(null);
          },
          hits,
          hit: current === null ? null : places.indexOf(current) + 1 || null,
          onNext: goOn,
          onLeave: () => scroller.current?.focus(),
        }}
        follow={{ on: follow, onChange: (on) => (on ? toEnd() : setFollow(false)) }}
        times={lines[0]?.at == null ? null : { on: times, onChange: setTimes }}
        wrap={{ on: wrap, onChange: setWrap }}
        copied={clipboard.copied}
        copyLabel={chosen === 0 ? 'Copy all lines' : `Copy ${formatCount(chosen)} lines`}
        onCopy={copy}
        onDownload={() => saveText(fileName, taken())}
      />
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
    </div>
  );
}
