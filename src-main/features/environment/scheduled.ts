import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, isAppError, notFound } from '#shared/errors.ts';
import { type DeploymentRow, flagMask } from '#shared/features/deployment/model.ts';
import { type DeployPlan, requireAhead } from '#shared/features/environment/deploy.ts';
import type { Force } from '#shared/features/environment/frozen.ts';
import type { scheduledActs } from '#shared/features/environment/scheduled.ts';
import { formatAsOf } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import { markForced, moveDeployment } from '../deployment/move.ts';
import { rowOf } from '../deployment/read.ts';
import type { StoredState } from '../deployment/store.ts';
import { judgeAgain, previewAgain } from './begin.ts';
import { dispatch, requireReason } from './deploy.ts';

type Acts = typeof scheduledActs;

/** A deployment that waits for its time. @throws not_found; conflict when it waits for none any more. */
function requireScheduled({ stores }: Ctx, id: number): StoredState {
  const state = stores.deployment.state(id);
  if (!state) throw notFound('deployment', id);
  if (state.status === 'scheduled') return state;
  const { number, uid, version, status } = state;
  throw new AppError(
    'conflict',
    `Deployment #${number} is ${status.replaceAll('_', ' ')} and waits for no time. Nothing was changed.`,
    {
      hint: 'Look at it again, then decide.',
      object: { noun: 'deployment', id: uid, label: `#${number} ${version}` },
    },
  );
}

/** What is forced is told by when it begins: a record that no freeze meets any more was not made during one. */
function forgetFreeze({ stores }: Ctx, id: number, plan: DeployPlan | null): void {
  if (plan?.overriddenFreezes.length === 0) stores.deployment.takeFlags(id, flagMask(['during_freeze']));
}

/** Begins a scheduled deployment and the workflow of its environment. @throws what stands in its way, as `planDeploy`. */
function begin(ctx: Ctx, state: StoredState, force: Force | null, reason: string | null): DeploymentRow {
  const plan = judgeAgain(ctx, state, { force });
  forgetFreeze(ctx, state.id, plan);
  const forced = plan && force ? { forced: plan } : {};
  const row = moveDeployment(ctx, state.id, 'pending', { reason, errorMessage: null, ...forced });
  dispatch(ctx, row);
  return row;
}

/** A scheduled deployment's time has come. What stands in its way by then cancels it, in so many words. */
export function startScheduled(ctx: Ctx, deploymentId: number): void {
  const state = ctx.stores.deployment.state(deploymentId);
  if (state?.status !== 'scheduled') return;
  try {
    begin(ctx, state, null, null);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const errorMessage = `Its time came, and it was not begun: ${error.message}`;
    moveDeployment(ctx, deploymentId, 'canceled', { reason: errorMessage, errorMessage });
  }
}

/** What beginning it now or at another time would do. The same judgement as the acts, and no write. @throws not_found; conflict. */
export function previewScheduled(
  ctx: Ctx,
  { deploymentId, ...again }: ParsedInputOf<Acts['previewScheduled']>,
): OutputOf<Acts['previewScheduled']> {
  return previewAgain(ctx, requireScheduled(ctx, deploymentId), again);
}

/**
 * Does now what its time would have done. @throws not_found; conflict when it is not scheduled any more; invalid_input for
 * a force without a reason; what stands in its way, as `planDeploy`.
 */
export function beginScheduled(
  ctx: Ctx,
  { deploymentId, force, reason }: ParsedInputOf<Acts['beginScheduled']>,
): OutputOf<Acts['beginScheduled']> {
  requireReason(ctx, force);
  return begin(ctx, requireScheduled(ctx, deploymentId), force, reason ?? force?.reason ?? null);
}

/**
 * Gives a scheduled deployment another time. What stands in its way then is gone through by name or refuses it.
 * @throws as `beginScheduled`; invalid_input for a time that is not ahead.
 */
export function reschedule(
  ctx: Ctx,
  { deploymentId, scheduledFor, force, reason }: ParsedInputOf<Acts['reschedule']>,
): OutputOf<Acts['reschedule']> {
  const { stores, caller } = ctx;
  requireReason(ctx, force);
  requireAhead(scheduledFor, ctx.now());
  const state = requireScheduled(ctx, deploymentId);
  const before = stores.deployment.detail(deploymentId)?.scheduledFor ?? null;
  const plan = judgeAgain(ctx, state, { force, scheduledFor });
  const why = reason ?? force?.reason ?? null;
  forgetFreeze(ctx, deploymentId, plan);
  if (force) stores.deployment.addFlags(deploymentId, markForced(ctx, deploymentId, plan));
  stores.deployment.setScheduledFor(deploymentId, scheduledFor);
  stores.due.put(scheduledFor, 'deployment', deploymentId);
  stores.deployment.appendEvent({
    deploymentId,
    attempt: state.attempt,
    status: 'scheduled',
    cause: 'reschedule',
    occurredAt: ctx.now(),
    recordedAt: ctx.now(),
    personId: stores.person.ensure(caller.name, caller.email),
    note: [`for ${formatAsOf(scheduledFor, 'utc')}`, why].filter(Boolean).join(': '),
  });
  const row = rowOf(ctx, deploymentId);
  ctx.changed('deployment', deploymentId, {
    verb: 'environment.reschedule',
    object: { uid: state.uid, label: `#${state.number} ${state.version}` },
    project: row.project,
    environment: row.environment,
    reason: why,
    before: { scheduledFor: before },
    after: { scheduledFor },
  });
  return row;
}
