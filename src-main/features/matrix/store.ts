import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { DeploymentChange } from '#shared/features/matrix/changes.ts';
import type { Cell } from '#shared/features/matrix/model.ts';
import { DRIFT_LIMIT } from '#shared/features/matrix/model.ts';
import type { AsOf, SuccessFact } from '#shared/features/matrix/rules.ts';
import { driftOf, stands } from '#shared/features/matrix/rules.ts';
import { utcDay } from '#shared/time.ts';
import type { Connection } from '../../store/open.ts';
import { clockStore } from './clock-store.ts';
import { overlayStore } from './overlay-store.ts';

const FACT_COLUMNS = `t.deploymentId, d.version, t.succeededAt, t.succeededRecordedAt, t.rolledBackAt,
  t.rolledBackRecordedAt, t.deploymentId AS sequence`;

/** What a cell shows, as it is kept. `versionKey` and `triggeredAt` serve drift and the out-of-order flag. */
export interface StoredCell extends Cell {
  readonly versionKey: string | null;
  readonly triggeredAt: number | null;
}

/** A success with its place in the order of its project's versions; null without a release. */
export type RunningFact = SuccessFact & { readonly versionKey: string | null };

/**
 * The tables that sum deployments up, written in the transaction of what they sum: the current cell of the matrix,
 * totals by status, and the day rollups. `recompute` rebuilds one cell from the attempts alone.
 */
export function matrixStore(db: Connection) {
  // SQLite plans a statement anew at every bind when a bare parameter meets ORDER BY; behind a cast it does not.
  // An environment that was taken off a project is kept here and not shown.
  const cells = db.prepare<[], Cell>(
    `SELECT projectId, environmentId, deploymentId, version, deployedAt, drift, latestId, latestStatus
     FROM cell JOIN project_environment USING (projectId, environmentId)`,
  );
  const cell = db.prepare<[number, number], StoredCell>(
    'SELECT * FROM cell WHERE projectId = ? AND environmentId = ?',
  );
  const projectCells = db.prepare<[number], StoredCell>(
    `SELECT cell.* FROM cell JOIN project_environment USING (projectId, environmentId)
     JOIN environment e ON e.id = environmentId WHERE projectId = cast(? AS INTEGER)
     ORDER BY CASE e.tier WHEN 'development' THEN 0 WHEN 'staging' THEN 1 ELSE 2 END, e.position, e.name`,
  );
  const success = db.prepare<
    [number, number],
    {
      deploymentId: number;
      version: string;
      versionKey: string | null;
      triggeredAt: number;
      succeededAt: number;
    }
  >(
    `SELECT t.deploymentId, d.version, r.versionKey, t.triggeredAt, t.succeededAt
     FROM deployment_attempt t INDEXED BY deployment_attempt_success
     CROSS JOIN deployment d ON d.id = t.deploymentId
     LEFT JOIN release r ON r.id = d.releaseId
     WHERE t.projectId = cast(? AS INTEGER) AND t.environmentId = cast(? AS INTEGER)
       AND t.succeededAt IS NOT NULL AND t.rolledBackAt IS NULL
     ORDER BY t.succeededAt DESC, t.deploymentId DESC, t.attempt DESC LIMIT 1`,
  );
  const latest = db.prepare<[number, number], { id: number; status: DeploymentStatus }>(
    `SELECT id, status FROM deployment INDEXED BY deployment_cell
     WHERE projectId = cast(? AS INTEGER) AND environmentId = cast(? AS INTEGER) ORDER BY triggeredAt DESC, id DESC LIMIT 1`,
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO cell (projectId, environmentId, deploymentId, version, versionKey, triggeredAt,
       deployedAt, drift, latestId, latestStatus)
     VALUES (@projectId, @environmentId, @deploymentId, @version, @versionKey, @triggeredAt, @deployedAt, @drift,
       @latestId, @latestStatus)`,
  );
  const drop = db.prepare('DELETE FROM cell WHERE projectId = ? AND environmentId = ?');
  const takeKeys = db.prepare(
    `UPDATE cell SET versionKey = (
       SELECT r.versionKey FROM deployment d JOIN release r ON r.id = d.releaseId WHERE d.id = cell.deploymentId)
     WHERE projectId = cast(? AS INTEGER)`,
  );
  const setDrift = db.prepare('UPDATE cell SET drift = ? WHERE projectId = ? AND environmentId = ?');
  const between = db
    .prepare<[number, string, string, number], number>(
      `SELECT count(*) FROM (
         SELECT 1 FROM release WHERE projectId = cast(? AS INTEGER) AND versionKey > cast(? AS TEXT)
           AND versionKey <= cast(? AS TEXT) AND stands = 1 LIMIT cast(? AS INTEGER))`,
    )
    .pluck();
  const facts = db.prepare<[number, number, number], RunningFact>(
    `SELECT ${FACT_COLUMNS}, r.versionKey
     FROM deployment_attempt t INDEXED BY deployment_attempt_success
     CROSS JOIN deployment d ON d.id = t.deploymentId
     LEFT JOIN release r ON r.id = d.releaseId
     WHERE t.projectId = cast(? AS INTEGER) AND t.environmentId = cast(? AS INTEGER)
       AND t.succeededAt <= cast(? AS INTEGER)
     ORDER BY t.succeededAt DESC, t.deploymentId DESC, t.attempt DESC`,
  );
  const earlier = db.prepare<[number, number, number], SuccessFact & { triggeredAt: number }>(
    `SELECT ${FACT_COLUMNS}, t.triggeredAt
     FROM deployment_attempt t INDEXED BY deployment_attempt_success
     CROSS JOIN deployment d ON d.id = t.deploymentId
     WHERE t.projectId = cast(? AS INTEGER) AND t.environmentId = cast(? AS INTEGER)
       AND t.succeededAt IS NOT NULL AND t.rolledBackAt IS NULL AND t.deploymentId <> cast(? AS INTEGER)
     ORDER BY t.succeededAt DESC, t.deploymentId DESC, t.attempt DESC LIMIT 1`,
  );
  const nextSuccess = db
    .prepare<[number, number, number, number], number>(
      `SELECT deploymentId FROM deployment_attempt INDEXED BY deployment_attempt_success
       WHERE projectId = cast(? AS INTEGER) AND environmentId = cast(? AS INTEGER)
         AND succeededAt > cast(? AS INTEGER) AND deploymentId <> cast(? AS INTEGER)
       ORDER BY succeededAt LIMIT 1`,
    )
    .pluck();
  const links = db.prepare<[], { projectId: number; environmentId: number }>(
    'SELECT projectId, environmentId FROM cell',
  );
  const addTotal = db.prepare(
    `INSERT INTO total (projectId, environmentId, status, count) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const addStatus = db.prepare(
    'INSERT INTO status_total (status, count) VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  );
  const addDay = db.prepare(
    `INSERT INTO rollup_day (day, environmentId, status, count) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const addProjectDay = db.prepare(
    `INSERT INTO rollup_project (projectId, day, environmentId, status, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const changes = db.prepare<[number, number], DeploymentChange>(
    `SELECT 'deployment' AS kind, v.id, v.deploymentId, d.projectId, p.name AS project, d.environmentId, e.name AS environment, e.tier,
       d.version, v.status, v.occurredAt
     FROM deployment_event v CROSS JOIN deployment d ON d.id = v.deploymentId
     CROSS JOIN project p ON p.id = d.projectId CROSS JOIN environment e ON e.id = d.environmentId
     WHERE v.id < cast(? AS INTEGER) ORDER BY v.id DESC LIMIT ?`,
  );

  /** How far a version stands from the one to its left, by their keys; null when either has none. */
  function driftFrom(projectId: number, own: string | null, left: string | null): number | null {
    if (own === null || left === null) return null;
    const [lower, higher] = own < left ? [own, left] : [left, own];
    return driftOf(own, left, between.get(projectId, lower, higher, DRIFT_LIMIT) ?? 0);
  }

  /**
   * Drift of each cell of a project from the nearest cell to its left that has a version. When only one cell's
   * version changed and no release came or went, `only` spares counting between the others.
   */
  function refreshDrift(projectId: number, only: number | null = null): void {
    let left: string | null = null;
    let behind = false;
    for (const stored of projectCells.all(projectId)) {
      const own = stored.versionKey;
      const isOnly = stored.environmentId === only;
      if (only === null || isOnly || behind) {
        const drift = driftFrom(projectId, own, left);
        if (drift !== stored.drift) setDrift.run(drift, projectId, stored.environmentId);
      }
      // Up to the next cell that has a version, whatever stands behind the changed one leans on it.
      behind = isOnly || (behind && own === null);
      if (own !== null) left = own;
    }
  }

  return {
    ...clockStore(db),
    ...overlayStore(db),
    cells: (): Cell[] => cells.all(),
    cell: (projectId: number, environmentId: number): StoredCell | undefined =>
      cell.get(projectId, environmentId),
    cellKeys: () => links.all(),
    /**
     * Rebuilds one cell from the attempts and the newest record; the caller refreshes the project's drift after.
     * @returns whether the cell's place among the versions changed, without which no drift did.
     */
    recompute(projectId: number, environmentId: number): boolean {
      const before = cell.get(projectId, environmentId);
      const running = success.get(projectId, environmentId);
      const newest = latest.get(projectId, environmentId);
      if (!newest) {
        drop.run(projectId, environmentId);
        return (before?.versionKey ?? null) !== null;
      }
      put.run({
        projectId,
        environmentId,
        deploymentId: running?.deploymentId ?? null,
        version: running?.version ?? null,
        versionKey: running?.versionKey ?? null,
        triggeredAt: running?.triggeredAt ?? null,
        deployedAt: running?.succeededAt ?? null,
        drift: before?.drift ?? null,
        latestId: newest.id,
        latestStatus: newest.status,
      });
      return (running?.versionKey ?? null) !== (before?.versionKey ?? null);
    },
    /** Takes over the places that a project's versions have by now; the caller refreshes its drift after. */
    takeKeys: (projectId: number): void => void takeKeys.run(projectId),
    driftFrom,
    refreshDrift,
    /** What ran in a cell at an instant of both clocks. */
    runningAt(projectId: number, environmentId: number, asOf: AsOf): RunningFact | null {
      // Nearly always the newest stands; an iterator costs ten times a single row.
      const newest = facts.get(projectId, environmentId, asOf.at);
      if (!newest) return null;
      if (stands(newest, asOf)) return newest;
      for (const fact of facts.iterate(projectId, environmentId, asOf.at)) {
        // Newest success first, so the first that stands is the one that `runningAt` of the rules would choose.
        if (stands(fact, asOf)) return fact;
      }
      return null;
    },
    /** What would run in a cell if one deployment's success were not there. */
    runningWithout: (projectId: number, environmentId: number, deploymentId: number) =>
      earlier.get(projectId, environmentId, deploymentId) ?? null,
    /** The deployment whose success came next in a cell. */
    successAfter: (
      projectId: number,
      environmentId: number,
      succeededAt: number,
      id: number,
    ): number | null => nextSuccess.get(projectId, environmentId, succeededAt, id) ?? null,
    /** Adds a record to every sum, or takes it away with -1. */
    count(
      projectId: number,
      environmentId: number,
      status: DeploymentStatus,
      triggeredAt: number,
      by: 1 | -1,
    ): void {
      const day = utcDay(triggeredAt);
      addTotal.run(projectId, environmentId, status, by);
      addStatus.run(status, by);
      addDay.run(day, environmentId, status, by);
      addProjectDay.run(projectId, day, environmentId, status, by);
    },
    /** The events before an id, newest first. */
    changes: (before: number, limit: number): DeploymentChange[] => changes.all(before, limit),
  };
}
