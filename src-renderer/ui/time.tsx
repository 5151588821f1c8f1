import { Tooltip } from '@mantine/core';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import {
  formatAge,
  formatClock,
  formatDuration,
  formatInstant,
  formatRelative,
  type Zone,
} from '#shared/time.ts';
import { InsideRow } from './InsideRow.ts';

interface Ticker {
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

interface TimeSource {
  readonly zone: Zone;
  readonly ticker: Ticker;
}

const TimeContext = createContext<TimeSource | null>(null);

/** One timer for every age, every running duration and every growing bar, on the whole second of the clock. */
function createTicker(clock: () => number): Ticker & { start: () => () => void } {
  const listeners = new Set<() => void>();
  let now = clock();
  return {
    now: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      let timer: ReturnType<typeof setTimeout>;
      const tick = () => {
        now = clock();
        for (const listener of listeners) listener();
        timer = setTimeout(tick, 1000 - (now % 1000));
      };
      tick();
      return () => clearTimeout(timer);
    },
  };
}

/** Gives everything below it the zone of the one global switch and a `now` that moves once a second. */
export function TimeProvider({
  zone,
  clock = Date.now,
  children,
}: {
  readonly zone: Zone;
  /** The source of the present; only tests and the print view give another one. */
  readonly clock?: () => number;
  readonly children: ReactNode;
}) {
  const [ticker] = useState(() => createTicker(clock));
  useEffect(() => ticker.start(), [ticker]);
  const source = useMemo(() => ({ zone, ticker }), [zone, ticker]);
  return <TimeContext value={source}>{children}</TimeContext>;
}

function useTimeSource(): TimeSource {
  const source = useContext(TimeContext);
  if (!source) throw new Error('A TimeProvider must stand above everything that shows an instant.');
  return source;
}

/** Renders again only when what it reads from the clock has changed, so a row with `2h 5m ago` wakes once a minute. */
function useFromClock<Value extends string | number>(read: (now: number) => Value): Value {
  const { ticker } = useTimeSource();
  return useSyncExternalStore(ticker.subscribe, () => read(ticker.now()));
}

/** The present rounded down to `everyMs`; the caller renders again once per step. */
export function useNow(everyMs = 1000): number {
  return useFromClock(useCallback((now: number) => Math.floor(now / everyMs) * everyMs, [everyMs]));
}

/** The zone and the present, which moves once a second. Prefer `Instant`, `Duration` or `useNow` where they do. */
export function useTime(): { readonly zone: Zone; readonly now: number } {
  const { zone } = useTimeSource();
  return { zone, now: useFromClock((now) => now) };
}

/** The zone alone, for what never has to move. */
export function useZone(): Zone {
  return useTimeSource().zone;
}

/**
 * An instant: `34m ago` (relative), `14:30:53` (clock) or `34m` (age). The exact instant with its zone is a tooltip
 * for pointer and focus, and a title inside rows. With `asOf` the age counts from that instant, not from the present.
 */
export function Instant({
  at,
  form = 'relative',
  asOf,
}: {
  readonly at: number;
  readonly form?: 'relative' | 'clock' | 'age';
  readonly asOf?: number | null;
}) {
  const zone = useZone();
  const insideRow = useContext(InsideRow);
  const text = useFromClock((present) => {
    const now = asOf ?? present;
    if (form === 'clock') return formatClock(at, now, zone);
    if (form === 'age') return formatAge(Math.max(0, now - at)) || '<1m';
    return formatRelative(at, now);
  });
  const exact = formatInstant(at, zone);
  const dateTime = new Date(at).toISOString();
  if (insideRow) {
    return (
      <time dateTime={dateTime} title={exact}>
        {text}
      </time>
    );
  }
  return (
    <Tooltip label={exact}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact instant must be reachable without a pointer */}
      <time dateTime={dateTime} tabIndex={0}>
        {text}
      </time>
    </Tooltip>
  );
}

/** A span of time. With `running` it counts on from `since`, in whole seconds; unknown stays empty. */
export function Duration({
  ms,
  running = false,
  since,
}: {
  readonly ms: number | null;
  readonly running?: boolean;
  readonly since?: number | null;
}) {
  const text = useFromClock((now) => {
    if (!running || since === undefined || since === null) return formatDuration(ms);
    return formatDuration(Math.floor(Math.max(0, now - since) / 1000) * 1000);
  });
  return text;
}
