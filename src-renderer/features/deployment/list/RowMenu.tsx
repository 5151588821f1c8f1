import { Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCopy, IconExternalLink, IconLink, IconNote, IconRocket } from '@tabler/icons-react';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { allowedMoves } from '#shared/features/deployment/rules.ts';
import { openDialog } from '../../../app/dialogs.ts';
import { navigate } from '../../../app/location.ts';
import { deepLinkTo, pathTo } from '../../../app/routes.ts';
import { moveIcons } from '../moves.ts';
import { waitingActs, waitsForItsTime } from '../waiting.ts';
import { moveIn } from '../words.ts';
import classes from './List.module.css';

export interface RowMenuAt {
  readonly row: DeploymentRow;
  readonly x: number;
  readonly y: number;
}

/** What can be done with the one row that was pointed at: the moves its machine allows, and what can be copied. */
export function RowMenu({ at, onClose }: { readonly at: RowMenuAt; readonly onClose: () => void }) {
  const clipboard = useClipboard();
  const { row } = at;
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      width={260}
      withInitialFocusPlaceholder={false}
      trapFocus
      returnFocus
      closeOnItemClick
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={classes.anchor}
          style={{ left: at.x, top: at.y }}
          aria-label={`Actions for ${row.project} ${row.version}`}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={`${row.project} ${row.version}`}>
        <Menu.Item
          leftSection={<IconExternalLink size={15} stroke={1.75} />}
          onClick={() => navigate(pathTo.deployment(row.id))}
        >
          Open
        </Menu.Item>
        {waitingActs(row).map(({ label, icon: Icon, dialog }) => (
          <Menu.Item
            key={label}
            leftSection={<Icon size={15} stroke={1.75} />}
            onClick={() => openDialog(dialog)}
          >
            {label}
          </Menu.Item>
        ))}
        {(waitsForItsTime(row) ? [] : allowedMoves(row)).map(({ event, to }) => {
          const Icon = moveIcons[event];
          return (
            <Menu.Item
              key={event}
              leftSection={<Icon size={15} stroke={1.75} />}
              onClick={() => openDialog({ kind: 'move', ids: [row.id], to })}
            >
              {moveIn(event, row)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconRocket size={15} stroke={1.75} />}
          onClick={() => openDialog({ kind: 'record', projectId: row.projectId, version: row.version })}
        >
          Deploy this version elsewhere
        </Menu.Item>
        <Menu.Item
          leftSection={<IconNote size={15} stroke={1.75} />}
          onClick={() => openDialog({ kind: 'notes', id: row.id })}
        >
          Edit notes
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLink size={15} stroke={1.75} />}
          onClick={() => clipboard.copy(deepLinkTo('deployment', row.uid))}
        >
          Copy link
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={15} stroke={1.75} />}
          onClick={() => clipboard.copy(row.version)}
        >
          Copy version
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
