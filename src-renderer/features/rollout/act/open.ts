import { openDialog } from '../../../app/dialogs.ts';
import type { RolloutAction } from './action.ts';

/** Asks the shell for the dialog of an action. */
export function ask(action: RolloutAction): void {
  openDialog({ kind: 'rollout', action });
}
