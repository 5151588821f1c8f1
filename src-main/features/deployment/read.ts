import { notFound } from '#shared/errors.ts';
import type { DeploymentDetail, DeploymentRow } from '#shared/features/deployment/model.ts';
import { allowedMoves, medianAndP95 } from '#shared/features/deployment/rules.ts';
import type { Ctx } from '../../context.ts';
import { freezesAt } from '../freeze/judge.ts';

/** How many successes say what is usual. */
const USUAL_OF = 50;

export type DeploymentKey = { readonly id: number } | { readonly uid: string } | { readonly number: number };

export function findDeployment({ stores }: Ctx, key: DeploymentKey): number {
  const id =
    'id' in key
      ? key.id
      : 'uid' in key
        ? stores.deployment.idByUid(key.uid)
        : stores.deployment.idByNumber(key.number);
  if (id === null)
    throw notFound('deployment', 'uid' in key ? key.uid : `#${(key as { number: number }).number}`);
  return id;
}

export function rowOf({ stores }: Ctx, id: number): DeploymentRow {
  const row = stores.deployment.row(id);
  if (!row) throw notFound('deployment', id);
  return row;
}

export function usualTime({ stores }: Ctx, projectId: number, environmentId: number) {
  return medianAndP95(stores.deployment.durations(projectId, environmentId, USUAL_OF));
}

const parse = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown));

/** What keeps new versions away from a place now. */
function stateOf(
  ctx: Ctx,
  { projectId, environmentId }: Pick<DeploymentRow, 'projectId' | 'environmentId'>,
): NonNullable<DeploymentDetail['there']> {
  const judged = freezesAt(ctx, { projectId, environmentId }, ctx.now());
  const by = judged.state === 'open' ? [] : judged.by;
  return {
    freezes: by.map(({ freezeId, name, endsAt }) => ({ freezeId, name, endsAt })),
    hold: ctx.stores.steering.hold(projectId, environmentId),
  };
}

/** One deployment with everything known about it: one query for the whole screen. */
export function readDeployment(ctx: Ctx, key: DeploymentKey): DeploymentDetail {
  const { stores } = ctx;
  const id = findDeployment(ctx, key);
  const row = rowOf(ctx, id);
  const state = stores.deployment.state(id);
  const detail = stores.deployment.detail(id);
  if (!state || !detail) throw notFound('deployment', id);
  const { projectId, environmentId } = row;
  const [newestRun] = stores.run.ofDeployment(id, 1);
  const cell = stores.matrix.cell(projectId, environmentId);
  const before = stores.matrix.runningAt(projectId, environmentId, {
    at: row.triggeredAt - 1,
    knownAt: null,
  });
  const replacedBy =
    state.succeededAt === null
      ? null
      : stores.matrix.successAfter(projectId, environmentId, state.succeededAt, id);
  return {
    ...row,
    releaseId: state.releaseId,
    occurredAt: detail.occurredAt,
    recordedAt: state.recordedAt,
    succeededAt: state.succeededAt,
    scheduledFor: detail.scheduledFor,
    description: detail.description,
    notes: detail.notes,
    reason: detail.reason,
    metadata: (parse(detail.metadata) ?? {}) as Record<string, unknown>,
    raw: detail.raw === null ? null : { system: detail.rawSystem ?? 'unknown', body: parse(detail.raw) },
    aliases: stores.alias.of('deployment', id),
    attempts: stores.deployment.attempts(id),
    events: stores.deployment.events(id),
    steps: stores.parts.steps(id),
    issues: stores.parts.issues(id),
    artifacts: stores.parts.artifacts(id),
    releaseArtifacts: state.releaseId === null ? [] : stores.parts.releaseArtifacts(state.releaseId),
    moves: allowedMoves(state),
    usual: usualTime(ctx, projectId, environmentId),
    hasWorkflow: stores.workflow.at(projectId, environmentId) !== null,
    openRunId: newestRun && newestRun.finishedAt === null ? newestRun.id : null,
    running: cell?.deploymentId === id,
    there: cell?.deploymentId === id ? stateOf(ctx, row) : null,
    replaces:
      before && before.deploymentId !== id ? (stores.deployment.row(before.deploymentId) ?? null) : null,
    replacedBy: replacedBy === null ? null : (stores.deployment.row(replacedBy) ?? null),
    sameRelease:
      state.releaseId === null
        ? []
        : stores.deployment.ofRelease(state.releaseId, 25).filter((other) => other.id !== id),
  };
}
