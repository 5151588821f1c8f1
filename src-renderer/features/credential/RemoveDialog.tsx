import { useState } from 'react';
import { useAct } from '../../api/client.ts';
import { ActionDialog } from '../../ui/ActionDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import type { ListedCredential } from './levels.ts';

/** Takes a credential out of the workspace, with the values that this machine keeps for it. */
export function RemoveDialog({
  credential,
  onClose,
}: {
  readonly credential: ListedCredential;
  readonly onClose: () => void;
}) {
  const remove = useAct('credential.remove');
  const [reason, setReason] = useState('');
  const { id, label, slots } = credential;
  const onConfirm = async () => {
    try {
      await remove.run({ id, reason: reason.trim() || null });
      onClose();
    } catch {
      // `remove.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Remove the ${label}`}
      {...(credential.target ? { tier: credential.target } : {})}
      destructive
      rows={[
        {
          label: 'Goes away',
          content:
            slots.length === 0
              ? 'It holds no value. Nobody is warned of its end any more.'
              : `What this machine keeps for ${slots.join(', ')} is forgotten for good. Nobody is warned of its end any more.`,
        },
        {
          label: 'Stays',
          content: 'The credential itself, at the store or the authority that gave it. Revoke it there.',
        },
      ]}
      reason={{ required: false, value: reason, onChange: setReason }}
      confirmLabel="Remove the credential"
      busy={remove.busy}
      error={remove.error ? <ErrorText error={remove.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
