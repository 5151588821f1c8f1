import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { flagsOf } from '#shared/features/deployment/model.ts';
import type { environmentContract } from '#shared/features/environment/contract.ts';
import type { FrozenBy } from '#shared/features/environment/frozen.ts';
import type { Environment } from '#shared/features/environment/model.ts';
import type { RollbackDeployment } from '#shared/features/environment/rollback.ts';
import type { Project } from '#shared/features/project/model.ts';
import { refuse } from '#shared/features/release/refusals.ts';
import type { Ctx } from '../../context.ts';
import { freezesAt } from '../freeze/judge.ts';

type Named = (typeof environmentContract)['named'];
type Reader = Pick<Ctx, 'stores' | 'now'>;

/** An environment of a project. */
export interface Place {
  readonly project: Project;
  readonly environment: Environment;
}

interface PlaceIds {
  readonly projectId: number;
  readonly environmentId: number;
}

/** @throws not_found, refusal `project`, then `environment` when the project does not deploy there. */
export function requirePlace({ stores }: Reader, { projectId, environmentId }: PlaceIds): Place {
  const project = stores.project.get(projectId);
  if (!project) throw refuse('project', 'There is no such project in this workspace.');
  const environment = stores.environment.get(environmentId);
  if (!environment || stores.steering.promotes(projectId, environmentId) === null) {
    throw refuse('environment', `${project.name} has no such environment.`);
  }
  return { project, environment };
}

/** What programs know by name. An environment that the project does not deploy to is none of its own. */
export function findNamed(
  { stores }: Reader,
  { project, environment, version }: ParsedInputOf<Named>,
): OutputOf<Named> {
  const projectId = stores.project.byName(project)?.id ?? null;
  if (projectId === null) return { projectId, environmentId: null, releaseId: null };
  const found = environment == null ? undefined : stores.environment.byName(environment);
  const isLinked = found !== undefined && stores.steering.promotes(projectId, found.id) !== null;
  return {
    projectId,
    environmentId: isLinked ? found.id : null,
    releaseId: version == null ? null : stores.release.idOf(projectId, version),
  };
}

/** The freezes that stand in a place at an instant. */
export function frozenAt(ctx: Reader, { project, environment }: Place, at: number): FrozenBy[] {
  const judged = freezesAt(ctx, { projectId: project.id, environmentId: environment.id }, at);
  if (judged.state === 'open') return [];
  return judged.by.map(({ freezeId, name, reason, endsAt }) => ({ freezeId, name, reason, endsAt }));
}

/** The past of a place as far as a rollback cares, in no order. */
export function pastOf({ stores }: Reader, { project, environment }: Place): RollbackDeployment[] {
  const found = stores.past.past(project.id, environment.id);
  const attempts = Map.groupBy(
    stores.past.attempts(found.map(({ id }) => id)),
    ({ deploymentId }) => deploymentId,
  );
  return found.map(({ flags, isBlocked, isSuperseded, hasRun, ...past }) => ({
    ...past,
    flags: flagsOf(flags),
    isBlocked: isBlocked === 1,
    isSuperseded: isSuperseded === 1,
    hasRun: hasRun === 1,
    // Links to artifacts are kept, and whether anything still stands behind them is not known here.
    artifactGone: null,
    attempts: attempts.get(past.id) ?? [],
  }));
}
