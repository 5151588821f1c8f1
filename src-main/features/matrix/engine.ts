import type { matrixContract } from '#shared/features/matrix/contract.ts';
import type { Cell, Matrix } from '#shared/features/matrix/model.ts';
import type { AsOf } from '#shared/features/matrix/rules.ts';
import { diffKind } from '#shared/features/matrix/rules.ts';
import { DAY } from '#shared/time.ts';
import type { Ctx } from '../../context.ts';
import type { Handlers } from '../../handlers.ts';
import { environmentsInUse } from '../environment/shown.ts';
import { spansBetween } from '../freeze/judge.ts';
import { listChanges, readClock } from './clock.ts';

/** A longer span than this is drawn from the day rollups. */
const TICKS_BY_CHANGE = 8 * DAY;

function frame(
  { stores }: Ctx,
  environments: Matrix['environments'],
): Pick<Matrix, 'environments' | 'projects'> {
  return {
    environments: environments.map(({ id, name, tier, position }) => ({ id, name, tier, position })),
    projects: stores.project.all().map(({ id, name }) => ({ id, name })),
  };
}

/**
 * What ran where at an instant and how the newest record of each cell stood then: a few seeks a cell, then the drift
 * of each row from left to right.
 */
function matrixAt(ctx: Ctx, asOf: AsOf): Matrix {
  const { stores } = ctx;
  const { environments, projects } = frame(ctx, stores.environment.all());
  const known = new Set(stores.matrix.cellKeys().map((key) => `${key.projectId} ${key.environmentId}`));
  const latestAt = stores.matrix.latestAt(asOf);
  const cells: Cell[] = [];
  for (const { id: projectId } of projects) {
    let left: string | null = null;
    for (const { id: environmentId } of environments) {
      if (!known.has(`${projectId} ${environmentId}`)) continue;
      const fact = stores.matrix.runningAt(projectId, environmentId, asOf);
      const latest = latestAt(projectId, environmentId);
      if (!fact && !latest) continue;
      const own = fact?.versionKey ?? null;
      cells.push({
        projectId,
        environmentId,
        deploymentId: fact?.deploymentId ?? null,
        version: fact?.version ?? null,
        deployedAt: fact?.succeededAt ?? null,
        drift: stores.matrix.driftFrom(projectId, own, left),
        latestId: latest?.id ?? null,
        latestStatus: latest?.status ?? null,
      });
      if (own !== null) left = own;
    }
  }
  return {
    environments,
    projects,
    cells,
    freezes: spansBetween(ctx, asOf.at, asOf.at + 1),
    holds: stores.steering.heldAt(Math.min(asOf.at, asOf.knownAt ?? asOf.at)),
  };
}

function matrixNow(ctx: Ctx): Matrix {
  const now = ctx.now();
  return {
    ...frame(ctx, environmentsInUse(ctx)),
    cells: ctx.stores.matrix.cells(),
    freezes: spansBetween(ctx, now, now + 1),
    holds: ctx.stores.steering.holds(),
  };
}

interface DiffSide {
  readonly at: number | null;
  readonly knownAt: number | null;
  readonly environmentId: number | null;
}

type Versions = Map<string, { version: string; deploymentId: number }>;

/** The versions of one side by row: a cell each, or one environment's column by project. */
function versionsOf(ctx: Ctx, side: DiffSide, byProject: boolean): Versions {
  const matrix =
    side.at === null && side.knownAt === null
      ? matrixNow(ctx)
      : matrixAt(ctx, { at: side.at ?? ctx.now(), knownAt: side.knownAt });
  const versions: Versions = new Map();
  for (const { projectId, environmentId, version, deploymentId } of matrix.cells) {
    if (version === null || deploymentId === null) continue;
    if (side.environmentId !== null && environmentId !== side.environmentId) continue;
    versions.set(byProject ? `${projectId}` : `${projectId} ${environmentId}`, { version, deploymentId });
  }
  return versions;
}

export const matrixEngine: Handlers<typeof matrixContract> = {
  read: matrixNow,
  asOf: matrixAt,
  changes: listChanges,
  clock: readClock,
  ticks({ stores: { matrix } }, { from, to, slots }) {
    if (to <= from) return [];
    return to - from > TICKS_BY_CHANGE ? matrix.dayTicks(from, to) : matrix.ticks(from, to, slots);
  },
  diff(ctx, { left, right }) {
    const byProject = left.environmentId !== null && right.environmentId !== null;
    const before = versionsOf(ctx, left, byProject);
    const after = versionsOf(ctx, right, byProject);
    const counts = { unchanged: 0, changed: 0, new: 0, removed: 0 };
    const names = new Map(ctx.stores.project.all().map(({ id, name }) => [id, name]));
    const entries = [...new Set([...before.keys(), ...after.keys()])].map((key) => {
      const [project = '', environment] = key.split(' ');
      const projectId = Number(project);
      const from = before.get(key);
      const to = after.get(key);
      const kind = diffKind(from?.version ?? null, to?.version ?? null);
      counts[kind] += 1;
      return {
        projectId,
        project: names.get(projectId) ?? '',
        environmentId: environment === undefined ? null : Number(environment),
        before: from?.version ?? null,
        after: to?.version ?? null,
        beforeId: from?.deploymentId ?? null,
        afterId: to?.deploymentId ?? null,
        kind,
      };
    });
    entries.sort(
      (a, b) => a.project.localeCompare(b.project) || (a.environmentId ?? 0) - (b.environmentId ?? 0),
    );
    return { entries, counts };
  },
};
