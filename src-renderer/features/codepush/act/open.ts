import { openDialog } from '../../../app/dialogs.ts';
import type { CodePushAction } from './action.ts';

/** Asks the shell for the dialog of an action. */
export function ask(action: CodePushAction): void {
  openDialog({ kind: 'codepush', action });
}
