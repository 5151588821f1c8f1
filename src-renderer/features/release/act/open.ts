import { openDialog } from '../../../app/dialogs.ts';
import type { ReleaseAction } from './action.ts';

/** Asks the shell for the dialog of an action. */
export function ask(action: ReleaseAction): void {
  openDialog({ kind: 'release', action });
}
