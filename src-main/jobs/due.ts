import type { Ctx } from '../context.ts';
import { cutDue } from '../features/candidate/schedule.ts';
import { startScheduled } from '../features/environment/scheduled.ts';
import { followDue } from '../features/freeze/follow.ts';
import { judgeDue } from '../features/rollout/judge.ts';
import { wakeRun } from '../features/workflow/runs.ts';
import type { Stores } from '../store/index.ts';

/** What can be due, one line each. A row holds the instant and the subject; the rule is the one any door would use. */
const happenings: Readonly<Record<string, (ctx: Ctx, subjectId: number) => void>> = {
  cut: cutDue,
  deployment: startScheduled,
  freeze: followDue,
  rollout: judgeDue,
  run: wakeRun,
};

function happen(ctx: Ctx, kind: string, subjectId: number): void {
  const happening = happenings[kind];
  if (!happening) throw new Error(`nothing happens when ${kind} is due`);
  happening(ctx, subjectId);
}

/** What could not happen is tried again so much later, in ms, and holds up nothing else until then. */
const TRIED_AGAIN = 5 * 60_000;

export function nextDue(stores: Stores): number | null {
  return stores.due.next()?.dueAt ?? null;
}

/**
 * Does everything that is due, each in a transaction with the removal of its row, so that it happens exactly once.
 * @returns when the next thing is due, or null. @throws what failed first, after all the rest was done.
 */
export function runDue(
  stores: Stores,
  now: number,
  transact: (work: (ctx: Ctx) => void) => void,
): number | null {
  const failures: unknown[] = [];
  for (let row = stores.due.next(); row && row.dueAt <= now; row = stores.due.next()) {
    const { id, kind, subjectId } = row;
    try {
      transact((ctx) => {
        ctx.stores.due.remove(id);
        happen(ctx, kind, subjectId);
      });
    } catch (error) {
      failures.push(error);
      transact((ctx) => ctx.stores.due.put(now + TRIED_AGAIN, kind, subjectId));
    }
  }
  if (failures.length > 0) throw failures[0];
  return nextDue(stores);
}
