import { useEffect } from 'react';
import { allCommands, useCommandStore } from './commands.ts';

const SEQUENCE_MS = 1200;

/** A switch or a segmented control is an input too, but nobody types into it. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLInputElement
    ? !['radio', 'checkbox'].includes(target.type)
    : target instanceof HTMLElement &&
      (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));

const inDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;

/** `mod+k`, `/`, `?`, `g`: the name of a pressed key; `mod` is Ctrl or Cmd. */
function nameOf(event: KeyboardEvent): string {
  const modifiers = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : ''].filter(Boolean);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return [...modifiers, key].join('+');
}

/** Runs commands by their keys, wherever the focus is but inside a field or a dialog. `overrides` are the user's own. */
export function useCommandKeys(overrides: Readonly<Record<string, string>>): void {
  useEffect(() => {
    let pending = '';
    let pendingSince = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.key === 'Shift') return;
      const name = nameOf(event);
      const typing = isTyping(event.target) || inDialog(event.target);
      if (typing && !name.startsWith('mod+')) return;
      const sequence =
        performance.now() - pendingSince < SEQUENCE_MS && pending !== '' ? `${pending} ${name}` : name;
      const commands = allCommands(useCommandStore.getState().sets).filter((command) => !command.shownOnly);
      const keysOf = (id: string, keys?: string) => overrides[id] ?? keys;
      const found =
        commands.find((command) => keysOf(command.id, command.keys) === sequence) ??
        commands.find((command) => keysOf(command.id, command.keys) === name);
      pending = '';
      if (found) {
        event.preventDefault();
        if (!found.disabledReason) found.run();
        return;
      }
      if (commands.some((command) => keysOf(command.id, command.keys)?.startsWith(`${name} `))) {
        pending = name;
        pendingSince = performance.now();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [overrides]);
}
