import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeliverySettings } from '#shared/features/distribution/delivery.ts';
import { type Store, storeRules } from '#shared/features/distribution/stores.ts';
import { useAct } from '../../../api/client.ts';
import { ActionDialog, ActionLine } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { stepLabels } from '../words.ts';
import { setSteps } from './dry.ts';
import { StepPreview } from './StepPreview.tsx';

/** Shows to the last letter what this machine would be allowed to run, before it is. */
export function TrustDialog({
  projectId,
  store,
  settings,
  hash,
  checking,
  onClose,
}: {
  readonly projectId: number;
  readonly store: Store;
  readonly settings: DeliverySettings;
  /** Of the settings that are shown. */
  readonly hash: string;
  /** The settings or their hash are being read anew: one may not belong to the other. */
  readonly checking: boolean;
  readonly onClose: () => void;
}) {
  const trust = useAct('distribution.trustDelivery');
  const [reason, setReason] = useState('');
  const onConfirm = async () => {
    try {
      await trust.run({ projectId, store, hash, reason: reason.trim() || null });
      onClose();
    } catch {
      // `trust.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Let this machine deliver to ${storeRules[store].label}`}
      rows={[
        {
          label: 'Mind',
          content: (
            <ActionLine
              icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
            >
              These run as you, with your rights, whenever somebody presses Deliver now on this machine. Read
              every line. A change of any letter has to be trusted anew.
            </ActionLine>
          ),
        },
        ...setSteps(settings).flatMap((step) => {
          const action = settings[step];
          return action
            ? [
                {
                  label: stepLabels[step],
                  note: 'as it is written',
                  content: <StepPreview step={step} action={action} facts={null} />,
                },
              ]
            : [];
        }),
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel="Trust on this machine"
      confirmIcon={IconShieldCheck}
      blockedReason={checking ? 'Is being checked' : null}
      busy={trust.busy}
      error={trust.error ? <ErrorText error={trust.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
