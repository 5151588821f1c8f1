import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { SLOT_HEIGHT } from '../../../ui/DataGrid/columns.ts';

/** Where a person was in which channel, so that the way back from a release finds its row. */
let last: { readonly channelId: number; readonly number: number } | null = null;

interface KeptView {
  /** The number of the current release, whatever has come in above it. */
  readonly current: number | null;
  readonly setCurrent: (number: number) => void;
  /** Releases that came in above what is in view. */
  readonly fresh: number;
  readonly toTop: () => void;
  /** To be called when the list was scrolled. */
  readonly onScrolled: () => void;
}

/** Keeps what is in view where it is: releases that come in above are counted, not pushed under the reader's eyes. */
export function useKeptView(
  channelId: number,
  numbers: readonly number[],
  scroller: RefObject<HTMLElement | null>,
): KeptView {
  const [current, setCurrent] = useState(last?.channelId === channelId ? last.number : null);
  const [fresh, setFresh] = useState(0);
  const newest = numbers[0] ?? 0;
  const before = useRef(newest);
  useLayoutEffect(() => {
    const above = before.current === 0 ? 0 : numbers.indexOf(before.current);
    before.current = newest;
    const element = scroller.current;
    if (above <= 0 || !element) return;
    element.scrollTop += above * SLOT_HEIGHT;
    // A list that is too short to scroll shows all of it anyway.
    if (element.scrollTop >= SLOT_HEIGHT) setFresh((count) => count + above);
  }, [newest, numbers, scroller]);
  useEffect(() => {
    if (current !== null) last = { channelId, number: current };
  }, [channelId, current]);
  const toTop = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    scroller.current?.focus({ preventScroll: true });
    setFresh(0);
  }, [scroller]);
  const onScrolled = useCallback(() => {
    if ((scroller.current?.scrollTop ?? 0) < SLOT_HEIGHT) setFresh(0);
  }, [scroller]);
  return { current, setCurrent, fresh, toTop, onScrolled };
}
