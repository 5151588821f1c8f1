import type { ReleaseAction } from './action.ts';
import { BlockDialog } from './BlockDialog.tsx';
import { CutDialog } from './CutDialog.tsx';
import { DeployDialog } from './DeployDialog.tsx';
import { RollbackDialog } from './RollbackDialog.tsx';

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
    case 'rollback':
      return <RollbackDialog start={action} onClose={onClose} />;
    case 'cut':
      return <CutDialog start={action} onClose={onClose} />;
    case 'block':
    case 'unblock':
      return <BlockDialog act={action.act} releaseId={action.releaseId} onClose={onClose} />;
  }
}
