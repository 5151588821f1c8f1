import { assertNever } from '#shared/assert.ts';
import type { RunRecord } from '../words.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { ResumeDialog } from './ResumeDialog.tsx';
import type { RunAct } from './runActs.ts';

/** The dialog of an act on a run. */
export function RunDialogs({
  act,
  run,
  onClose,
  onResumed,
}: {
  readonly act: RunAct;
  readonly run: RunRecord;
  readonly onClose: () => void;
  /** With the run of the next attempt. */
  readonly onResumed: (runId: number) => void;
}) {
  switch (act) {
    case 'approve':
    case 'refuse':
      return <DecideDialog run={run} approved={act === 'approve'} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog run={run} onClose={onClose} />;
    case 'resume':
      return <ResumeDialog run={run} onClose={onClose} onResumed={onResumed} />;
    default:
      return assertNever(act);
  }
}
