import {
  IconArrowLeft,
  IconArrowRight,
  IconDownload,
  IconFilter,
  IconGitCompare,
  IconHistory,
} from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '../../app/commands.ts';

interface MatrixActions {
  readonly earlier: (() => void) | null;
  readonly later: (() => void) | null;
  /** Stops comparing, else goes back to now; null when there is nothing to leave. */
  readonly leave: (() => void) | null;
  readonly filter: () => void;
  readonly toggleDifferences: () => void;
  readonly save: () => void;
}

const nothing = () => {};

/** The screen's commands for keys, palette and key sheet. */
export function useMatrixCommands(actions: MatrixActions): void {
  // The commands are offered once; what they do is read when they are done, so that a moving clock costs nothing.
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const hasEarlier = actions.earlier !== null;
  const hasLater = actions.later !== null;
  const canLeave = actions.leave !== null;
  const commands = useMemo((): Command[] => {
    const shown = (id: string, label: string, keys: string): Command => ({
      id: `matrix.${id}`,
      label,
      group: 'List',
      keys,
      shownOnly: true,
      run: nothing,
    });
    return [
      {
        id: 'matrix.earlier',
        label: 'Set the matrix to the earlier change',
        group: 'View',
        icon: IconArrowLeft,
        keys: '[',
        disabledReason: hasEarlier ? null : 'There is no earlier change.',
        run: () => latest.current.earlier?.(),
      },
      {
        id: 'matrix.later',
        label: 'Set the matrix to the later change',
        group: 'View',
        icon: IconArrowRight,
        keys: ']',
        disabledReason: hasLater ? null : 'The matrix shows now.',
        run: () => latest.current.later?.(),
      },
      ...(canLeave
        ? [
            {
              id: 'matrix.leave',
              label: 'Back: stop comparing, then to now',
              group: 'View',
              icon: IconHistory,
              keys: 'Escape',
              run: () => latest.current.leave?.(),
            } as const,
          ]
        : []),
      {
        id: 'matrix.filter',
        label: 'Filter components by name',
        group: 'List',
        icon: IconFilter,
        keys: '/',
        run: () => latest.current.filter(),
      },
      {
        id: 'matrix.differences',
        label: 'Show only differences, or all cells',
        group: 'View',
        icon: IconGitCompare,
        keys: 'd',
        run: () => latest.current.toggleDifferences(),
      },
      {
        id: 'matrix.export',
        label: 'Export the matrix as shown (CSV)',
        group: 'Actions',
        icon: IconDownload,
        run: () => latest.current.save(),
      },
      shown('walk', 'Move by cell', '← ↓ ↑ → or h j k l'),
      shown('open', 'Go into the timeline of the cell', 'Enter'),
      shown('peek', 'Show or hide the timeline of the cell', 'Space'),
    ];
  }, [hasEarlier, hasLater, canLeave]);
  useCommands('matrix', commands);
}
