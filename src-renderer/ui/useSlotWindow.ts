import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const OVERSCAN = 3;

export interface SlotWindow {
  /** The slots to draw, both ends included; `last < first` when there are none. */
  readonly first: number;
  readonly last: number;
  /** Slots that fit into the view, for paging by a screen. */
  readonly rows: number;
  /** The scroller's inner width. */
  readonly width: number;
  /** Brings a slot into view; `centre` puts one that was out of view into the middle, with what stands around it. */
  readonly reveal: (index: number, how?: 'edge' | 'centre') => void;
}

/** Which of many slots of one height are in view, below `headHeight` pixels that stay; only those need to exist. */
export function useSlotWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  slotHeight: number,
  headHeight = 0,
): SlotWindow {
  const [view, setView] = useState({ top: 0, rows: 0, width: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const top = Math.floor(element.scrollTop / slotHeight);
      const rows = Math.ceil(Math.max(0, element.clientHeight - headHeight) / slotHeight);
      const width = element.clientWidth;
      setView((old) =>
        old.top === top && old.rows === rows && old.width === width ? old : { top, rows, width },
      );
    };
    // A scroll event comes right before its frame is painted: drawing now leaves no blank frame behind.
    const onScroll = () => flushSync(measure);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, slotHeight, headHeight]);

  const reveal = useCallback(
    (index: number, how: 'edge' | 'centre' = 'edge') => {
      const element = scroller.current;
      if (!element) return;
      const start = index * slotHeight;
      const height = element.clientHeight - headHeight;
      const above = start < element.scrollTop;
      const below = start + slotHeight > element.scrollTop + height;
      if (!above && !below) return;
      if (how === 'centre') element.scrollTop = start - (height - slotHeight) / 2;
      else element.scrollTop = above ? start : start + slotHeight - height;
    },
    [scroller, slotHeight, headHeight],
  );
  const top = Math.min(view.top, Math.max(0, count - 1));
  return {
    first: Math.max(0, top - OVERSCAN),
    last: Math.min(count - 1, top + view.rows + OVERSCAN),
    rows: view.rows,
    width: view.width,
    reveal,
  };
}
