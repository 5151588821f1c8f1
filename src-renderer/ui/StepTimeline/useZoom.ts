import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Span } from './steps.ts';

/** A drag shorter than this is a click on a row. */
const DRAG = 6;
const SHORTEST = 1000;

/** Drag over the chart to look closer; Escape or the button in the head gives the whole run back. */
export function useZoom(plot: RefObject<HTMLElement | null>, whole: Span) {
  const [zoom, setZoom] = useState<Span | null>(null);
  const [brush, setBrush] = useState<readonly [number, number] | null>(null);
  const from = useRef<number | null>(null);
  const shown = zoom ?? whole;

  const place = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    return box ? { x: event.clientX - box.left, width: box.width } : { x: -1, width: 0 };
  };
  const inside = (x: number, width: number) => Math.min(Math.max(x, 0), width);
  const stop = () => {
    from.current = null;
    setBrush(null);
  };

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const { x, width } = place(event);
      if (event.button === 0 && x >= 0 && x <= width) from.current = x;
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (from.current === null) return;
      const { x, width } = place(event);
      if (!brush && Math.abs(x - from.current) < DRAG) return;
      if (!brush) event.currentTarget.setPointerCapture(event.pointerId);
      setBrush([from.current, inside(x, width)]);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const { width } = place(event);
      if (brush && width > 0) {
        const at = (x: number) => shown.start + (x / width) * (shown.end - shown.start);
        const start = at(Math.min(...brush));
        setZoom({ start, end: Math.max(start + SHORTEST, at(Math.max(...brush))) });
      }
      stop();
    },
    onPointerCancel: stop,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.key !== 'Escape' || (!zoom && !brush)) return;
      event.stopPropagation();
      stop();
      setZoom(null);
    },
  };
  return { shown, zoomed: zoom !== null, reset: () => setZoom(null), brush, handlers };
}
