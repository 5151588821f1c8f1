import { IconFilter } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '../../../app/commands.ts';
import { moveStop } from '../../../ui/stops.ts';

/** The keys of the rollouts screen: j and k from rollout to rollout and on to the channels, / to filter. */
export function useBoardCommands(filter: () => void): void {
  const latest = useRef(filter);
  useEffect(() => {
    latest.current = filter;
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'rollouts.filter',
        label: 'Filter the channels',
        group: 'List',
        icon: IconFilter,
        keys: '/',
        run: () => latest.current(),
      },
      {
        id: 'rollouts.next',
        label: 'Next rollout or channel',
        group: 'List',
        keys: 'j',
        run: () => moveStop(1),
      },
      {
        id: 'rollouts.previous',
        label: 'Previous rollout or channel',
        group: 'List',
        keys: 'k',
        run: () => moveStop(-1),
      },
      {
        id: 'rollouts.open',
        label: 'Open the rollout or channel',
        group: 'List',
        keys: 'Enter',
        shownOnly: true,
        run: () => {},
      },
    ],
    [],
  );
  useCommands('rollouts', commands);
}
