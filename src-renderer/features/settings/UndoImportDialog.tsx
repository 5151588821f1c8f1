import { useState } from 'react';
import type { Import } from '#shared/features/import/model.ts';
import { useJobRun } from '../../api/jobs.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { JobLine } from '../../ui/JobLine.tsx';
import { formatCount } from '../../ui/numbers.ts';

/** Takes an import back whole: what it brought goes, what it changed is as it was. */
export function UndoImportDialog({ row, onClose }: { readonly row: Import; readonly onClose: () => void }) {
  const undo = useJobRun('import.undo');
  const [reason, setReason] = useState('');
  const { counts } = row;
  const job = undo.job;
  const over = job !== undefined && job.status !== 'running';
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Undo the import of ${row.fileName}`}
      rows={[
        {
          label: 'Goes away',
          content: `${formatCount(counts.newReleases)} releases and ${formatCount(counts.newDeployments)} deployments that it brought, with their links and files.`,
        },
        {
          label: 'Is restored',
          content:
            counts.changed === 0
              ? 'It changed no record that was there before.'
              : `${formatCount(counts.changed)} records that it changed are as they were before.`,
        },
        {
          label: 'Stays',
          content:
            'Everything recorded by hand or by a pipeline, and the log entries of the import and of this undo.',
        },
        ...(job ? [{ label: 'Progress', content: <JobLine job={job} /> }] : []),
      ]}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={over ? 'Done' : 'Undo import'}
      destructive={!over}
      busy={undo.busy}
      error={undo.error ? <ErrorText error={undo.error} icon={false} /> : null}
      onConfirm={() => {
        if (over && job.status === 'succeeded') onClose();
        else void undo.start({ id: row.id, reason: reason.trim() });
      }}
    />
  );
}
