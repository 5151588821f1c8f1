import type { Action } from '#shared/features/action/model.ts';
import type { ActionEnd, Errand, Watch } from './action.ts';
import { runCommand } from './command.ts';
import { runHttpCall } from './http-call.ts';
import { type Masker, masked } from './mask.ts';

/**
 * Runs a command or call of the user's own to its end. What it says is kept in a record: no secret comes in by it. It
 * throws nothing for what the command or the call does: that is an end of it.
 */
export async function runAction(
  action: Action,
  errand: Errand,
  mask: () => Masker,
  watch: Watch,
): Promise<ActionEnd> {
  const end =
    action.kind === 'command'
      ? await runCommand(action, errand, mask, watch)
      : await runHttpCall(action, errand, mask, watch);
  const { remoteId, storeState } = end.told;
  const told = { remoteId, storeState: storeState === null ? null : masked(storeState, mask) };
  return end.kind === 'failed' ? { ...end, told, message: masked(end.message, mask) } : { ...end, told };
}
