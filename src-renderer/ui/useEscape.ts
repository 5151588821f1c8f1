import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Calls on an Escape that nothing inside the page has used; what floats over the page is not inside. */
export function useEscape(page: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const leave = useEffectEvent(onEscape);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const { target } = event;
      const onPage = target === document.body || target === page.current?.closest('main');
      if (onPage || (target instanceof Node && page.current?.contains(target))) leave();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [page]);
}
