import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCall } from '../../../api/client.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import text from '../../../ui/Text.module.css';
import { Word } from './planRows.tsx';

const CONSEQUENCES = {
  block:
    'None of its candidates may go to a phase in which the release has no success yet. Where it runs it stays, and a rollback passes it over.',
  unblock: 'Its candidates may go on through the phases, as far as these let them.',
} as const;

/** Keeps a release from new phases, or lets it go on; both with a reason. */
export function BlockDialog({
  act,
  releaseId,
  onClose,
}: {
  readonly act: 'block' | 'unblock';
  readonly releaseId: number;
  readonly onClose: () => void;
}) {
  const { data } = useCall('release.get', { id: releaseId }, { keepPrevious: false });
  const block = useAct('release.block');
  const unblock = useAct('release.unblock');
  const [reason, setReason] = useState('');
  if (!data) return null;
  const { run } = act === 'block' ? block : unblock;
  const { busy, error } = act === 'block' ? block : unblock;
  const blocked = data.blockedReason !== null;
  const onConfirm = async () => {
    try {
      await run({ id: releaseId, reason: reason.trim() });
      onClose();
    } catch {
      // The error stands in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${act === 'block' ? 'Block' : 'Unblock'} ${data.projectName} ${data.version}`}
      now={{
        label: 'Now',
        version: <Word>{blocked ? 'blocked' : 'free to go on'}</Word>,
        note: blocked ? 'from new phases' : 'as far as the phases let it',
      }}
      next={{
        label: 'Will be',
        version: <Word>{act === 'block' ? 'blocked' : 'free to go on'}</Word>,
        note: act === 'block' ? 'from new phases' : 'as far as the phases let it',
      }}
      rows={[
        ...(data.blockedReason === null
          ? []
          : [{ label: 'Blocked because', content: <p className={text.prose}>{data.blockedReason}</p> }]),
        { label: 'What happens', content: CONSEQUENCES[act] },
      ]}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={`${act === 'block' ? 'Block' : 'Unblock'} ${data.version}`}
      confirmIcon={act === 'block' ? IconLock : IconLockOpen}
      destructive={act === 'block'}
      blockedReason={
        blocked === (act === 'block') ? (blocked ? 'It is blocked already' : 'It is not blocked') : null
      }
      busy={busy}
      error={error ? <ErrorText error={error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
