import { IconRefresh, IconSquare } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { type BuildRecord, numberLabel, refusalOf } from '../words.ts';

const words = {
  retry: {
    title: 'Retry build',
    because: 'A build that ended stays as it is. A new one takes over its inputs and is linked to it.',
    confirm: 'Retry as a new build',
    icon: IconRefresh,
  },
  cancel: {
    title: 'Cancel build',
    because: 'It is recorded as canceled, by you. What a pipeline still does for it, Slipway cannot stop.',
    confirm: 'Cancel the build',
    icon: IconSquare,
  },
} as const;

/** Tries a build again as a new one, or ends one that is not over. */
export function AgainDialog({
  record,
  act,
  onClose,
}: {
  readonly record: BuildRecord;
  readonly act: 'retry' | 'cancel';
  readonly onClose: () => void;
}) {
  const { build } = record;
  const retry = useAct('build.retry');
  const cancel = useAct('build.cancel');
  const [reason, setReason] = useState('');
  const { title, because, confirm, icon } = words[act];
  const error = retry.error ?? cancel.error;
  const onConfirm = async () => {
    const input = { id: build.id, reason: reason.trim() || null };
    try {
      if (act === 'retry') {
        const made = await retry.run(input);
        navigate(pathTo.build(made.id));
      } else {
        await cancel.run(input);
      }
      onClose();
    } catch {
      // The error stands in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${title} ${numberLabel(build.number)} of ${build.project}`}
      tier={build.tier}
      {...(act === 'cancel'
        ? {
            destructive: true,
            now: { label: 'Is', version: <StatusBadge status={build.status} /> },
            next: { label: 'Will be', version: <StatusBadge status="canceled" /> },
          }
        : {})}
      rows={[{ label: 'Because', note: 'the rule', content: because }]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={confirm}
      confirmIcon={icon}
      blockedReason={refusalOf(record, act)}
      busy={retry.busy || cancel.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
