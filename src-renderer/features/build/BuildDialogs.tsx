import { useCall } from '../../api/client.ts';
import { AgainDialog } from './act/AgainDialog.tsx';
import type { BuildAction } from './act/action.ts';
import { ForceUpdateDialog } from './act/ForceUpdateDialog.tsx';
import { LiveDialog } from './act/LiveDialog.tsx';
import { NewBuildDialog } from './act/NewBuildDialog.tsx';
import { StoreStateDialog } from './act/StoreStateDialog.tsx';

/** The dialog of an action on builds. */
export function BuildDialogs({
  action,
  onClose,
}: {
  readonly action: BuildAction;
  readonly onClose: () => void;
}) {
  if (action.act === 'new') return <NewBuildDialog start={action} onClose={onClose} />;
  return <OnBuild act={action.act} id={action.id} onClose={onClose} />;
}

function OnBuild({
  act,
  id,
  onClose,
}: {
  readonly act: Exclude<BuildAction['act'], 'new'>;
  readonly id: number;
  readonly onClose: () => void;
}) {
  const { data: record } = useCall('build.get', { id }, { keepPrevious: false });
  if (!record) return null;
  switch (act) {
    case 'storeState':
      return <StoreStateDialog record={record} onClose={onClose} />;
    case 'live':
      return <LiveDialog record={record} onClose={onClose} />;
    case 'forceUpdate':
      return <ForceUpdateDialog record={record} onClose={onClose} />;
    case 'retry':
    case 'cancel':
      return <AgainDialog record={record} act={act} onClose={onClose} />;
  }
}
