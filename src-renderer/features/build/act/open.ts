import { openDialog } from '../../../app/dialogs.ts';
import type { BuildAction } from './action.ts';

/** Asks the shell for the dialog of an action. */
export function ask(action: BuildAction): void {
  openDialog({ kind: 'build', action });
}
