import { IconCircleXFilled, IconFilter, IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '../../../app/commands.ts';
import { ask } from '../act/open.ts';

interface ListActions {
  readonly filter: () => void;
  readonly onlyFailed: () => void;
}

const gridKeys = [
  ['next', 'Next row', 'j'],
  ['previous', 'Previous row', 'k'],
  ['open', 'Open the distribution', 'Enter'],
  ['peek', 'Peek at the distribution', 'Space'],
  ['back', 'Close the peek', 'Esc'],
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
        id: 'distributions.filter',
        label: 'Filter the distributions',
        group: 'List',
        icon: IconFilter,
        keys: '/',
        run: () => latest.current.filter(),
      },
      {
        id: 'distributions.failed',
        label: 'Show failed deliveries only',
        group: 'List',
        icon: IconCircleXFilled,
        keys: 'f',
        run: () => latest.current.onlyFailed(),
      },
      {
        id: 'distributions.new',
        label: 'New distribution',
        group: 'Actions',
        icon: IconPlus,
        keys: 'c',
        run: () => ask({ act: 'new', deploymentId: null }),
      },
      ...gridKeys.map(
        ([id, label, keys]): Command => ({
          id: `distributions.${id}`,
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
  useCommands('distributions', commands);
}
