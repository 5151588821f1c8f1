interface Bound {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
}

/** A key as a person reads it: `mod+k` is Ctrl K. */
export function keyWords(keys: string): string {
  const mod = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
  return keys.replaceAll('mod', mod).replaceAll('+', ' ');
}

/**
 * The command that stands in the way of a key: one with the same keys, or one whose keys begin with these or the other
 * way round, because then one of the two could never be reached. Null when the key is free.
 */
export function keyConflict<Command extends Bound>(
  commands: readonly Command[],
  overrides: Readonly<Record<string, string>>,
  id: string,
  keys: string,
): Command | null {
  const found = commands.find((command) => {
    const held = overrides[command.id] ?? command.keys;
    if (command.id === id || !held) return false;
    return held === keys || held.startsWith(`${keys} `) || keys.startsWith(`${held} `);
  });
  return found ?? null;
}

/** The overrides after one change; null gives a command its own key back. */
export function rebound(
  overrides: Readonly<Record<string, string>>,
  id: string,
  keys: string | null,
): Record<string, string> {
  const { [id]: _old, ...rest } = overrides;
  return keys === null ? rest : { ...rest, [id]: keys };
}

/** The name of a pressed key as the command table writes it; null for a modifier alone. */
export function keyName(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return null;
  const modifiers = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : ''].filter(Boolean);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return [...modifiers, key].join('+');
}
