import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { Environment } from '#shared/features/environment/model.ts';
import type { BoardEnvironment, BoardRelease, releaseContract } from '#shared/features/release/contract.ts';
import type { Release } from '#shared/features/release/model.ts';
import type { Ctx } from '../../context.ts';
import { freezesAt } from '../freeze/judge.ts';
import { pageOf, readCursor } from './page.ts';

type Contract = typeof releaseContract;

function environmentOf(
  ctx: Ctx,
  projectId: number,
  promotes: boolean,
  environment: Environment,
): BoardEnvironment {
  const { stores } = ctx;
  const { id, name, tier } = environment;
  const cell = stores.matrix.cell(projectId, id);
  const running = cell?.deploymentId ? stores.deployment.state(cell.deploymentId) : undefined;
  const [next] = stores.past.scheduled(projectId, id);
  const judged = freezesAt(ctx, { projectId, environmentId: id }, ctx.now());
  return {
    environmentId: id,
    name,
    tier,
    running:
      cell && running
        ? {
            deploymentId: running.id,
            releaseId: running.releaseId,
            version: running.version,
            since: cell.deployedAt ?? running.triggeredAt,
          }
        : null,
    latest: cell?.latestId ? (stores.deployment.row(cell.latestId) ?? null) : null,
    next: next
      ? { deploymentId: next.deploymentId, version: next.version, scheduledFor: next.scheduledFor }
      : null,
    frozenBy:
      judged.state === 'open'
        ? []
        : judged.by.map(({ freezeId, name: freeze, reason, endsAt }) => ({
            freezeId,
            name: freeze,
            reason,
            endsAt,
          })),
    hold: stores.steering.hold(projectId, id),
    promotes,
    hasWorkflow: stores.workflow.at(projectId, id) !== null,
  };
}

function releaseOf(
  { stores }: Ctx,
  { notes: _notes, ...release }: Release,
  running: ReadonlyMap<number, number[]>,
): BoardRelease {
  return {
    ...release,
    blockedReason: stores.release.blocked(release.id),
    candidates: stores.candidate.ofRelease(release.id).map((candidate) => ({
      ...candidate,
      runsIn: running.get(candidate.id) ?? [],
      reached: stores.past.reached(candidate.id),
    })),
    runsIn: running.get(release.id) ?? [],
  };
}

/** Everything that the Releases screen of a project shows, a page of releases at a time, the highest version first. */
export function readBoard(
  ctx: Ctx,
  { projectId, text, cursor, limit }: ParsedInputOf<Contract['board']>,
): OutputOf<Contract['board']> {
  const { stores } = ctx;
  if (!stores.project.get(projectId)) throw notFound('project', projectId);
  const promotes = new Map(
    stores.steering.places(projectId).map((place) => [place.environmentId, place.promotes]),
  );
  const environments = stores.environment
    .all()
    .filter(({ id }) => promotes.has(id))
    .map((environment) => environmentOf(ctx, projectId, promotes.get(environment.id) === true, environment));
  const running = new Map<number, number[]>();
  for (const { environmentId, running: version } of environments) {
    if (version?.releaseId)
      running.set(version.releaseId, [...(running.get(version.releaseId) ?? []), environmentId]);
  }
  const found = stores.release.basePage(projectId, text, readCursor(cursor), limit + 1);
  const { rows, nextCursor } = pageOf(found, limit);
  return {
    environments,
    releases: rows.map((release) => releaseOf(ctx, release, running)),
    nextCursor,
    hasBuildWorkflow: stores.workflow.at(projectId, null) !== null,
  };
}
