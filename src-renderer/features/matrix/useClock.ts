import { useMemo, useState } from 'react';
import { useCall } from '../../api/client.ts';
import { navigate } from '../../app/location.ts';
import { useNow } from '../../ui/time.tsx';
import { type MatrixPlace, movedTo, pathOfMatrix } from './place.ts';
import { type Span, type SpanId, spanOf } from './span.ts';

const MINUTE = 60_000;

export interface Clock {
  /** The instant shown; null is now. */
  readonly at: number | null;
  /** The present, moving once a minute. */
  readonly now: number;
  readonly span: Span;
  readonly chooseSpan: (id: SpanId) => void;
  readonly ticks: readonly { readonly at: number; readonly count: number; readonly failed: number }[];
  readonly earlier: number | null;
  readonly later: number | null;
  readonly laterCount: number;
  readonly hasChanges: boolean;
  /** Sets the clock; the list, the slider, the keys and the banner all come here. */
  readonly moveTo: (at: number | null) => void;
}

/** The one clock of the screen: it lives in the place, so that a link opens the same instant. */
export function useClock(place: MatrixPlace): Clock {
  const { at } = place;
  const now = useNow(MINUTE) + MINUTE;
  const [chosen, setChosen] = useState<SpanId | null>(null);
  const { data: ends } = useCall('matrix.clock', { at });
  const first = ends?.first ?? null;
  const last = ends?.last ?? null;
  const span = useMemo(() => spanOf(chosen, { now, at, first, last }), [chosen, now, at, first, last]);
  const ticks = useCall('matrix.ticks', { from: span.from, to: span.to }, { enabled: ends !== undefined });
  return {
    at,
    now,
    span,
    chooseSpan: setChosen,
    ticks: ticks.data ?? [],
    earlier: ends?.earlier ?? null,
    later: ends?.later ?? null,
    laterCount: ends?.laterCount ?? 0,
    hasChanges: last !== null,
    // Moving about in the past leaves one step to go back to, the present, however far one walks.
    moveTo: (to) => navigate(pathOfMatrix(movedTo(place, to)), { replace: at !== null }),
  };
}
