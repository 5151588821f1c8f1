import { IconBuildingStore, IconKey, IconPackage } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../api/client.ts';
import { type Command, useCommands } from './commands.ts';
import { openDialog } from './dialogs.ts';
import { navigate } from './location.ts';
import { pathTo } from './routes.ts';

/** What can be done for apps from anywhere: a build, a distribution, and the way to each app's credentials. */
export function useMobileCommands(): void {
  const { data: projects } = useCall('project.list', undefined);
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'build.new',
        label: 'Record a build',
        group: 'Actions',
        icon: IconPackage,
        keys: 'b',
        run: () => openDialog({ kind: 'build', action: { act: 'new' } }),
      },
      {
        id: 'distribution.new',
        label: 'Distribute a build to a store',
        group: 'Actions',
        icon: IconBuildingStore,
        run: () => openDialog({ kind: 'distribution', action: { act: 'new', deploymentId: null } }),
      },
      ...(projects ?? [])
        .filter(({ kind }) => kind === 'mobile')
        .map(
          ({ id, name }): Command => ({
            id: `project.stores.${id}`,
            label: `Credentials and delivery of ${name}`,
            group: 'Go to',
            icon: IconKey,
            run: () => navigate(pathTo.projectStores(id)),
          }),
        ),
    ],
    [projects],
  );
  useCommands('mobile', commands);
}
