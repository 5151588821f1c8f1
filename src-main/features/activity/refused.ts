import type { ErrorDetails } from '#shared/errors.ts';
import type { ActivityEntry } from '#shared/features/activity/model.ts';
import type { Stores } from '../../store/index.ts';

type Place = Pick<ActivityEntry, 'project' | 'environment'>;

/** Where a thing is, by what the workspace knows of it; a plan is known by the deployment that it is for. */
function knownPlace(stores: Stores, { noun, id }: NonNullable<ErrorDetails['object']>): Partial<Place> {
  switch (noun) {
    case 'project':
      return { project: stores.project.byUid(id)?.name ?? null };
    case 'environment':
      return { environment: stores.environment.byUid(id)?.name ?? null };
    case 'release': {
      const release = stores.release.byUid(id);
      return { project: (release && stores.project.get(release.projectId)?.name) ?? null };
    }
    case 'deployment':
    case 'rollout': {
      const deployment = stores.facts.byUid(id);
      return { project: deployment?.project ?? null, environment: deployment?.environment ?? null };
    }
    case 'distribution': {
      const distribution = stores.distribution.idByUid(id);
      return { project: (distribution !== null && stores.distribution.get(distribution)?.project) || null };
    }
    case 'workflow': {
      const run = stores.run.idOf(id);
      const { project = null, environment = null } = (run !== null && stores.run.get(run)) || {};
      return { project, environment };
    }
    default:
      return {};
  }
}

/** The names of the project and the environment in which something was refused, as the refusal or the workspace tells. */
export function placeOf(stores: Stores, object: NonNullable<ErrorDetails['object']>): Place {
  const { project = null, environment = null } = knownPlace(stores, object);
  return { project: object.project ?? project, environment: object.environment ?? environment };
}
