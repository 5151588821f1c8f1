import { useAct, useCall } from '../../api/client.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Instant } from '../../ui/time.tsx';
import classes from './Settings.module.css';

/** Says what a restore replaces and what it keeps, before it does either. */
export function RestoreDialog({
  file,
  onClose,
  onRestored,
}: {
  readonly file: string;
  readonly onClose: () => void;
  readonly onRestored: () => void;
}) {
  const restore = useAct('workspace.restore');
  const state = useCall('workspace.state', undefined);
  const summary = useCall('workspace.summary', undefined);
  const known = useCall('workspace.backups', undefined).data?.find((backup) => backup.file === file);
  const confirm = async () => {
    try {
      await restore.run({ file });
      onRestored();
      onClose();
    } catch {
      // The dialog stays open and shows what was refused.
    }
  };
  const counts = summary.data;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title="Restore a backup"
      now={{
        label: 'Open now',
        version: <span className={classes.ellipsis}>{state.data?.workspace?.name ?? ''}</span>,
        note: counts
          ? `${formatCount(counts.deployments)} deployments, ${formatCount(counts.releases)} releases`
          : '',
      }}
      next={{
        label: 'Takes its place',
        version: <span className={classes.ellipsis}>{file.split(/[\\/]/).at(-1)}</span>,
        note: known ? (
          <>
            {known.why}, <Instant at={known.at} />
          </>
        ) : (
          file
        ),
      }}
      rows={[
        {
          label: 'Is kept',
          content:
            'What is open now is moved into the backups first, as “before a restore”, and can be restored the same way.',
        },
        {
          label: 'Goes away',
          content:
            'From the open workspace: everything recorded after the backup was made, its audit entries included.',
        },
        {
          label: 'If it fails',
          content:
            'The backup is checked before anything is touched. If it cannot be opened, the workspace stays as it is.',
        },
      ]}
      confirmLabel="Restore"
      destructive
      busy={restore.busy}
      error={restore.error ? <ErrorText error={restore.error} icon={false} /> : null}
      onConfirm={() => void confirm()}
    />
  );
}
