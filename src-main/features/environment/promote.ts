import type { Environment } from '#shared/features/environment/model.ts';
import { type PromotionPlace, promotionsOf } from '#shared/features/environment/progression.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Release } from '#shared/features/release/model.ts';
import { isAction } from '#shared/features/workflow/rules.ts';
import type { Machine } from '../../actions/machine.ts';
import type { Ctx } from '../../context.ts';
import type { Stores } from '../../store/index.ts';
import { workflowHash } from '../workflow/trust.ts';
import { deploy, droppedHotfixes, progressionFacts } from './deploy.ts';
import { frozenAt } from './place.ts';

interface Of {
  readonly projectId: number;
  /** Where it may go: what was judged by the machine, which no workspace holds. */
  readonly environmentIds: readonly number[];
}

/**
 * The environments of a project that take candidates by themselves, but for those whose workflow this machine does not
 * trust: a workspace from elsewhere begins nothing by being opened.
 */
export async function placesToPromote(
  stores: Stores,
  machine: Pick<Machine, 'isTrusted'>,
  projectId: number,
): Promise<number[]> {
  const projectUid = stores.project.get(projectId)?.uid ?? '';
  const places: number[] = [];
  for (const { environmentId, promotes } of stores.steering.places(projectId)) {
    const steps = stores.workflow.at(projectId, environmentId)?.steps ?? [];
    const environmentUid = stores.environment.get(environmentId)?.uid ?? null;
    if (!promotes) continue;
    const hash = workflowHash({ projectUid, environmentUid }, steps);
    if (!steps.some(isAction) || (await machine.isTrusted(hash))) places.push(environmentId);
  }
  return places;
}

/** An environment that takes candidates by itself, as far as this candidate goes. */
function placeOf(ctx: Ctx, project: Project, environment: Environment, version: Release): PromotionPlace {
  const { stores } = ctx;
  const cell = stores.matrix.cell(project.id, environment.id);
  return {
    environmentId: environment.id,
    promotes: true,
    isHeld: stores.steering.hold(project.id, environment.id) !== null,
    isFrozen: frozenAt(ctx, { project, environment }, ctx.now()).length > 0,
    isBusy: stores.run.activeIn(project.id, environment.id).length > 0,
    runningKey: cell?.versionKey ?? null,
    wasTried: stores.past.tried(version.id).includes(environment.id),
    dropsHotfix: droppedHotfixes(ctx, cell?.deploymentId ?? null, version).length > 0,
  };
}

/**
 * Deploys the current candidate of a project wherever it is to go by itself now (spec/releases 2.9). It is judged and
 * done in one transaction, so each environment takes it once, however often this is asked.
 */
function promote(ctx: Ctx, { projectId, environmentIds }: Of): void {
  const { stores } = ctx;
  const project = stores.project.get(projectId);
  const candidate = stores.candidate.current(projectId);
  const version = candidate && stores.release.get(candidate.id);
  if (!project || !candidate || !version) return;
  const places = stores.steering
    .places(projectId)
    .filter(({ environmentId, promotes }) => promotes && environmentIds.includes(environmentId))
    .flatMap(({ environmentId }) => stores.environment.get(environmentId) ?? [])
    .map((environment) => placeOf(ctx, project, environment, version));
  const current = { versionKey: stores.release.keyOf(version.id) ?? '', isCurrent: true };
  for (const { environmentId, because } of promotionsOf(
    progressionFacts(ctx, version, candidate),
    current,
    places,
  )) {
    if (because !== null) continue;
    deploy(ctx, {
      projectId,
      environmentId,
      releaseId: version.id,
      force: null,
      isHotfix: false,
      scheduledFor: null,
      reason: 'The current candidate goes there by itself.',
      policy: 'canonical',
    });
  }
}

/** What Slipway does to environments by itself. No door leads here: nobody asks for it, and it refuses nobody. */
export const environmentChunks = { 'environment.promote': promote };
