import { Menu } from '@mantine/core';
import { IconFolderOpen, IconRoute, IconStairs, IconTrash } from '@tabler/icons-react';
import { openDialog } from '../../app/dialogs.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';

/** What a project has besides its fields: its workflows, its phases, its clone on this machine; and deleting it. */
export function ProjectMenu({
  project: { id, name },
  onDelete,
}: {
  readonly project: { readonly id: number; readonly name: string };
  readonly onDelete: () => void;
}) {
  const icon = { size: 15, stroke: 1.75 } as const;
  return (
    <MoreMenu label={`More about ${name}`} width={220} place="row">
      <Menu.Item leftSection={<IconRoute {...icon} />} onClick={() => navigate(pathTo.workflows(id))}>
        Workflows
      </Menu.Item>
      <Menu.Item leftSection={<IconStairs {...icon} />} onClick={() => navigate(pathTo.progression(id))}>
        Phases and promotion
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFolderOpen {...icon} />}
        onClick={() => openDialog({ kind: 'release', action: { act: 'clone', projectId: id } })}
      >
        Clone on this machine
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconTrash {...icon} />} onClick={onDelete}>
        Delete…
      </Menu.Item>
    </MoreMenu>
  );
}
