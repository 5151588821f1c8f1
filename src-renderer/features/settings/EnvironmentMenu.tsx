import { Menu } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { MoreMenu } from '../../ui/MoreMenu.tsx';

/** What can be done with an environment beside moving it. */
export function EnvironmentMenu({
  name,
  onEdit,
  onDelete,
}: {
  readonly name: string;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) {
  const icon = { size: 15, stroke: 1.75 } as const;
  return (
    <MoreMenu label={`More about ${name}`} width={200} place="row">
      <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
        Name and tier
      </Menu.Item>
      <Menu.Item leftSection={<IconTrash {...icon} />} onClick={onDelete}>
        Delete…
      </Menu.Item>
    </MoreMenu>
  );
}
