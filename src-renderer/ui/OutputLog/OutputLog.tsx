import { useClipboard } from '@mantine/hooks';
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from 'react';
import { formatCount } from '../numbers.ts';
import { useZone } from '../time.tsx';
import type { SlotWindow } from '../useSlotWindow.ts';
import { LogLines, ROW, type ScrollMove } from './LogLines.tsx';
import { LogTools } from './LogTools.tsx';
import type { OutputLine } from './lines.ts';
import { type LiveEnd, standingLines, useLiveHold } from './live.ts';
import classes from './OutputLog.module.css';
import { StandsStill } from './StandsStill.tsx';
import { saveText } from './saveText.ts';
import { useCellWidth, useLogRows } from './useLogRows.ts';
import { nextHit } from './view.ts';

/** The lines that somebody marked to take along, both ends included. */
interface Marked {
  readonly anchor: number;
  readonly to: number;
}

/**
 * What programs wrote, in mono: a hundred thousand lines scroll as ten do. While somebody reads the end, new lines keep
 * it in view.
 */
export function OutputLog({
  label,
  lines,
  count = lines.length,
  live = standingLines,
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
  /** Which of them are replaced as they are written on; none, unless it is said. */
  readonly live?: LiveEnd;
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
  const inView = useRef<SlotWindow>(null);
  const zone = useZone();
  const [follow, setFollow] = useState(sought === '');
  const [wrap, setWrap] = useState(false);
  const [times, setTimes] = useState(false);
  const [wanted, setWanted] = useState(sought);
  const [current, setCurrent] = useState<number | null>(null);
  const [marked, setMarked] = useState<Marked | null>(null);
  const deferred = useDeferredValue(wanted);
  const clipboard = useClipboard({ timeout: 1500 });
  const [size, setSize] = useState({ width: 0, rows: 0 });
  const onSize = useCallback((width: number, rows: number) => setSize({ width, rows }), []);
  const cellWidth = useCellWidth(probe);
  const log = useLogRows({
    lines,
    extent: { count, settled: live.settled, turn: live.turn },
    part,
    wanted: deferred,
    wrap,
    times,
    width: size.width,
    cellWidth,
  });
  const { view, rows, places, hits } = log;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another part has other places
  useEffect(() => {
    setCurrent(null);
    setMarked(null);
  }, [part]);

  const goOn = (by: 1 | -1) => {
    const slots = inView.current;
    if (!slots) return;
    const from = current ?? (by === 1 ? rows.at(slots.first).index - 1 : rows.at(slots.last).index + 1);
    const next = nextHit(places, from, by);
    if (next === null) return;
    setFollow(false);
    setCurrent(next);
    slots.reveal(rows.rowOf(next), 'centre');
  };
  // What was searched for from outside is shown once it has been read.
  const waits = useRef(sought !== '');
  useEffect(() => {
    if (!waits.current || hits === 0 || size.rows === 0) return;
    waits.current = false;
    goOn(1);
  });

  const range: readonly [number, number] | null = marked && [
    Math.min(marked.anchor, marked.to),
    Math.max(marked.anchor, marked.to),
  ];
  const taken = () => {
    const [from, to] = range ?? [0, log.size - 1];
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
  const onScrolled = (move: ScrollMove) => {
    if (move === 'back') setFollow(false);
    if (move === 'end' && current === null) setFollow(true);
  };
  const { isHeld, onReach } = useLiveHold(live, view, { follow, current, to: range?.[1] ?? null });
  const chosen = range === null ? 0 : range[1] - range[0] + 1;
  const heights = {
    '--rows-height': `${rows.count() * ROW + 2}px`,
    '--number-width': `${log.numberCells}ch`,
  };
  return (
    <div className={classes.log} data-fill={fill || undefined} style={heights as Record<string, string>}>
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
      <LogLines
        label={label}
        lines={lines}
        log={log}
        scroller={scroller}
        probe={probe}
        windowRef={inView}
        follow={follow}
        zone={times ? zone : null}
        wanted={deferred}
        current={current}
        range={range}
        settled={live.settled}
        onReach={onReach}
        onSize={onSize}
        onScrolled={onScrolled}
        onPick={(place, extend) => {
          setFollow(false);
          setMarked(extend && marked ? { ...marked, to: place } : { anchor: place, to: place });
        }}
        onKeyDown={onKeyDown}
      />
      {isHeld && live.waits ? (
        <StandsStill
          onGoOn={() => {
            setMarked(null);
            toEnd();
            scroller.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}
