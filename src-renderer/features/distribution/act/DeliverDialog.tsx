import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeliverySettings } from '#shared/features/distribution/delivery.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { useJobRun } from '../../../api/jobs.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import classes from '../Distribution.module.css';
import { factsOfRow } from '../delivery/dry.ts';
import { StepPreview } from '../delivery/StepPreview.tsx';
import { type DistributionRecord, nameOf, placeOf, stepLabels } from '../words.ts';

/** Runs a distribution's delivery: first it says exactly what runs, and asks for trust where there is none yet. */
export function DeliverDialog({
  record,
  onClose,
}: {
  readonly record: DistributionRecord;
  readonly onClose: () => void;
}) {
  const { distribution: row } = record;
  const app = { projectId: row.projectId, store: row.store };
  const delivery = useCall('distribution.delivery', app);
  const trust = useCall('distribution.deliveryTrust', app);
  const trustIt = useAct('distribution.trustDelivery');
  const job = useJobRun('distribution.deliver');
  const [read, setRead] = useState(false);
  const [reason, setReason] = useState('');
  const settings = delivery.data?.settings ?? null;
  const trusted = trust.data?.trusted ?? false;
  const missing = trust.data?.secrets.find(({ kept }) => !kept);

  const onConfirm = async () => {
    const hash = trust.data?.hash;
    if (!hash) return;
    try {
      if (!trusted) await trustIt.run({ ...app, hash });
    } catch {
      // `trustIt.error` says it in the dialog: nothing was run.
      return;
    }
    if ((await job.start({ act: 'deliver', id: row.id, reason: reason.trim() || null })) === null) return;
    onClose();
    navigate(pathTo.distribution(row.id));
  };
  const blocked =
    !delivery.data || !trust.data
      ? 'Is being checked'
      : settings === null
        ? 'Nobody has said how to deliver'
        : missing
          ? `The secret ${missing.slot} is not on this machine`
          : !trusted && !read
            ? 'Needs to be read and trusted'
            : null;
  const error = job.error ?? trustIt.error ?? delivery.error ?? trust.error;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Deliver ${nameOf(row)}`}
      tier={row.target}
      rows={[
        ...(settings ? stepRows(settings, record, !trusted) : []),
        ...(settings === null || missing
          ? [
              {
                label: 'First',
                content: (
                  <a
                    className={classes.link}
                    href={`#${pathTo.projectStores(row.projectId)}`}
                    onClick={onClose}
                  >
                    {settings === null ? 'Set up the delivery' : 'Set the secret'} in credentials and delivery
                    of {row.project}
                  </a>
                ),
              },
            ]
          : []),
        ...(settings && trust.data && !trusted
          ? [
              {
                label: 'Trust',
                note: 'on this machine',
                content: (
                  <div className={classes.trustBox}>
                    <ActionLine
                      icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
                    >
                      Nobody has trusted these settings here. They run as you, with your rights.
                    </ActionLine>
                    <Checkbox
                      label="I have read every line, and this machine may run it, now and later."
                      checked={read}
                      onChange={(event) => setRead(event.currentTarget.checked)}
                    />
                  </div>
                ),
              },
            ]
          : []),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel={`Deliver to ${placeOf(row)}`}
      confirmIcon={IconPlayerPlay}
      blockedReason={blocked}
      busy={job.busy || trustIt.busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** The steps that a delivery runs; as they are written where they are not trusted yet. */
function stepRows(
  settings: DeliverySettings,
  { distribution: row }: DistributionRecord,
  exact: boolean,
): ActionRow[] {
  const steps = (['prepare', 'upload', 'submit'] as const).filter(
    (step) => settings[step] !== null && (step !== 'submit' || row.shouldSubmitForReview),
  );
  return steps.flatMap((step) => {
    const action = settings[step];
    if (!action) return [];
    return [
      ...(exact
        ? [
            {
              label: stepLabels[step],
              note: 'as it is written',
              content: <StepPreview step={step} action={action} facts={null} />,
            },
          ]
        : []),
      {
        label: exact ? '' : stepLabels[step],
        note: exact ? 'for this distribution' : 'would run',
        content: <StepPreview step={step} action={action} facts={factsOfRow(row)} />,
      },
    ];
  });
}
