import { Modal } from '@mantine/core';
import { useState } from 'react';
import { credentialRules } from '#shared/features/credential/model.ts';
import { useAct } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { ACTIONS, PlainTable } from '../../ui/PlainTable.tsx';
import { SecretDialog } from '../../ui/SecretDialog.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import classes from './Credential.module.css';
import type { ListedCredential } from './levels.ts';

/** The values of a credential, one slot a line: which are kept, and the way to keep or forget one. */
export function SlotsDialog({
  credential,
  onClose,
}: {
  readonly credential: ListedCredential;
  readonly onClose: () => void;
}) {
  useFocusBack();
  const set = useAct('credential.setSecret');
  const forget = useAct('credential.forgetSecret');
  const [slot, setSlot] = useState<string | null>(null);
  const { id, slots, label } = credential;
  if (slot !== null) {
    return (
      <SecretDialog
        title={`${slot} of the ${label}`}
        kept={slots.includes(slot)}
        busy={set.busy}
        error={set.error}
        onSave={(value) => set.run({ id, slot, value })}
        onClose={() => setSlot(null)}
      />
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Values of the ${label}`}
      size={560}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.slots}>
        <PlainTable label="Values" columns={['Slot', 'Value', ACTIONS]}>
          {credentialRules[credential.kind].slots.map((name) => {
            const kept = slots.includes(name);
            return (
              <tr key={name}>
                <td className={classes.mono}>{name}</td>
                <td>
                  <StatusBadge status={kept ? 'succeeded' : 'partial'} label={kept ? 'set' : 'missing'} />
                </td>
                <td data-end>
                  <span className={classes.tools}>
                    {kept ? (
                      <ActionButton
                        label="Forget"
                        size="xs"
                        busy={forget.busy}
                        onClick={() => void forget.run({ id, slot: name }).catch(() => {})}
                      />
                    ) : null}
                    <ActionButton label={kept ? 'Replace' : 'Set'} size="xs" onClick={() => setSlot(name)} />
                  </span>
                </td>
              </tr>
            );
          })}
        </PlainTable>
        <p className={classes.note}>A slot that was set on another machine has its value there alone.</p>
        <ErrorText error={forget.error} />
      </div>
    </Modal>
  );
}
