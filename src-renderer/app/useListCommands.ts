import { useEffect, useMemo, useRef } from 'react';
import { type Command, shownCommand, useCommands } from './commands.ts';

/** What a list lets one do, without the doing: a table beside the list. */
export interface ListCommand<Name extends string> extends Pick<Command, 'label' | 'icon' | 'keys'> {
  readonly name: Name;
  readonly group?: Command['group'];
}

/** A key that the grid handles itself: its name, what it does, the key. */
export type GridKey = readonly [name: string, label: string, keys: string];

/** A list's commands for keys, palette and key sheet; the grid's own keys are only shown. `offered` and `grid` stay the same. */
export function useListCommands<Name extends string>(
  owner: string,
  offered: readonly ListCommand<Name>[],
  grid: readonly GridKey[],
  run: Readonly<Record<Name, () => void>>,
): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const commands = useMemo(
    (): Command[] => [
      ...offered.map(
        ({ name, group = 'List', ...shown }): Command => ({
          ...shown,
          id: `${owner}.${name}`,
          group,
          run: () => latest.current[name](),
        }),
      ),
      ...grid.map(([name, label, keys]) => shownCommand(`${owner}.${name}`, label, keys)),
    ],
    [owner, offered, grid],
  );
  useCommands(owner, commands);
}
