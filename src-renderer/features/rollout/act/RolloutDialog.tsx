import type { RolloutAction } from './action.ts';
import { ChangePlanDialog } from './ChangePlanDialog.tsx';
import { PlanDialog } from './PlanDialog.tsx';

/** The dialog of an action about the plan of a release. */
export function RolloutDialog({
  action,
  onClose,
}: {
  readonly action: RolloutAction;
  readonly onClose: () => void;
}) {
  const { act, deploymentId } = action;
  return act === 'plan' ? (
    <PlanDialog deploymentId={deploymentId} onClose={onClose} />
  ) : (
    <ChangePlanDialog act={act} deploymentId={deploymentId} onClose={onClose} />
  );
}
