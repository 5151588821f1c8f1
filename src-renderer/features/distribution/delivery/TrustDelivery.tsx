import { useState } from 'react';
import { dryLines } from '#shared/features/action/dry.ts';
import type { DeliverySettings } from '#shared/features/distribution/delivery.ts';
import { type Store, storeRules } from '#shared/features/distribution/stores.ts';
import { useAct } from '../../../api/client.ts';
import { TrustDialog } from '../../../ui/TrustDialog.tsx';
import { stepLabels } from '../words.ts';
import { setSteps } from './dry.ts';

/** Lets this machine deliver to a store, once a person has read what that runs. */
export function TrustDelivery({
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
    <TrustDialog
      title={`Let this machine deliver to ${storeRules[store].label}`}
      whenever="somebody presses Deliver now on this machine"
      parts={setSteps(settings).flatMap((step) => {
        const action = settings[step];
        return action ? [{ label: stepLabels[step], lines: dryLines(action, null) }] : [];
      })}
      reason={{ required: false, value: reason, onChange: setReason }}
      checking={checking}
      busy={trust.busy}
      error={trust.error}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    />
  );
}
