import { AppError, notFound } from '#shared/errors.ts';
import { deploymentStatuses, isActive } from '#shared/features/deployment/machine.ts';
import { phasesWithout } from '#shared/features/environment/progression.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Ctx } from '../../context.ts';

/** What is under way or still to come. */
const AHEAD = deploymentStatuses.filter((status) => status === 'scheduled' || isActive(status));

/** Takes an environment out of the phases of a project, so that no candidate waits for it. */
export function leavePhases({ stores, now }: Ctx, projectId: number, environmentId: number): void {
  const before = stores.steering.phases(projectId);
  if (!before.some(({ environmentIds }) => environmentIds.includes(environmentId))) return;
  stores.steering.putPhases(projectId, phasesWithout(before, environmentId), now());
}

/**
 * Takes an environment off a project: the board and the matrix leave it out and pipelines hear that it is unknown, until it
 * is linked again. What happened there stays. @throws conflict while something is under way there, or scheduled.
 */
function unlink(ctx: Ctx, { id, uid, name }: Project, environmentId: number): void {
  const { stores } = ctx;
  const ahead = stores.removal.deploymentsIn(id, environmentId, AHEAD);
  if (ahead > 0) {
    const place = stores.environment.get(environmentId)?.name ?? '';
    throw new AppError(
      'conflict',
      `${place} stays with ${name}: ${ahead} ${ahead === 1 ? 'deployment is' : 'deployments are'} scheduled or under way there. Nothing was changed.`,
      {
        hint: 'Cancel them or let them finish, then take the environment off.',
        object: { noun: 'project', id: uid, label: name },
      },
    );
  }
  stores.project.unlink(id, environmentId);
  leavePhases(ctx, id, environmentId);
}

/** Makes these the environments of a project. @throws not_found; conflict as `unlink`. */
export function linkEnvironments(ctx: Ctx, project: Project, wanted: readonly number[]): void {
  const { stores } = ctx;
  for (const id of wanted) if (!stores.environment.get(id)) throw notFound('environment', id);
  for (const { environmentId } of stores.steering.places(project.id)) {
    if (!wanted.includes(environmentId)) unlink(ctx, project, environmentId);
  }
  for (const environmentId of wanted) stores.project.link(project.id, environmentId);
  // Drift is counted from the nearest linked environment to the left.
  stores.matrix.refreshDrift(project.id);
}
