import { AppError, notFound } from '#shared/errors.ts';
import type { projectContract } from '#shared/features/project/contract.ts';
import type { Project } from '#shared/features/project/model.ts';
import { requireSameRepository } from '#shared/features/project/rules.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { settleOrder } from '../release/order.ts';
import { linkEnvironments } from './places.ts';
import { projectRemoval, removeProject } from './remove.ts';
import type { NewProject } from './store.ts';

function requireFreeName({ stores }: Ctx, name: string, own: number | null): void {
  const holder = stores.project.byName(name);
  if (holder && holder.id !== own) {
    throw new AppError('conflict', `There is already a project named ${name}. Nothing was changed.`, {
      hint: 'Choose another name, or use the project that is there.',
      object: { noun: 'project', id: holder.uid, label: holder.name },
    });
  }
}

const facts = ({ name, kind, repository, description, versionScheme, paths }: Project) => ({
  name,
  kind,
  repository,
  description,
  versionScheme,
  paths,
});

export function createProject(
  ctx: Ctx,
  input: Omit<NewProject, 'uid' | 'createdAt'>,
  importId: number | null,
): Project {
  requireFreeName(ctx, input.name, null);
  const project = ctx.stores.project.insert({ ...input, uid: ctx.uid(), createdAt: ctx.now() }, importId);
  ctx.changed(
    'project',
    project.id,
    importId === null
      ? {
          verb: 'project.create',
          object: { uid: project.uid, label: project.name },
          project: project.name,
          after: facts(project),
        }
      : null,
  );
  return project;
}

export const projectEngine: Handlers<typeof projectContract> = {
  list({ stores }) {
    const links = stores.project.links();
    const releases = stores.project.releaseCounts();
    const deployments = stores.overview.deploymentsByProject();
    return stores.project.all().map((project) => ({
      ...project,
      deployments: deployments.get(project.id) ?? 0,
      releases: releases.get(project.id) ?? 0,
      environmentIds: links.filter((link) => link.projectId === project.id).map((link) => link.environmentId),
    }));
  },
  create(ctx, { environmentIds, ...input }) {
    const project = createProject(ctx, input, null);
    linkEnvironments(ctx, project, environmentIds);
    return project;
  },
  update(ctx, { id, environmentIds, ...input }) {
    const { stores } = ctx;
    const before = stores.project.get(id);
    if (!before) throw notFound('project', id);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const after: Project = { ...before, ...given };
    requireFreeName(ctx, after.name, id);
    requireSameRepository(before, after.repository, stores.candidate.isAnyOf(id));
    stores.project.update(after);
    if (environmentIds) linkEnvironments(ctx, after, environmentIds);
    if (after.versionScheme !== before.versionScheme) settleOrder(ctx, after);
    if (after.name !== before.name) stores.search.enqueue('project', id);
    ctx.changed('project', id, {
      verb: 'project.update',
      object: { uid: before.uid, label: after.name },
      project: after.name,
      before: facts(before),
      after: facts(after),
    });
    return after;
  },
  removal: projectRemoval,
  remove: removeProject,
};
