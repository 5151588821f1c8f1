import { useCall } from '../../api/client.ts';
import type { DistributionAction } from './act/action.ts';
import { DeliverDialog } from './act/DeliverDialog.tsx';
import { DistributionForm } from './act/DistributionForm.tsx';
import { emptyDraft } from './act/draft.ts';
import { EndDialog } from './act/EndDialog.tsx';
import { ReportDialog } from './act/ReportDialog.tsx';
import { StagedDialog } from './act/StagedDialog.tsx';
import { StoreStateDialog } from './act/StoreStateDialog.tsx';
import { trackLabel } from './words.ts';

/** The dialog of an action on distributions. */
export function DistributionDialogs({
  action,
  onClose,
}: {
  readonly action: DistributionAction;
  readonly onClose: () => void;
}) {
  if (action.act !== 'new') return <OnDistribution action={action} onClose={onClose} />;
  return (
    <DistributionForm
      title="New distribution"
      deploymentId={action.deploymentId}
      start={{ ...emptyDraft, track: action.track ?? '' }}
      onClose={onClose}
    />
  );
}

function OnDistribution({
  action,
  onClose,
}: {
  readonly action: Exclude<DistributionAction, { readonly act: 'new' }>;
  readonly onClose: () => void;
}) {
  const { data: record } = useCall('distribution.get', { id: action.id }, { keepPrevious: false });
  if (!record) return null;
  const { distribution: row } = record;
  switch (action.act) {
    case 'promote':
      return (
        <DistributionForm
          title={`Promote ${row.project} to ${trackLabel(row.store, action.track)}`}
          deploymentId={row.deploymentId}
          start={{
            ...emptyDraft,
            track: action.track,
            releaseMethod: 'promote',
            releaseNotes: row.releaseNotes,
            updatePriority: row.updatePriority,
            shouldSubmitForReview: row.shouldSubmitForReview,
          }}
          onClose={onClose}
        />
      );
    case 'deliver':
      return <DeliverDialog record={record} onClose={onClose} />;
    case 'staged':
      return <StagedDialog record={record} kind={action.move} onClose={onClose} />;
    case 'storeState':
      return <StoreStateDialog record={record} onClose={onClose} />;
    case 'report':
      return <ReportDialog record={record} onClose={onClose} />;
    case 'retry':
    case 'cancel':
      return <EndDialog record={record} act={action.act} onClose={onClose} />;
  }
}
