import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { isAppError } from '#shared/errors.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import { isFinished } from '#shared/features/deployment/machine.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployments, previewMove } from '../deployment/move.ts';
import { judgeAgain } from './begin.ts';
import { dispatch } from './deploy.ts';

type Of = typeof deploymentContract;

/**
 * Whether a move by a person begins work that a workflow does here: a record tried again or taken before its time. What a
 * pipeline reports begins nothing. @throws what stands in its way now, as `planDeploy`.
 */
function beginsRun(ctx: Ctx, id: number, to: ParsedInputOf<Of['move']>['to']): boolean {
  const { stores, caller } = ctx;
  const state = stores.deployment.state(id);
  const begins = caller.door === 'desk' && to === 'pending' && state !== undefined;
  if (!begins || !(isFinished(state.status) || state.status === 'scheduled')) return false;
  if (stores.workflow.at(state.projectId, state.environmentId) === null) return false;
  judgeAgain(ctx, state);
  return true;
}

/** Moves several records in one transaction, and runs the workflows of those that begin again by it. */
export function moveAndRun(ctx: Ctx, input: ParsedInputOf<Of['move']>): OutputOf<Of['move']> {
  const begin = new Set([...new Set(input.ids)].filter((id) => beginsRun(ctx, id, input.to)));
  const rows = moveDeployments(ctx, input);
  for (const row of rows) if (begin.has(row.id)) dispatch(ctx, row);
  return rows;
}

/** What a move would do, with what stands in the way of the workflow that it would run. */
export function previewMoveAndRun(
  ctx: Ctx,
  input: ParsedInputOf<Of['previewMove']>,
): OutputOf<Of['previewMove']> {
  const preview = previewMove(ctx, input);
  return {
    ...preview,
    items: preview.items.map((item) => {
      if (item.refusal !== null) return item;
      try {
        beginsRun(ctx, item.deployment.id, input.to);
        return item;
      } catch (error) {
        if (!isAppError(error)) throw error;
        const { before } = item.effect;
        const refusal = [error.message, error.details.hint].filter(Boolean).join(' ');
        return {
          ...item,
          event: null,
          refusal,
          effect: { before, after: before, because: 'Nothing changes.' },
        };
      }
    }),
  };
}
