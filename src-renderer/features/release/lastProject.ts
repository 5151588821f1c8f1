const KEY = 'slipway.releases.project';

/** The project that the releases were last looked at of, in this window; a convenience of the page, not a record. */
export function lastProject(): number | null {
  const stored = Number(localStorage.getItem(KEY));
  return Number.isSafeInteger(stored) && stored > 0 ? stored : null;
}

export function rememberProject(id: number): void {
  localStorage.setItem(KEY, String(id));
}
