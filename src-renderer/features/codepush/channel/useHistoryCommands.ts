import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '../../../app/commands.ts';

const gridKeys = [
  ['next', 'Next release', 'j'],
  ['previous', 'Previous release', 'k'],
  ['open', 'Open the release', 'Enter'],
  ['peek', 'Peek at the release', 'Space'],
  ['back', 'Close the peek, then back to the rollouts', 'Esc'],
] as const;

/** The keys of the release history; the grid's own are only shown. */
export function useHistoryCommands(search: () => void): void {
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'releases.search',
        label: 'Search the releases',
        group: 'List',
        icon: IconSearch,
        keys: '/',
        run: () => latest.current(),
      },
      ...gridKeys.map(
        ([id, label, keys]): Command => ({
          id: `releases.${id}`,
          label,
          group: 'List',
          keys,
          shownOnly: true,
          run: () => {},
        }),
      ),
    ],
    [],
  );
  useCommands('releases', commands);
}
