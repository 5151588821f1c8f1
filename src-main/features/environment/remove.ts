import { notFound } from '#shared/errors.ts';
import { judgeRemoval, type Removal, requireRemovable } from '#shared/features/project/removal.ts';
import type { Ctx } from '../../context.ts';
import { leavePhases } from '../project/places.ts';

/** @throws not_found. */
export function environmentRemoval(
  { stores }: Pick<Ctx, 'stores'>,
  { id }: { readonly id: number },
): Removal {
  const environment = stores.environment.get(id);
  if (!environment) throw notFound('environment', id);
  const { standing, goes } = stores.removal.ofEnvironment;
  const inPhases = stores.project
    .all()
    .filter((project) =>
      stores.steering.phases(project.id).some((phase) => phase.environmentIds.includes(id)),
    );
  return judgeRemoval(environment.name, standing(id), [
    ...goes(id),
    { what: 'phase', count: inPhases.length },
  ]);
}

/** Deletes an environment without history. @throws not_found; conflict as `requireRemovable`. */
export function removeEnvironment(
  ctx: Ctx,
  { id, reason }: { readonly id: number; readonly reason: string | null },
): Removal {
  const { stores } = ctx;
  const environment = stores.environment.get(id);
  if (!environment) throw notFound('environment', id);
  const { uid, name, tier } = environment;
  const removal = environmentRemoval(ctx, { id });
  requireRemovable(removal, { noun: 'environment', id: uid });
  for (const project of stores.project.all()) leavePhases(ctx, project.id, id);
  stores.alias.removeOf('environment', id);
  stores.environment.remove(id);
  ctx.changed('environment', id, {
    verb: 'environment.remove',
    object: { uid, label: name },
    environment: name,
    reason: reason || null,
    before: { tier, goes: removal.goes },
  });
  return removal;
}
