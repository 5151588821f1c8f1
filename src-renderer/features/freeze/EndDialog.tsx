import { useState } from 'react';
import { windowWords } from '#shared/features/freeze/words.ts';
import { formatClock } from '#shared/time.ts';
import { useAct } from '../../api/client.ts';
import { ActionDialog, type ActionRow } from '../../ui/ActionDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { useTime } from '../../ui/time.tsx';
import type { FreezeRow } from './freezeForm.ts';
import { StandsNow } from './StandsNow.tsx';

/** Ends what stands now, or the freeze for good; both with a reason. */
export function EndDialog({
  kind,
  freeze,
  onClose,
}: {
  readonly kind: 'lift' | 'remove';
  readonly freeze: FreezeRow;
  readonly onClose: () => void;
}) {
  const { zone, now } = useTime();
  const lift = useAct('freeze.lift');
  const remove = useAct('freeze.remove');
  const act = kind === 'lift' ? lift : remove;
  const [reason, setReason] = useState('');
  const { id, name, window, stands, next } = freeze;
  const comesAgain = kind === 'lift' && window.kind === 'recurring' ? next[0] : undefined;
  const rows: ActionRow[] = [
    { label: 'Stands', note: 'now', content: <StandsNow stands={stands} next={next} /> },
    {
      label: 'Goes away',
      content:
        kind === 'lift'
          ? 'What stands now ends at once; deployments go through again.'
          : `All of it, for good: ${windowWords(window, freeze.zone)}.`,
    },
    {
      label: 'Stays',
      content: comesAgain
        ? `It comes again ${formatClock(comesAgain.startsAt, now, zone)}, as its window says.`
        : 'What it froze so far, in the lanes and in the log.',
    },
  ];
  const onConfirm = async () => {
    try {
      await act.run({ id, reason: reason.trim() });
      onClose();
    } catch {
      // `act.error` says it in the dialog.
    }
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={kind === 'lift' ? `Lift ${name}` : `Remove ${name}`}
      destructive={kind === 'remove'}
      rows={rows}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={kind === 'lift' ? 'Lift the freeze' : 'Remove the freeze'}
      blockedReason={kind === 'lift' && !stands ? 'It does not stand now' : null}
      busy={act.busy}
      error={act.error ? <ErrorText error={act.error} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}
