import { IconListCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, useCommands } from '../../app/commands.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';

/** The way to each project's workflows, from anywhere. */
export function useWorkflowCommands(): void {
  const { data: projects } = useCall('project.list', undefined);
  const commands = useMemo(
    () =>
      (projects ?? []).map(
        ({ id, name }): Command => ({
          id: `project.workflows.${id}`,
          label: `Workflows of ${name}`,
          group: 'Go to',
          icon: IconListCheck,
          run: () => navigate(pathTo.workflows(id)),
        }),
      ),
    [projects],
  );
  useCommands('workflows', commands);
}
