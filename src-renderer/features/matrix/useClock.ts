import { useCallback, useMemo, useState } from 'react';
import { useCall } from '../../api/client.ts';
import { navigate } from '../../app/location.ts';
import { useNow } from '../../ui/time.tsx';
import { type MatrixPlace, movedTo, pathOfMatrix } from './place.ts';
import { type Span, type SpanId, spanOf } from './span.ts';

const MINUTE = 60_000;
const noTicks: Clock['ticks'] = [];

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
  /** Sets the clock; the list, the slider, the keys and the banner all come here. */
  readonly moveTo: (at: number | null) => void;
}

/** The one clock of the screen: it lives in the place, so that a link opens the same instant. */
export function useClock(place: MatrixPlace): Clock {
  const { at } = place;
  const now = useNow(MINUTE);
  const [chosen, setChosen] = useState<SpanId | null>(null);
  const { data: ends } = useCall('matrix.clock', { at });
  const first = ends?.first ?? null;
  const last = ends?.last ?? null;
  const span = useMemo(() => spanOf(chosen, { now, at, first, last }), [chosen, now, at, first, last]);
  const ticks = useCall('matrix.ticks', { from: span.from, to: span.to }, { enabled: ends !== undefined });
  // Moving about in the past leaves one step to go back to, the present, however far one walks.
  const moveTo = useCallback(
    (to: number | null) => navigate(pathOfMatrix(movedTo(place, to)), { replace: place.at !== null }),
    [place],
  );
  const shownTicks = ticks.data ?? noTicks;
  return useMemo(
    () => ({
      at,
      now,
      span,
      chooseSpan: setChosen,
      ticks: shownTicks,
      earlier: ends?.earlier ?? null,
      later: ends?.later ?? null,
      laterCount: ends?.laterCount ?? 0,
      moveTo,
    }),
    [at, now, span, shownTicks, ends, moveTo],
  );
}
