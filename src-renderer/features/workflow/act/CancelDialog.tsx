import { IconSquare } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { stepRows } from '../run/stepRows.ts';
import { type RunRecord, subjectOf } from '../words.ts';

/** Asks a run to end, with what ends with it and what stays. */
export function CancelDialog({ run, onClose }: { readonly run: RunRecord; readonly onClose: () => void }) {
  const cancel = useAct('workflow.cancel');
  const [reason, setReason] = useState('');
  const rows = stepRows(run);
  const done = rows.filter(({ standing }) => standing === 'succeeded');
  const ahead = rows.filter(({ standing }) => standing === 'ahead');
  const step = run.definition[run.position]?.name ?? '';
  const onConfirm = async () => {
    try {
      await cancel.run({ runId: run.id, reason: reason.trim() || null });
      onClose();
    } catch {
      // `cancel.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Cancel the run of ${subjectOf(run)}`}
      {...(run.tier ? { tier: run.tier } : {})}
      destructive
      rows={[
        {
          label: 'Ends',
          content:
            run.status === 'running'
              ? `${step} is ended with everything that it started. Then it is canceled.`
              : 'Nothing runs at this moment: it is canceled at once.',
        },
        ...(done.length > 0
          ? [
              {
                label: 'Stays',
                content: `What ${done.map(({ name }) => name).join(', ')} did is not undone.`,
              },
            ]
          : []),
        ...(ahead.length > 0
          ? [{ label: 'Goes away', content: `${ahead.map(({ name }) => name).join(', ')}: not begun.` }]
          : []),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={run.environment === null ? 'Cancel the build' : `Cancel the run in ${run.environment}`}
      confirmIcon={IconSquare}
      busy={cancel.busy}
      error={cancel.error ? <ErrorText error={cancel.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
