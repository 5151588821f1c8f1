import { type RefObject, useCallback, useEffect } from 'react';
import { useScrollView } from '../useScrollView.ts';
import { HEAD_HEIGHT, SLOT_HEIGHT } from './columns.ts';

const OVERSCAN = 2;

export interface RowWindow {
  /** The slots to draw, both ends included; `last < first` when there are none. */
  readonly first: number;
  readonly last: number;
  /** Slots wholly or partly in view, for paging by a screen. */
  readonly rows: number;
  readonly top: number;
  readonly width: number;
  readonly scrollTo: (index: number, coveredAbove: number, coveredBelow: number) => void;
}

/**
 * Which slots are in view: plain arithmetic over `scrollTop`. react-virtual is left out on purpose: it keeps a
 * measurement per item, so its memory grows with the count, and here a million slots must cost what ten do.
 * Invariant: every slot is 32 px, so the last of 1,000,000 ends at 32,000,000 px, below Chromium's limit of 33.5 M.
 */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, slotCount: number): RowWindow {
  const view = useScrollView(scroller, SLOT_HEIGHT, HEAD_HEIGHT);
  // One more than fits: scrolled between two slots, both ends are partly in view. None before it is measured.
  const rows = view.width === 0 && view.rows === 0 ? 0 : view.rows + 1;

  const scrollTo = useCallback(
    (index: number, coveredAbove: number, coveredBelow: number) => {
      const element = scroller.current;
      if (!element) return;
      const start = index * SLOT_HEIGHT;
      const height = element.clientHeight - HEAD_HEIGHT - coveredBelow;
      if (start < element.scrollTop + coveredAbove) element.scrollTop = Math.max(0, start - coveredAbove);
      else if (start + SLOT_HEIGHT > element.scrollTop + height)
        element.scrollTop = start + SLOT_HEIGHT - height;
    },
    [scroller],
  );

  const top = Math.min(view.top, Math.max(0, slotCount - 1));
  return {
    first: Math.max(0, top - OVERSCAN),
    last: Math.min(slotCount - 1, top + rows + OVERSCAN),
    rows,
    top,
    width: view.width,
    scrollTo,
  };
}

/** Tells the owner of the rows which slots are in view, so that it can fetch their pages. */
export function useVisibleReport(
  { top, rows }: RowWindow,
  slotCount: number,
  onVisible: (first: number, last: number) => void,
): void {
  useEffect(() => {
    if (slotCount > 0 && rows > 0) onVisible(top, Math.min(slotCount - 1, top + rows - 1));
  }, [top, rows, slotCount, onVisible]);
}
