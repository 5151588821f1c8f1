import { useMemo } from 'react';
import type { OutputFor } from '../../../api/client.ts';
import { type Command, useCommands } from '../../../app/commands.ts';
import { ask } from '../act/open.ts';
import { offeredActions } from './actions.ts';

const keys: Readonly<Record<string, string>> = { edit: 'e' };

/** Every action of the release in the palette, refused ones too, and the key back. */
export function useReleaseCommands(detail: OutputFor<'codepush.get'>): void {
  const commands = useMemo((): Command[] => {
    const { buttons, others } = offeredActions(detail);
    return [
      ...[...buttons, ...others].map(
        ({ action, label, icon, refusal, start }): Command => ({
          id: `release.${action}`,
          label:
            action === 'rollback' || action === 'rerelease' ? label : `${label} (${detail.release.label})`,
          group: 'Actions',
          icon,
          ...(keys[action] ? { keys: keys[action] } : {}),
          disabledReason: refusal,
          run: () => ask(start),
        }),
      ),
      {
        id: 'release.back',
        label: 'Back to where the release was opened from',
        group: 'List',
        keys: 'Esc',
        shownOnly: true,
        run: () => {},
      },
    ];
  }, [detail]);
  useCommands('release', commands);
}
