import { ActionIcon } from '@mantine/core';
import { IconDatabase, IconDatabaseOff, IconX } from '@tabler/icons-react';
import type { WorkspaceState } from '#shared/features/workspace/contract.ts';
import { useAct } from '../../api/client.ts';
import { Instant } from '../../ui/time.tsx';
import classes from './Workspace.module.css';

/** The files opened lately. One that is gone is marked; forgetting takes it off the list and leaves the file alone. */
export function RecentFiles({
  recent,
  onOpen,
}: {
  readonly recent: WorkspaceState['recent'];
  readonly onOpen: (file: string) => void;
}) {
  const forget = useAct('workspace.forget');
  if (recent.length === 0) return null;
  return (
    <section className={classes.part} aria-label="Recent workspaces">
      <h2 className={classes.heading}>Recent</h2>
      <ul className={classes.recent}>
        {recent.map(({ file, name, openedAt, exists }) => {
          const Icon = exists ? IconDatabase : IconDatabaseOff;
          return (
            <li key={file} className={classes.file} data-gone={!exists || undefined}>
              <button
                type="button"
                className={classes.open}
                aria-disabled={!exists}
                onClick={() => {
                  if (exists) onOpen(file);
                }}
              >
                <Icon size={15} stroke={1.75} aria-hidden className={classes.icon} />
                <span className={classes.fileName}>{name}</span>
                <span className={classes.path} title={file}>
                  {file}
                </span>
              </button>
              <span className={classes.note}>
                {exists ? <Instant at={openedAt} /> : 'not there any more'}
              </span>
              <ActionIcon
                size={22}
                aria-label={`Forget ${name}`}
                onClick={() => void forget.run({ file }).catch(() => {})}
              >
                <IconX size={13} stroke={1.75} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
