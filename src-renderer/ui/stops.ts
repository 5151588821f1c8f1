/** Marks what j and k stop at, in the order of the page. */
export const STOP = { 'data-stop': '' } as const;

/** Moves the focus to the next or the one before among the marked elements; from elsewhere, to the first one in view. */
export function moveStop(by: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>('[data-stop]')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? stops[0] : stops[Math.min(stops.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
