import { IconArrowBackUp, IconRocket, IconScissors } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { usePlace } from '../../app/location.ts';
import { ask } from './act/open.ts';

/** What can be done about releases from any other screen; on their own screen the keys say more. */
export function useReleaseCommands(): void {
  const projects = useCall('project.list', undefined).data;
  const { path, search } = usePlace();
  const own = path === '/releases';
  const past = path === '/matrix' && search.has('at');
  const none = projects?.length === 0;
  const commands = useMemo((): Command[] => {
    if (own) return [];
    const disabledReason = none
      ? 'Create a project first.'
      : past
        ? 'You are looking at the past. Go back to now first.'
        : null;
    const group = 'Actions' as const;
    return [
      {
        id: 'release.deploy',
        label: 'Deploy a candidate',
        group,
        icon: IconRocket,
        disabledReason,
        run: () => ask({ act: 'deploy', projectId: null }),
      },
      {
        id: 'release.rollback',
        label: 'Roll back environments',
        group,
        icon: IconArrowBackUp,
        disabledReason,
        run: () => ask({ act: 'rollback', projectId: null, environmentIds: [] }),
      },
      {
        id: 'release.cut',
        label: 'Cut a candidate',
        group,
        icon: IconScissors,
        disabledReason,
        run: () => ask({ act: 'cut', projectId: null }),
      },
    ];
  }, [own, none, past]);
  useCommands('release.anywhere', commands);
}
