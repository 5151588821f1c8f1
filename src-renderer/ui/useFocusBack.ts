import { useEffect, useState } from 'react';

/** What had the focus before the dialog that is open now; one dialog after another goes back to the first one's. */
let last: HTMLElement | null = null;

/** Where the keyboard comes back to: of a menu, which goes away with the choice, that is what opened the menu. */
function openerOf(active: Element | null): HTMLElement | null {
  if (active?.closest('[role="dialog"]')) return last;
  const menu = active?.closest('[role="menu"]');
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/**
 * Gives the focus back to where it was before a dialog, when the dialog goes away. A dialog here is drawn as long as it
 * is open and is never told to close, so its own way of doing this never comes about. Whoever moves the focus elsewhere
 * by then keeps it there.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(() => {
    last = opener;
    return () => {
      // The next dialog is drawn in the same breath; it has to see who opened the first.
      setTimeout(() => {
        const { activeElement } = document;
        if (document.querySelector('[role="dialog"]')) return;
        last = null;
        if (opener?.isConnected && (activeElement === null || activeElement === document.body))
          opener.focus({ preventScroll: true });
      });
    };
  }, [opener]);
}
