import { openDialog } from '../../../app/dialogs.ts';
import type { DistributionAction } from './action.ts';

/** Asks the shell for the dialog of an action. */
export function ask(action: DistributionAction): void {
  openDialog({ kind: 'distribution', action });
}
