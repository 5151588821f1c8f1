import { useState } from 'react';
import type { WorkspaceState } from '#shared/features/workspace/contract.ts';
import { formatSize } from '#shared/time.ts';
import { client, type OutputFor, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { PathField } from '../../ui/PathField.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { Instant } from '../../ui/time.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import classes from './Settings.module.css';

type Backup = OutputFor<'workspace.backups'>[number];

/** The copies beside the workspace, newest first, each of which can take its place. */
export function BackupsTable({
  state,
  onRestored,
}: {
  readonly state: WorkspaceState;
  readonly onRestored: () => void;
}) {
  const { data } = useCall('workspace.backups', undefined);
  const [restoring, setRestoring] = useState<Pick<Backup, 'file'> | null>(null);
  return (
    <div className={classes.after}>
      {data && data.length > 0 ? (
        <PlainTable
          label="Backups"
          columns={['Backup', 'Made', 'Why', { label: 'Size', end: true }, ACTIONS]}
        >
          {data.map((backup) => (
            <tr key={backup.file}>
              <td>
                <span className={`${classes.mono} ${classes.long}`} title={backup.file}>
                  {backup.file.split(/[\\/]/).at(-1)}
                </span>
              </td>
              <td className={classes.dim}>
                <Instant at={backup.at} />
              </td>
              <td className={classes.dim}>{backup.why}</td>
              <td data-end>{formatSize(backup.size)}</td>
              <td data-end>
                <ActionButton label="Restore" size="xs" onClick={() => setRestoring(backup)} />
              </td>
            </tr>
          ))}
        </PlainTable>
      ) : data ? (
        <p className={classes.note}>There is no backup yet. Back up now makes the first one.</p>
      ) : null}
      <div className={classes.row}>
        <div>
          <span className={classes.rowLabel}>Restore from another place</span>
          <span className={classes.rowNote}>
            A backup that lies elsewhere; you see what happens before it does.
          </span>
        </div>
        <PathField
          label="Backup file"
          buttonLabel="Restore…"
          canChoose={state.canChooseFiles}
          choose={() => client.workspace.chooseFile({ purpose: 'restore' })}
          onPath={(file) => setRestoring({ file })}
        />
      </div>
      {restoring ? (
        <RestoreDialog file={restoring.file} onClose={() => setRestoring(null)} onRestored={onRestored} />
      ) : null}
    </div>
  );
}
