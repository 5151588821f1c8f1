import { type DeploymentRow, flagMask } from '#shared/features/deployment/model.ts';
import type { Connection } from '../../store/open.ts';
import { ROW_COLUMNS, ROW_JOINS, type StoredRow, toRow } from '../deployment/store.ts';

/** The counts of the first screen, all from maintained tables. */
export function overviewStore(db: Connection) {
  const troubled = db.prepare<[{ projectId: number | null }], StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM cell c CROSS JOIN deployment d ON d.id = c.latestId ${ROW_JOINS}
     WHERE c.latestStatus IN ('failed', 'errored', 'partial')
       AND (c.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL)
     ORDER BY c.latestId DESC`,
  );
  const held = db.prepare<[{ projectId: number | null }], StoredRow & { holdReason: string }>(
    `SELECT ${ROW_COLUMNS}, h.reason AS holdReason FROM hold h CROSS JOIN deployment d ON d.id = h.deploymentId
     ${ROW_JOINS} WHERE h.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL`,
  );
  const overridden = db.prepare<
    [{ projectId: number | null; since: number; mask: number }],
    StoredRow & { why: string | null }
  >(
    `SELECT ${ROW_COLUMNS}, (SELECT reason FROM deployment_detail WHERE deploymentId = d.id) AS why
     FROM cell c CROSS JOIN deployment d ON d.id = c.latestId ${ROW_JOINS}
     WHERE d.flags & @mask = @mask AND d.triggeredAt >= @since
       AND (c.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL)`,
  );
  const days = db.prepare<[number], { day: number; environmentId: number; count: number; failed: number }>(
    `SELECT day, environmentId, sum(count) AS count,
       sum(CASE WHEN status IN ('failed', 'errored') THEN count ELSE 0 END) AS failed
     FROM rollup_day WHERE day >= ? GROUP BY day, environmentId`,
  );
  const projectDays = db.prepare<
    [number, number],
    { day: number; environmentId: number; count: number; failed: number }
  >(
    `SELECT day, environmentId, sum(count) AS count,
       sum(CASE WHEN status IN ('failed', 'errored') THEN count ELSE 0 END) AS failed
     FROM rollup_project WHERE projectId = ? AND day >= ? GROUP BY day, environmentId`,
  );
  const active = db.prepare<[{ projectId: number | null }], { environmentId: number; count: number }>(
    `SELECT environmentId, sum(count) AS count FROM total
     WHERE status IN ('pending', 'in_progress', 'canceling')
       AND (projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL)
     GROUP BY environmentId HAVING sum(count) > 0`,
  );
  const deployments = db.prepare<[], { environmentId: number; count: number }>(
    'SELECT environmentId, sum(count) AS count FROM total GROUP BY environmentId',
  );
  const projectDeployments = db.prepare<[], { projectId: number; count: number }>(
    'SELECT projectId, sum(count) AS count FROM total GROUP BY projectId',
  );
  const newest = db
    .prepare<[number], number>(
      'SELECT id FROM deployment INDEXED BY deployment_environment WHERE environmentId = cast(? AS INTEGER) ORDER BY triggeredAt DESC, id DESC LIMIT 1',
    )
    .pluck();
  return {
    /** The newest record of each cell whose newest record came out badly, newest first. */
    troubled: (projectId: number | null): DeploymentRow[] => troubled.all({ projectId }).map(toRow),
    /** The deployments that hold auto-promotion of their environments back, with the sentence for it. */
    held: (projectId: number | null) =>
      held.all({ projectId }).map(({ holdReason, ...row }) => ({ row: toRow(row), sentence: holdReason })),
    /** The newest record of each cell that went through a freeze since an instant, with why it did. */
    overridden: (projectId: number | null, since: number) =>
      overridden
        .all({ projectId, since, mask: flagMask(['forced', 'during_freeze']) })
        .map(({ why, ...row }) => ({ row: toRow(row), why })),
    days: (sinceDay: number) => days.all(sinceDay),
    daysOf: (projectId: number, sinceDay: number) => projectDays.all(projectId, sinceDay),
    /** How many are under way in each environment. */
    activeByEnvironment: (projectId: number | null) =>
      new Map(active.all({ projectId }).map((row) => [row.environmentId, row.count])),
    deploymentsByEnvironment: () => new Map(deployments.all().map((row) => [row.environmentId, row.count])),
    deploymentsByProject: () => new Map(projectDeployments.all().map((row) => [row.projectId, row.count])),
    newestIn: (environmentId: number): number | null => newest.get(environmentId) ?? null,
  };
}
