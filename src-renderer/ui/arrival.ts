/** Whether the last that a person did here was to press a key, not to point. */
let byKeys = false;

const note = ({ type }: Event) => {
  byKeys = type === 'keydown';
};
for (const type of ['keydown', 'pointerdown']) addEventListener(type, note, { capture: true, passive: true });

/**
 * Gives the keys to a part of a screen that has just been opened, unless something on it has taken them. A ring around
 * all of it tells where the keys are; whoever came by pointing has not asked.
 */
export function focusOnArrival(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus({ preventScroll: true, focusVisible: byKeys });
}
