import type { TablerIcon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { create } from 'zustand';

/** Something a person can do: one table for buttons, keys, the palette and the `?` sheet. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Where the sheet and the palette list it. */
  readonly group: 'Go to' | 'Actions' | 'List' | 'View' | 'Workspace';
  readonly icon?: TablerIcon;
  /** A key (`/`), keys in a row (`g d`) or with modifiers (`mod+k`). */
  readonly keys?: string;
  /** Why it cannot be done now; listed all the same. */
  readonly disabledReason?: string | null;
  /** Listed in the sheet but handled elsewhere (the grid's own keys). */
  readonly shownOnly?: boolean;
  readonly run: () => void;
}

const nothing = () => {};

/** What the sheet lists but something else does: the grid's own keys, the Escape of a record. */
export function shownCommand(id: string, label: string, keys: string): Command {
  return { id, label, group: 'List', keys, shownOnly: true, run: nothing };
}

interface CommandState {
  readonly sets: ReadonlyMap<string, readonly Command[]>;
  readonly put: (owner: string, commands: readonly Command[]) => void;
  readonly drop: (owner: string) => void;
}

export const useCommandStore = create<CommandState>((set) => ({
  sets: new Map(),
  put: (owner, commands) => set(({ sets }) => ({ sets: new Map(sets).set(owner, commands) })),
  drop: (owner) =>
    set(({ sets }) => {
      const rest = new Map(sets);
      rest.delete(owner);
      return { sets: rest };
    }),
}));

/** Offers a screen's commands while it is on. Memoize the list. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  const put = useCommandStore((state) => state.put);
  const drop = useCommandStore((state) => state.drop);
  useEffect(() => {
    put(owner, commands);
  }, [owner, commands, put]);
  useEffect(() => () => drop(owner), [owner, drop]);
}

export function allCommands(sets: CommandState['sets']): Command[] {
  return [...sets.values()].flat();
}
