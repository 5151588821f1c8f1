import { DigestDialog } from '../changes/DigestDialog.tsx';
import { CloneDialog } from '../clone/CloneDialog.tsx';
import { NotesDialog } from '../notes/NotesDialog.tsx';
import { PickDialog } from '../pick/PickDialog.tsx';
import { PickedDialog } from '../pick/PickedDialog.tsx';
import { ResolveDialog } from '../pick/ResolveDialog.tsx';
import { PromoteDialog } from '../progression/PromoteDialog.tsx';
import { ScheduleDialog } from '../schedule/ScheduleDialog.tsx';
import type { ReleaseAction } from './action.ts';
import { BlockDialog } from './BlockDialog.tsx';
import { CutDialog } from './CutDialog.tsx';
import { DeployDialog } from './DeployDialog.tsx';
import { RollbackDialog } from './RollbackDialog.tsx';
import { ScheduledDialog } from './ScheduledDialog.tsx';

/** The dialog of an action about releases and their environments. */
export function ReleaseDialogs({
  action,
  onClose,
}: {
  readonly action: ReleaseAction;
  readonly onClose: () => void;
}) {
  switch (action.act) {
    case 'deploy':
      return <DeployDialog start={action} onClose={onClose} />;
    case 'begin':
    case 'reschedule':
      return <ScheduledDialog start={action} onClose={onClose} />;
    case 'rollback':
      return <RollbackDialog start={action} onClose={onClose} />;
    case 'cut':
      return <CutDialog start={action} onClose={onClose} />;
    case 'pick':
      return <PickDialog start={action} onClose={onClose} />;
    case 'picked':
      return <PickedDialog start={action} onClose={onClose} />;
    case 'resolve':
      return <ResolveDialog pickId={action.pickId} releaseId={action.releaseId} onClose={onClose} />;
    case 'clone':
      return <CloneDialog projectId={action.projectId} onClose={onClose} />;
    case 'notes':
      return <NotesDialog releaseId={action.releaseId} onClose={onClose} />;
    case 'digest':
      return <DigestDialog deploymentId={action.deploymentId} onClose={onClose} />;
    case 'schedule':
      return <ScheduleDialog projectId={action.projectId} onClose={onClose} />;
    case 'promote':
      return <PromoteDialog start={action} onClose={onClose} />;
    case 'block':
    case 'unblock':
      return <BlockDialog act={action.act} releaseId={action.releaseId} onClose={onClose} />;
  }
}
