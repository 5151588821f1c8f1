import { IconSquare } from '@tabler/icons-react';
import { openDialog } from '../../app/dialogs.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';

/** Ends a deployment by what carries it out. Its record follows by itself. */
export function CancelRun({ runId, size = 'sm' }: { readonly runId: number; readonly size?: 'sm' | 'xs' }) {
  return (
    <ActionButton
      label="Cancel the run"
      icon={IconSquare}
      size={size}
      onClick={() => openDialog({ kind: 'run', act: 'cancel', runId })}
    />
  );
}
