import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type DistributionStatus, distributionMachine } from '#shared/features/distribution/machine.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { DeliveryBadge } from '../../../ui/DeliveryBadge.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import classes from '../Distribution.module.css';
import { type DistributionRecord, placeOf } from '../words.ts';

/** Says how a delivery that somebody made by hand went on: forward only, as its machine allows. */
export function ReportDialog({
  record,
  onClose,
}: {
  readonly record: DistributionRecord;
  readonly onClose: () => void;
}) {
  const { distribution: row, moves } = record;
  const report = useAct('distribution.report');
  const ways = moves.filter(({ event }) => event !== 'cancel');
  const [status, setStatus] = useState<DistributionStatus | null>(ways[0]?.to ?? null);
  const [remoteId, setRemoteId] = useState(row.remoteId ?? '');
  const [errorMessage, setErrorMessage] = useState('');
  const [reason, setReason] = useState('');
  const badId = remoteId.trim() !== '' && !/^\d{1,30}$/.test(remoteId.trim());
  const onConfirm = async () => {
    try {
      await report.run({
        id: row.id,
        status,
        remoteId: remoteId.trim() || null,
        errorMessage: status === 'failed' ? errorMessage.trim() || null : null,
        reason: reason.trim() || null,
      });
      onClose();
    } catch {
      // `report.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`How the delivery to ${placeOf(row)} went on`}
      tier={row.target}
      now={{ label: 'Is', version: <DeliveryBadge status={row.status} /> }}
      next={{ label: 'Will be', version: <DeliveryBadge status={status ?? row.status} /> }}
      rows={[
        {
          label: 'Status',
          content: (
            <SegmentedControl
              className={classes.choice ?? ''}
              aria-label="How it stands now"
              value={status ?? ''}
              onChange={(value) => setStatus(value as DistributionStatus)}
              data={ways.map(({ to }) => ({ value: to, label: distributionMachine.states[to].label }))}
            />
          ),
        },
        ...(status === 'failed'
          ? [
              {
                label: 'Error',
                note: 'in the store’s words',
                content: (
                  <Textarea
                    aria-label="What the store said"
                    autosize
                    minRows={2}
                    maxRows={8}
                    value={errorMessage}
                    onChange={(event) => setErrorMessage(event.currentTarget.value)}
                  />
                ),
              },
            ]
          : []),
        {
          label: 'Store’s id',
          note: 'if it gave one',
          content: (
            <TextInput
              aria-label="What the store calls it"
              value={remoteId}
              error={badId ? 'A remote id is a number.' : null}
              onChange={(event) => setRemoteId(event.currentTarget.value)}
            />
          ),
        },
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={status ? `Mark ${distributionMachine.states[status].label}` : 'Report'}
      blockedReason={ways.length === 0 ? 'It has ended' : badId ? 'A remote id is a number' : null}
      busy={report.busy}
      error={report.error ? <ErrorText error={report.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
