import { IconCircleXFilled, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '../../../app/commands.ts';

interface ListActions {
  readonly search: () => void;
  readonly onlyFailed: () => void;
}

const gridKeys = [
  ['next', 'Next row', 'j'],
  ['previous', 'Previous row', 'k'],
  ['select', 'Select the row', 'x'],
  ['open', 'Open the record', 'Enter'],
  ['peek', 'Peek at the record', 'Space'],
  ['extend', 'Extend the selection', 'Shift+↓'],
  ['back', 'Clear the selection, then close the peek', 'Esc'],
] as const;

const nothing = () => {};

/** The list's commands for keys, palette and key sheet; the grid's own keys are only shown. */
export function useListCommands(actions: ListActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'deployments.search',
        label: 'Search the deployments',
        group: 'List',
        icon: IconSearch,
        keys: '/',
        run: () => latest.current.search(),
      },
      {
        id: 'deployments.failed',
        label: 'Show failed ones only',
        group: 'List',
        icon: IconCircleXFilled,
        keys: 'f',
        run: () => latest.current.onlyFailed(),
      },
      ...gridKeys.map(
        ([id, label, keys]): Command => ({
          id: `deployments.${id}`,
          label,
          group: 'List',
          keys,
          shownOnly: true,
          run: nothing,
        }),
      ),
    ],
    [],
  );
  useCommands('deployments', commands);
}
