import { IconRefresh, IconSquare } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { DeliveryBadge } from '../../../ui/DeliveryBadge.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { type DistributionRecord, nameOf, placeOf } from '../words.ts';

/** Cancels a distribution that is not over, or tries one that failed anew as another. */
export function EndDialog({
  record,
  act,
  onClose,
}: {
  readonly record: DistributionRecord;
  readonly act: 'retry' | 'cancel';
  readonly onClose: () => void;
}) {
  const { distribution: row, delivery } = record;
  const retry = useAct('distribution.retry');
  const cancel = useAct('distribution.cancel');
  const [reason, setReason] = useState('');
  const again = act === 'retry';
  const error = retry.error ?? cancel.error;
  const onConfirm = async () => {
    const input = { id: row.id, reason: reason.trim() || null };
    try {
      if (again) {
        const { distribution } = await retry.run(input);
        navigate(pathTo.distribution(distribution.id));
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
      title={`${again ? 'Retry' : 'Cancel'} the distribution of ${nameOf(row)}`}
      tier={row.target}
      destructive={!again}
      {...(again
        ? {}
        : {
            now: { label: 'Is', version: <DeliveryBadge status={row.status} /> },
            next: { label: 'Will be', version: <DeliveryBadge status="canceled" /> },
          })}
      rows={[
        {
          label: 'Because',
          note: 'the rule',
          content: again
            ? 'One that ended stays as it is. Another is made with the same notes and choices and linked to it; the rules are asked anew.'
            : delivery.runningJobId === null
              ? 'Nothing of it runs here. What the store has of it already stays there.'
              : 'Its command is ended with everything that it started. What the store has of it already stays there.',
        },
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={again ? `Retry to ${placeOf(row)}` : `Cancel to ${placeOf(row)}`}
      confirmIcon={again ? IconRefresh : IconSquare}
      blockedReason={again ? record.retryRefusal : null}
      busy={retry.busy || cancel.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
