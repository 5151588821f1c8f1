import type { EditPlan } from '#shared/features/codepush/edit.ts';
import { isOpenPlan } from '#shared/features/rollout/machine.ts';
import type { Ctx } from '../../context.ts';

/** Reports come in swarms; so long after the first of one, in ms, the plans of its channel are judged. */
const AFTER_REPORTS = 15_000;

/**
 * Tells the plan of a release that a command has changed the release: a step's hours count from its new percentage, or
 * from when it is served again, and the plan is judged at once.
 */
export function noteReleaseChange({ stores, now }: Ctx, deploymentId: number, changes: EditPlan['changes']) {
  const plan = stores.rollout.get(deploymentId);
  if (!plan || !isOpenPlan(plan.status)) return;
  if (changes.rollout !== undefined || changes.isDisabled === false)
    stores.rollout.enter(deploymentId, now());
  stores.due.put(now(), 'rollout', deploymentId);
}

/** Has the plans of a channel judged soon, because devices of it have reported. */
export function noteReports({ stores, now }: Ctx, channelId: number): void {
  stores.rollout.hasten(channelId, now() + AFTER_REPORTS);
}
