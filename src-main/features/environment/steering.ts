import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { environmentActs } from '#shared/features/environment/acts.ts';
import { refuse } from '#shared/features/release/refusals.ts';
import type { Ctx } from '../../context.ts';
import { progressionFacts } from './deploy.ts';
import { requirePlace } from './place.ts';

type Acts = typeof environmentActs;

/** How far the candidate came that is promoted, by the facts that promotion itself goes by. */
function currentOf(ctx: Ctx, projectId: number): OutputOf<Acts['steering']>['current'] {
  const candidate = ctx.stores.candidate.current(projectId);
  const version = candidate && ctx.stores.release.get(candidate.id);
  if (!version) return null;
  const facts = progressionFacts(ctx, version, candidate);
  return {
    releaseId: version.id,
    version: version.version,
    succeededIn: [...facts.candidateSucceededIn],
    releaseSucceededIn: [...facts.releaseSucceededIn],
    blockedReason: facts.blocked?.reason ?? null,
  };
}

export function steering(
  ctx: Ctx,
  { projectId }: ParsedInputOf<Acts['steering']>,
): OutputOf<Acts['steering']> {
  const { stores } = ctx;
  return {
    phases: [...stores.steering.phases(projectId)],
    places: stores.steering.places(projectId).map((place) => ({
      ...place,
      hold: stores.steering.hold(projectId, place.environmentId),
    })),
    current: currentOf(ctx, projectId),
  };
}

/** Sets the phases of a project. @throws not_found; invalid_input for an environment that it does not deploy to. */
export function setPhases(
  ctx: Ctx,
  { projectId, phases, reason }: ParsedInputOf<Acts['setPhases']>,
): OutputOf<Acts['setPhases']> {
  const { stores } = ctx;
  const project = stores.project.get(projectId);
  if (!project) throw refuse('project', 'There is no such project in this workspace.');
  const own = new Set(stores.steering.places(projectId).map(({ environmentId }) => environmentId));
  const foreign = phases.find(({ environmentIds }) => environmentIds.some((id) => !own.has(id)));
  if (foreign) {
    throw new AppError(
      'invalid_input',
      `The phase ${foreign.name} names an environment that ${project.name} does not deploy to. Nothing was changed.`,
      { hint: 'Add the environment to the project first.', field: 'phases' },
    );
  }
  const named = (list: typeof phases) =>
    list.map(({ name, environmentIds, passes }) => ({
      name,
      environments: environmentIds.map((id) => stores.environment.get(id)?.name ?? `#${id}`),
      passes,
    }));
  const before = stores.steering.phases(projectId);
  stores.steering.putPhases(projectId, phases, ctx.now());
  ctx.changed('environment', 0, {
    verb: 'environment.setPhases',
    object: { uid: project.uid, label: project.name },
    project: project.name,
    reason,
    before: { phases: named([...before]) },
    after: { phases: named(phases) },
  });
  return { phases };
}

/** Sets whether an environment takes the current candidate by itself. @throws as `requirePlace`. */
export function setPromotes(
  ctx: Ctx,
  { promotes, reason, ...ids }: ParsedInputOf<Acts['setPromotes']>,
): OutputOf<Acts['setPromotes']> {
  const { project, environment } = requirePlace(ctx, ids);
  const before = ctx.stores.steering.promotes(project.id, environment.id);
  ctx.stores.steering.setPromotes(project.id, environment.id, promotes);
  ctx.changed('environment', environment.id, {
    verb: 'environment.setPromotes',
    object: { uid: environment.uid, label: `${project.name} in ${environment.name}` },
    project: project.name,
    environment: environment.name,
    reason,
    before: { promotes: before },
    after: { promotes },
  });
  return { promotes };
}
