import { Menu } from '@mantine/core';
import {
  IconClock,
  IconFolderOpen,
  IconGitCherryPick,
  IconRoute,
  IconSettings,
  IconStairs,
} from '@tabler/icons-react';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { ask } from '../act/open.ts';

/** What else there is to a project: picking, its scheduled cuts, its phases, its clone, its workflows, its settings. */
export function ProjectMenu({ projectId }: { readonly projectId: number }) {
  const icon = { size: 15, stroke: 1.75 } as const;
  return (
    <MoreMenu label="More about the project" width={240} place="page">
      <Menu.Item
        leftSection={<IconGitCherryPick {...icon} />}
        onClick={() => ask({ act: 'pick', projectId })}
      >
        Pick a commit onto releases
      </Menu.Item>
      <Menu.Item leftSection={<IconClock {...icon} />} onClick={() => ask({ act: 'schedule', projectId })}>
        Cut on a schedule
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconStairs {...icon} />}
        onClick={() => navigate(pathTo.progression(projectId))}
      >
        Phases and promotion
      </Menu.Item>
      <Menu.Item leftSection={<IconRoute {...icon} />} onClick={() => navigate(pathTo.workflows(projectId))}>
        Workflows
      </Menu.Item>
      <Menu.Item leftSection={<IconFolderOpen {...icon} />} onClick={() => ask({ act: 'clone', projectId })}>
        Clone on this machine
      </Menu.Item>
      <Menu.Item
        leftSection={<IconSettings {...icon} />}
        onClick={() => navigate(`${pathTo.settings('projects')}?edit=${projectId}`)}
      >
        Settings of the project
      </Menu.Item>
    </MoreMenu>
  );
}
