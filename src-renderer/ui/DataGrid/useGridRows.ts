import { useCallback, useEffect, useMemo, useRef } from 'react';

/** So near the end of what is loaded, more is fetched. */
const AHEAD = 30;

/** Rows of a list that grows at its end as slots of a grid, and `onVisible`, which asks for more before the end is seen. */
export function useGridRows<Row>(rows: readonly Row[], loadMore: () => void) {
  const slots = useMemo(() => rows.map((row) => ({ kind: 'row' as const, row })), [rows]);
  const nearEnd = useRef(loadMore);
  useEffect(() => {
    nearEnd.current = loadMore;
  });
  const slotCount = slots.length;
  const slotAt = useCallback((index: number) => slots[index], [slots]);
  const onVisible = useCallback(
    (_first: number, last: number) => {
      if (last >= slotCount - AHEAD) nearEnd.current();
    },
    [slotCount],
  );
  return { slotCount, slotAt, onVisible };
}
