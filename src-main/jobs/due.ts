import { assertNever } from '#shared/assert.ts';
import type { Ctx } from '../context.ts';
import { moveDeployment } from '../features/deployment/move.ts';
import type { Stores } from '../store/index.ts';

/** What can be due. A row holds the instant and the subject; the rule that runs is the one any door would use. */
type DueKind = 'deployment';

function happen(ctx: Ctx, kind: DueKind, subjectId: number): void {
  switch (kind) {
    case 'deployment': {
      // A scheduled deployment becomes pending when its time has come, unless it was moved before.
      const state = ctx.stores.deployment.state(subjectId);
      if (state?.status !== 'scheduled') return;
      moveDeployment(ctx, subjectId, 'pending', { reason: null, errorMessage: null });
      return;
    }
    default:
      assertNever(kind);
  }
}

export function nextDue(stores: Stores): number | null {
  return stores.due.next()?.dueAt ?? null;
}

/** Does everything that is due, each in a transaction with the removal of its row, so that it happens exactly once. */
export function runDue(
  stores: Stores,
  now: number,
  transact: (work: (ctx: Ctx) => void) => void,
): number | null {
  for (let row = stores.due.next(); row; row = stores.due.next()) {
    if (row.dueAt > now) return row.dueAt;
    const due = row;
    transact((ctx) => {
      ctx.stores.due.remove(due.id);
      happen(ctx, due.kind as DueKind, due.subjectId);
    });
  }
  return null;
}
