import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, isAppError, notFound } from '#shared/errors.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { flagMask } from '#shared/features/deployment/model.ts';
import type { MovePlan } from '#shared/features/deployment/rules.ts';
import { flagsOnSuccess, isCorrection, needsReason, planMove } from '#shared/features/deployment/rules.ts';
import type { DeployPlan } from '#shared/features/environment/deploy.ts';
import { forcedAgain } from '#shared/features/environment/forced.ts';
import type { Ctx } from '../../context.ts';
import { rowOf } from './read.ts';
import { occurredAtOf } from './record.ts';
import type { StoredState } from './store.ts';
import { settleSuccess } from './success.ts';

type Of = typeof deploymentContract;

function stateOf({ stores }: Ctx, id: number): StoredState {
  const state = stores.deployment.state(id);
  if (!state) throw notFound('deployment', id);
  return state;
}

/** What else is true of a record once it is moved: a success that finished late is marked. */
function flagsAfter({ stores }: Ctx, state: StoredState, { state: next }: MovePlan): number {
  if (next.status !== 'succeeded') return state.flags;
  const cell = stores.matrix.cell(state.projectId, state.environmentId);
  if (!cell || cell.deploymentId === null || cell.triggeredAt === null) return state.flags;
  const running = {
    deploymentId: cell.deploymentId,
    version: cell.version ?? '',
    triggeredAt: cell.triggeredAt,
    succeededAt: cell.deployedAt ?? 0,
  };
  return state.flags | flagMask(flagsOnSuccess(next.triggeredAt, running));
}

/** Keeps in a record what it goes through to begin again. @returns the flags that say so. */
export function markForced({ stores }: Ctx, id: number, plan: DeployPlan | null): number {
  const detail = stores.deployment.detail(id);
  if (!plan || plan.forced.length === 0 || !detail) return 0;
  const before = JSON.parse(detail.metadata ?? '{}') as Record<string, unknown>;
  stores.deployment.setNotes(id, detail.notes, JSON.stringify(forcedAgain(before, plan)));
  return flagMask((['forced', 'during_freeze'] as const).filter((flag) => plan.flags.includes(flag)));
}

/**
 * Moves one record: plan, conditional update, event, attempt, sums, cell, audit.
 * @throws illegal_transition by its own policy; conflict when somebody moved it meanwhile; invalid_input without a
 * reason where a person must give one.
 */
export function moveDeployment(
  ctx: Ctx,
  id: number,
  to: DeploymentStatus,
  facts: {
    reason: string | null;
    errorMessage: string | null;
    occurredAt?: number | undefined;
    /** What it goes through to begin again. */
    forced?: DeployPlan;
  },
): DeploymentRow {
  const { stores } = ctx;
  const state = stateOf(ctx, id);
  const at = occurredAtOf(ctx, facts.occurredAt);
  const plan = planMove(state, to, at, facts.errorMessage);
  if (ctx.caller.door === 'desk' && needsReason(plan.event, state.status) && !facts.reason) {
    throw new AppError(
      'invalid_input',
      'This changes what history says, so it needs a reason. Nothing was changed.',
      {
        hint: 'Say in one sentence why.',
        field: 'reason',
      },
    );
  }
  const flags = flagsAfter(ctx, state, plan) | markForced(ctx, id, facts.forced ?? null);
  if (!stores.deployment.move(state, { ...plan.state, flags })) {
    throw new AppError(
      'conflict',
      `Deployment #${state.number} was moved by somebody else meanwhile. Nothing was changed.`,
      {
        hint: 'Look at it again, then decide.',
      },
    );
  }
  const owner = { id, projectId: state.projectId, environmentId: state.environmentId };
  stores.deployment.putAttempt(owner, plan.attempt, ctx.now());
  stores.deployment.appendEvent({
    deploymentId: id,
    attempt: plan.state.attempt,
    status: to,
    cause: plan.event,
    occurredAt: at,
    recordedAt: ctx.now(),
    personId: stores.person.ensure(ctx.caller.name, ctx.caller.email),
    note: facts.reason ?? facts.errorMessage,
  });
  stores.matrix.count(owner.projectId, owner.environmentId, state.status, state.triggeredAt, -1);
  stores.matrix.count(owner.projectId, owner.environmentId, to, plan.state.triggeredAt, 1);
  stores.matrix.recompute(owner.projectId, owner.environmentId);
  stores.matrix.refreshDrift(owner.projectId);
  if (facts.errorMessage !== null) stores.search.refresh(id);
  if (state.status === 'scheduled') stores.due.drop('deployment', id);
  const row = rowOf(ctx, id);
  ctx.changed('deployment', id, {
    verb: `deployment.${isCorrection(state.status, to, plan.event) ? 'correct_status' : plan.event}`,
    object: { uid: state.uid, label: `#${state.number} ${state.version}` },
    project: row.project,
    environment: row.environment,
    reason: facts.reason,
    before: { status: state.status, attempt: state.attempt },
    after: { status: to, attempt: plan.state.attempt },
  });
  if (to === 'succeeded') settleSuccess(ctx, row, moveDeployment);
  return row;
}

/** Moves several records in one transaction: all of them or none. */
export function moveDeployments(ctx: Ctx, input: ParsedInputOf<Of['move']>): OutputOf<Of['move']> {
  const { reason, errorMessage, occurredAt } = input;
  return [...new Set(input.ids)].map((id) =>
    moveDeployment(ctx, id, input.to, { reason, errorMessage, occurredAt }),
  );
}

/** When an earlier attempt of a record succeeded, if that still stands; a correction of the present one uncovers it. */
function earlierSuccess({ stores }: Ctx, { id, attempt: present }: StoredState): number | null {
  const standing = stores.deployment
    .attempts(id)
    .filter(({ attempt, rolledBackAt }) => attempt < present && rolledBackAt === null)
    .flatMap(({ succeededAt }) => succeededAt ?? []);
  return standing.length === 0 ? null : Math.max(...standing);
}

/** What would run in the record's environment after the move, by the rule of spec/releases 2.8. */
function effectOf(ctx: Ctx, state: StoredState, plan: MovePlan | null) {
  const cell = ctx.stores.matrix.cell(state.projectId, state.environmentId);
  const before = cell?.version ?? null;
  if (!plan) return { before, after: before, because: 'Nothing changes.' };
  if (plan.state.status === 'succeeded') {
    return { before, after: state.version, because: 'The latest success is what runs.' };
  }
  const takenBack = state.status === 'succeeded' && plan.state.finishedAt !== null;
  if ((plan.event === 'roll_back' || takenBack) && cell?.deploymentId === state.id) {
    const other = ctx.stores.matrix.runningWithout(state.projectId, state.environmentId, state.id);
    const own = plan.event === 'roll_back' ? null : earlierSuccess(ctx, state);
    const after = own !== null && own >= (other?.succeededAt ?? 0) ? state.version : (other?.version ?? null);
    return {
      before,
      after,
      because: after
        ? 'Taking its success back uncovers the one before it.'
        : 'No earlier success is left, so nothing runs there.',
    };
  }
  return { before, after: before, because: 'What runs there stays as it is.' };
}

/** What a move would do, record by record. The same plan as the action, and no write. */
export function previewMove(ctx: Ctx, input: ParsedInputOf<Of['previewMove']>): OutputOf<Of['previewMove']> {
  const items = [...new Set(input.ids)].map((id) => {
    const state = stateOf(ctx, id);
    let plan: MovePlan | null = null;
    let refusal: string | null = null;
    try {
      plan = planMove(state, input.to, ctx.now(), null);
    } catch (error) {
      if (!isAppError(error)) throw error;
      refusal = `${error.message} ${error.details.hint ?? ''}`.trim();
    }
    return {
      deployment: rowOf(ctx, id),
      event: plan?.event ?? null,
      to: input.to,
      refusal,
      nextAttempt: plan?.state.attempt ?? state.attempt,
      effect: effectOf(ctx, state, plan),
    };
  });
  return {
    checkedAt: ctx.now(),
    needsReason: items.some((item) => item.event !== null && needsReason(item.event, item.deployment.status)),
    items,
  };
}
