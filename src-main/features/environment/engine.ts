import { AppError, notFound } from '#shared/errors.ts';
import type { environmentContract } from '#shared/features/environment/contract.ts';
import type { Environment, Tier } from '#shared/features/environment/model.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { deploy, previewDeploy } from './deploy.ts';
import { findNamed } from './place.ts';
import { environmentRemoval, removeEnvironment } from './remove.ts';
import { report } from './report.ts';
import { previewRollback, rollback } from './rollback.ts';
import { beginScheduled, previewScheduled, reschedule } from './scheduled.ts';
import { setPhases, setPromotes, steering } from './steering.ts';
import { readTimeline } from './timeline.ts';

function requireFreeName({ stores }: Ctx, name: string, own: number | null): void {
  const holder = stores.environment.byName(name);
  if (holder && holder.id !== own) {
    throw new AppError('conflict', `There is already an environment named ${name}. Nothing was changed.`, {
      hint: 'Choose another name, or use the environment that is there.',
      object: { noun: 'environment', id: holder.uid, label: holder.name },
    });
  }
}

export function createEnvironment(
  ctx: Ctx,
  input: { name: string; tier: Tier },
  importId: number | null,
): Environment {
  requireFreeName(ctx, input.name, null);
  const position = ctx.stores.environment.lastPosition() + 10;
  const environment = ctx.stores.environment.insert(
    { ...input, position, uid: ctx.uid(), createdAt: ctx.now() },
    importId,
  );
  ctx.changed(
    'environment',
    environment.id,
    importId === null
      ? {
          verb: 'environment.create',
          object: { uid: environment.uid, label: environment.name },
          environment: environment.name,
          after: { name: environment.name, tier: environment.tier },
        }
      : null,
  );
  return environment;
}

/** Drift compares with the column to the left, so another order of columns changes all of it. */
function refreshAllDrift({ stores }: Ctx): void {
  for (const projectId of new Set(stores.matrix.cellKeys().map((key) => key.projectId))) {
    stores.matrix.refreshDrift(projectId);
  }
}

export const environmentEngine: Handlers<typeof environmentContract> = {
  previewDeploy,
  deploy,
  previewScheduled,
  beginScheduled,
  reschedule,
  previewRollback,
  rollback,
  report,
  steering,
  timeline: readTimeline,
  setPhases,
  setPromotes,
  named: findNamed,
  list({ stores }) {
    const projects = stores.environment.projectCounts();
    const deployments = stores.overview.deploymentsByEnvironment();
    return stores.environment.all().map((environment) => ({
      ...environment,
      projects: projects.get(environment.id) ?? 0,
      deployments: deployments.get(environment.id) ?? 0,
    }));
  },
  create: (ctx, input) => createEnvironment(ctx, input, null),
  update(ctx, { id, name, tier }) {
    const { stores } = ctx;
    const before = stores.environment.get(id);
    if (!before) throw notFound('environment', id);
    const after: Environment = { ...before, name: name ?? before.name, tier: tier ?? before.tier };
    requireFreeName(ctx, after.name, id);
    stores.environment.update(after);
    if (after.tier !== before.tier) refreshAllDrift(ctx);
    if (after.name !== before.name) stores.search.enqueue('environment', id);
    ctx.changed('environment', id, {
      verb: 'environment.update',
      object: { uid: before.uid, label: after.name },
      environment: after.name,
      before: { name: before.name, tier: before.tier },
      after: { name: after.name, tier: after.tier },
    });
    return after;
  },
  removal: environmentRemoval,
  remove: removeEnvironment,
  reorder(ctx, { ids }) {
    const { stores } = ctx;
    const before = stores.environment.all();
    const order = [...ids, ...before.map(({ id }) => id).filter((id) => !ids.includes(id))];
    for (const [index, id] of order.entries()) {
      const environment = stores.environment.get(id);
      if (!environment) throw notFound('environment', id);
      stores.environment.update({ ...environment, position: (index + 1) * 10 });
    }
    refreshAllDrift(ctx);
    const after = stores.environment.all();
    ctx.changed('environment', 0, {
      verb: 'environment.reorder',
      object: { uid: stores.workspace.get()?.uid ?? '', label: 'environments' },
      before: { order: before.map(({ name }) => name) },
      after: { order: after.map(({ name }) => name) },
    });
    return after;
  },
};
