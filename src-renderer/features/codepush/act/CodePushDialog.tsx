import type { CodePushAction } from './action.ts';
import { ChangeDialog } from './ChangeDialog.tsx';
import { EditChannelDialog, OpenChannelDialog } from './ChannelDialog.tsx';
import { EditDialog } from './EditDialog.tsx';
import { HaltAllDialog } from './HaltAllDialog.tsx';
import { PromoteDialog } from './PromoteDialog.tsx';
import { ReleaseDialog } from './ReleaseDialog.tsx';
import { RollbackDialog } from './RollbackDialog.tsx';

/** The dialog of an action about channels and their releases. */
export function CodePushDialog({
  action,
  onClose,
}: {
  readonly action: CodePushAction;
  readonly onClose: () => void;
}) {
  switch (action.act) {
    case 'release':
      return <ReleaseDialog channelId={action.channelId} file={action.file} onClose={onClose} />;
    case 'edit':
      return <EditDialog deploymentId={action.deploymentId} rollout={action.rollout} onClose={onClose} />;
    case 'halt':
    case 'resume':
    case 'end':
      return <ChangeDialog act={action.act} deploymentId={action.deploymentId} onClose={onClose} />;
    case 'promote':
      return <PromoteDialog deploymentId={action.deploymentId} onClose={onClose} />;
    case 'rollback':
      return (
        <RollbackDialog
          channelId={action.channelId}
          label={action.label}
          how={action.how ?? 'rollback'}
          onClose={onClose}
        />
      );
    case 'haltAll':
      return <HaltAllDialog projectId={action.projectId} onClose={onClose} />;
    case 'openChannel':
      return <OpenChannelDialog start={action} onClose={onClose} />;
    case 'editChannel':
      return <EditChannelDialog channelId={action.channelId} onClose={onClose} />;
  }
}
