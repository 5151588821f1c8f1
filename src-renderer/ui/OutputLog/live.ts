import { useLayoutEffect, useState } from 'react';
import type { LogView } from './view.ts';

/** The end of an output that is still written: its lines are replaced, unless somebody is reading them. */
export interface LiveEnd {
  /** How many lines stand for good. */
  readonly settled: number;
  /** Grows with each replacement. */
  readonly turn: number;
  /** Whether more was written than stands, because it was held. */
  readonly waits: boolean;
  /** Leaves the lines as they stand, or lets them be replaced again. */
  hold(isHeld: boolean): void;
}

/** An output of which nothing is replaced. */
export const standingLines: LiveEnd = {
  settled: Number.POSITIVE_INFINITY,
  turn: 0,
  waits: false,
  hold() {},
};

/**
 * Holds the lines while somebody who does not read along has some in view, found or marked that would be replaced under
 * their eyes.
 */
export function useLiveHold(
  { settled, hold }: LiveEnd,
  view: LogView,
  { follow, current, to }: { follow: boolean; current: number | null; to: number | null },
) {
  const [isInView, onReach] = useState(false);
  const isLive = (index: number | null) => index !== null && view.lineAt(index) >= settled;
  const isHeld = (!follow && isInView) || isLive(current) || isLive(to);
  // Before the next lines can come in.
  useLayoutEffect(() => hold(isHeld), [hold, isHeld]);
  return { isHeld, onReach };
}
