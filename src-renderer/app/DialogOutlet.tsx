import { BuildDialogs } from '../features/build/BuildDialogs.tsx';
import { CodePushDialog } from '../features/codepush/act/CodePushDialog.tsx';
import { MoveDialog } from '../features/deployment/MoveDialog.tsx';
import { NotesDialog } from '../features/deployment/NotesDialog.tsx';
import { RecordDialog } from '../features/deployment/RecordDialog.tsx';
import { DistributionDialogs } from '../features/distribution/DistributionDialogs.tsx';
import { ImportDialog } from '../features/import/ImportDialog.tsx';
import { ReleaseDialogs } from '../features/release/act/ReleaseDialogs.tsx';
import { RolloutDialog } from '../features/rollout/act/RolloutDialog.tsx';
import { SaveViewDialog } from '../features/view/SaveViewDialog.tsx';
import { RunDialog } from '../features/workflow/act/RunDialog.tsx';
import { closeDialog, useDialogs } from './dialogs.ts';

/** Draws the dialog that was asked for, over whatever screen is on. */
export function DialogOutlet() {
  const dialog = useDialogs((state) => state.open);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'record':
      return <RecordDialog start={dialog} onClose={closeDialog} />;
    case 'move':
      return <MoveDialog ids={dialog.ids} to={dialog.to} onClose={closeDialog} />;
    case 'notes':
      return <NotesDialog id={dialog.id} onClose={closeDialog} />;
    case 'import':
      return <ImportDialog file={dialog.file ?? null} onClose={closeDialog} />;
    case 'build':
      return <BuildDialogs action={dialog.action} onClose={closeDialog} />;
    case 'distribution':
      return <DistributionDialogs action={dialog.action} onClose={closeDialog} />;
    case 'saveView':
      return <SaveViewDialog path={dialog.path} onClose={closeDialog} />;
    case 'codepush':
      return <CodePushDialog action={dialog.action} onClose={closeDialog} />;
    case 'release':
      return <ReleaseDialogs action={dialog.action} onClose={closeDialog} />;
    case 'rollout':
      return <RolloutDialog action={dialog.action} onClose={closeDialog} />;
    case 'run':
      return <RunDialog act={dialog.act} runId={dialog.runId} onClose={closeDialog} />;
  }
}
