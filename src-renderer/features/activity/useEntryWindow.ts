import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** The height of a row and of the head, in pixels; the style sheet holds the same numbers. */
const ENTRY_HEIGHT = 30;
const HEAD = 28;
const OVERSCAN = 4;

/** Which rows are in view when every row has one height and one of them may carry a detail of its own height. */
export function useEntryWindow(scroller: RefObject<HTMLDivElement | null>, count: number, openIndex: number) {
  const [view, setView] = useState({ top: 0, height: 0 });
  const [detail, setDetail] = useState(0);
  const extra = openIndex >= 0 ? detail : 0;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      // A step of one row is all the window cares for.
      const top = Math.floor(element.scrollTop / ENTRY_HEIGHT) * ENTRY_HEIGHT;
      const height = element.clientHeight - HEAD;
      setView((old) => (old.top === top && old.height === height ? old : { top, height }));
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller]);

  const watch = useRef<ResizeObserver | null>(null);
  const measureDetail = useCallback((element: HTMLDivElement | null) => {
    watch.current?.disconnect();
    watch.current = null;
    if (!element) return;
    const measure = () => setDetail(element.offsetHeight);
    measure();
    watch.current = new ResizeObserver(measure);
    watch.current.observe(element);
  }, []);
  useEffect(() => () => watch.current?.disconnect(), []);

  const offsetOf = (index: number) =>
    index * ENTRY_HEIGHT + (openIndex >= 0 && index > openIndex ? extra : 0);
  const indexAt = (offset: number) => {
    if (openIndex < 0 || offset < (openIndex + 1) * ENTRY_HEIGHT) return Math.floor(offset / ENTRY_HEIGHT);
    return Math.max(openIndex, Math.floor((offset - extra) / ENTRY_HEIGHT));
  };

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const start = index * ENTRY_HEIGHT + (openIndex >= 0 && index > openIndex ? extra : 0);
      const tall = ENTRY_HEIGHT + (index === openIndex ? extra : 0);
      const room = element.clientHeight - HEAD;
      // A detail that is taller than the list is shown from its row on.
      if (start < element.scrollTop || tall > room) element.scrollTop = start;
      else if (start + tall > element.scrollTop + room) element.scrollTop = start + tall - room;
    },
    [scroller, openIndex, extra],
  );

  const first = Math.max(0, indexAt(view.top) - OVERSCAN);
  return {
    first,
    last: Math.min(count - 1, indexAt(view.top + view.height) + OVERSCAN),
    /** Where the first drawn row stands, and how tall all rows are together. */
    top: offsetOf(first),
    height: count * ENTRY_HEIGHT + extra,
    page: Math.max(1, Math.floor(view.height / ENTRY_HEIGHT) - 1),
    reveal,
    measureDetail,
  };
}
