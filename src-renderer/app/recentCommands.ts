const KEY = 'slipway.recentCommands';
const KEPT = 8;

/** The commands used last in this window, newest first; a convenience of the page, not a record. */
export function recentCommands(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.map(String) : [];
  } catch {
    return [];
  }
}

export function rememberCommand(id: string): void {
  const next = [id, ...recentCommands().filter((known) => known !== id)].slice(0, KEPT);
  localStorage.setItem(KEY, JSON.stringify(next));
}
