import { useCallback, useMemo, useRef, useState } from 'react';
import { useCall, useFetch } from '../../api/client.ts';
import { currentPath, navigate, placeOf } from '../../app/location.ts';
import { useNow } from '../../ui/time.tsx';
import { type MatrixPlace, matrixPlaceOf, movedTo, pathOfMatrix } from './place.ts';
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
  /** Goes one change on from wherever the clock then stands; quick steps are taken one after the other, none is lost. */
  readonly step: (way: 'earlier' | 'later') => void;
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
  const fetch = useFetch();
  const stepping = useRef(Promise.resolve());
  const step = useCallback(
    (way: 'earlier' | 'later') => {
      const go = async () => {
        // The place as it is now: the step before may have moved it since this screen was drawn.
        const here = matrixPlaceOf(placeOf(currentPath()).search);
        const found = await fetch('matrix.clock', { at: here.at });
        const to = found[way];
        if (to === null && (way === 'earlier' || here.at === null)) return;
        navigate(pathOfMatrix(movedTo(here, to)), { replace: here.at !== null });
      };
      // A step that could not be answered does not hold up the ones behind it.
      stepping.current = stepping.current.then(go, go);
    },
    [fetch],
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
      step,
    }),
    [at, now, span, shownTicks, ends, moveTo, step],
  );
}
