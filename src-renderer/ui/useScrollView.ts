import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

export interface ScrollView {
  /** The first slot that is at least partly in view. */
  readonly top: number;
  /** Slots that it takes to fill the view below the head. */
  readonly rows: number;
  /** The scroller's inner width. */
  readonly width: number;
}

/** Follows what a scroller shows of slots of one height, below `headHeight` pixels that stay. */
export function useScrollView(
  scroller: RefObject<HTMLElement | null>,
  slotHeight: number,
  headHeight: number,
): ScrollView {
  const [view, setView] = useState<ScrollView>({ top: 0, rows: 0, width: 0 });
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
  return view;
}
