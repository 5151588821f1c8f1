import { type RefObject, useEffect } from 'react';

/** Gives the keys to a list when its screen is opened, unless something on it has taken them. */
export function useArrivalFocus(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [list]);
}
