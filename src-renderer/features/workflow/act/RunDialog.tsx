import { useCall } from '../../../api/client.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import type { AskedOfRun } from './runActs.ts';

/** The dialog of an act on a run, over whatever screen it is asked from. */
export function RunDialog({
  act,
  runId,
  onClose,
}: {
  readonly act: AskedOfRun;
  readonly runId: number;
  readonly onClose: () => void;
}) {
  const run = useCall('workflow.run', { id: runId }, { keepPrevious: false }).data;
  if (!run) return null;
  return act === 'cancel' ? (
    <CancelDialog run={run} onClose={onClose} />
  ) : (
    <DecideDialog run={run} approved={null} onClose={onClose} />
  );
}
