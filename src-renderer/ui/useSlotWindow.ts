import { type RefObject, useCallback } from 'react';
import { useScrollView } from './useScrollView.ts';

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
  const view = useScrollView(scroller, slotHeight, headHeight);
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
