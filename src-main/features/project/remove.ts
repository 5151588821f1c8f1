import { notFound } from '#shared/errors.ts';
import { judgeRemoval, type Removal, requireRemovable } from '#shared/features/project/removal.ts';
import type { Ctx } from '../../context.ts';

/** @throws not_found. */
export function projectRemoval({ stores }: Pick<Ctx, 'stores'>, { id }: { readonly id: number }): Removal {
  const project = stores.project.get(id);
  if (!project) throw notFound('project', id);
  const { standing, goes } = stores.removal.ofProject;
  return judgeRemoval(project.name, standing(id), goes(id));
}

/** Deletes a project without history. @throws not_found; conflict as `requireRemovable`. */
export function removeProject(
  ctx: Ctx,
  { id, reason }: { readonly id: number; readonly reason: string | null },
): Removal {
  const { stores } = ctx;
  const project = stores.project.get(id);
  if (!project) throw notFound('project', id);
  const { uid, name } = project;
  const removal = projectRemoval(ctx, { id });
  requireRemovable(removal, { noun: 'project', id: uid });
  stores.removal.dropSettings(id);
  stores.alias.removeOf('project', id);
  stores.project.remove(id);
  ctx.changed('project', id, {
    verb: 'project.remove',
    object: { uid, label: name },
    project: name,
    reason: reason || null,
    before: { kind: project.kind, repository: project.repository, goes: removal.goes },
  });
  return removal;
}
