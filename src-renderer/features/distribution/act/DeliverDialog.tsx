import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeliverySettings, DeliveryStep } from '#shared/features/distribution/delivery.ts';
import { useAct, useCall } from '../../../api/client.ts';
import { useJobRun } from '../../../api/jobs.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import text from '../../../ui/Text.module.css';
import classes from '../Distribution.module.css';
import { factsOfRow, type KnownFacts, setSteps } from '../delivery/dry.ts';
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
  // What was read is these settings: when they change, they have to be read again.
  const [readHash, setReadHash] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const settings = delivery.data?.settings ?? null;
  const trusted = trust.data?.trusted ?? false;
  const hash = trust.data?.hash ?? null;
  const read = hash !== null && readHash === hash;
  const missing = trust.data?.secrets.find(({ kept }) => !kept);

  const onConfirm = async () => {
    if (hash === null) return;
    try {
      if (!trusted) await trustIt.run({ ...app, hash, reason: reason.trim() || null });
    } catch {
      // `trustIt.error` says it in the dialog: nothing was run.
      return;
    }
    if ((await job.start({ act: 'deliver', id: row.id, reason: reason.trim() || null })) === null) return;
    onClose();
    navigate(pathTo.distribution(row.id));
  };
  const blocked =
    !delivery.data || !trust.data || delivery.isFetching || trust.isFetching
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
                  <a className={text.link} href={`#${pathTo.projectStores(row.projectId)}`} onClick={onClose}>
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
                      onChange={(event) => setReadHash(event.currentTarget.checked ? hash : null)}
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

/**
 * The steps that a delivery runs, filled in. Before they are trusted every step of the settings, as it is written: the
 * trust is for all of them.
 */
function stepRows(
  settings: DeliverySettings,
  { distribution: row }: DistributionRecord,
  exact: boolean,
): ActionRow[] {
  const previewOf = (step: DeliveryStep, facts: KnownFacts | null) => {
    const action = settings[step];
    return action ? <StepPreview step={step} action={action} facts={facts} /> : null;
  };
  const written = setSteps(settings).map((step) => ({
    label: stepLabels[step],
    note: 'as it is written',
    content: previewOf(step, null),
  }));
  const filled = (['prepare', 'upload', 'submit'] as const)
    .filter((step) => settings[step] !== null && (step !== 'submit' || row.shouldSubmitForReview))
    .map((step) => ({
      label: `${stepLabels[step]} now`,
      note: 'would run',
      content: previewOf(step, factsOfRow(row)),
    }));
  return exact ? [...written, ...filled] : filled;
}
