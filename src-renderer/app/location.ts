import { useMemo, useSyncExternalStore } from 'react';

/**
 * The page's place lives wholly inside the fragment, `#/deployments?status=failed`, search included: so a filter never
 * leaks from one screen to the next, and a copied link is the same view.
 */
const read = () => location.hash.replace(/^#/, '') || '/';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export interface Place {
  /** `/deployments/42` */
  readonly path: string;
  readonly search: URLSearchParams;
}

export function placeOf(hash: string): Place {
  const [path = '/', query = ''] = hash.split('?');
  return { path: path === '' ? '/' : path, search: new URLSearchParams(query) };
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, read);
  return useMemo(() => placeOf(hash), [hash]);
}

/** Goes to a path with its search; `replace` leaves no step to go back to (filters while typing). */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', `#${to}`);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

/** Writes one value of the shown place's search, or takes it out with null; no step to go back to. */
export function putSearch({ path, search }: Place, name: string, value: string | null): void {
  const next = new URLSearchParams(search);
  if (value === null) next.delete(name);
  else next.set(name, value);
  navigate(next.size === 0 ? path : `${path}?${next}`, { replace: true });
}

/** One step back: to where a screen was opened from, or to `otherwise` when it was opened by a link. */
export function goBack(otherwise: string): void {
  if (history.length > 1) history.back();
  else navigate(otherwise);
}

/** Whether one is on the way to another screen than the drawn one: a key pressed meanwhile is meant for that one. */
export function isLeaving({ path }: Place): boolean {
  return placeOf(read()).path !== path;
}

/** The whole current place as one text, for saved views and copied links. */
export function currentPath(): string {
  return read();
}

/** The location hook that the router matches paths with. */
export function useHashPath(): [string, (to: string, options?: { replace?: boolean }) => void] {
  return [usePlace().path, navigate];
}
