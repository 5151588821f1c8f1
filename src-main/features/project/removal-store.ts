import type { Counted } from '#shared/features/project/removal.ts';
import type { Connection } from '../../store/open.ts';

const FREEZES = (scope: 'projects' | 'environments') => `SELECT count(*) FROM freeze f WHERE
  EXISTS (SELECT 1 FROM json_each(f.${scope}) WHERE value = cast(@id AS INTEGER))
  OR EXISTS (SELECT 1 FROM freeze_occurrence o, json_each(o.${scope}) s WHERE o.freezeId = f.id
    AND s.value = cast(@id AS INTEGER))`;
const countOf = (table: string, column: 'projectId' | 'environmentId') =>
  `SELECT count(*) FROM ${table} WHERE ${column} = @id`;

/** What names a project or an environment, counted, and taking one away with what only sets it up. */
export function removalStore(db: Connection) {
  const counting = (texts: readonly (readonly [Counted['what'], string])[]) => {
    const counts = texts.map(
      ([what, text]) => [what, db.prepare<[{ id: number }], number>(text).pluck()] as const,
    );
    return (id: number): Counted[] =>
      counts.map(([what, count]) => ({ what, count: count.get({ id }) ?? 0 }));
  };
  const ofProject = {
    standing: counting([
      ['deployment', 'SELECT coalesce(sum(count), 0) FROM total WHERE projectId = @id'],
      ['release', 'SELECT releases FROM project WHERE id = @id'],
      ['channel', countOf('channel', 'projectId')],
      ['appStatus', countOf('app_status', 'projectId')],
      ['credential', countOf('credential', 'projectId')],
      ['freeze', FREEZES('projects')],
    ]),
    goes: counting([
      ['environment', countOf('project_environment', 'projectId')],
      ['workflow', countOf('workflow', 'projectId')],
      ['phases', countOf('progression', 'projectId')],
      ['schedule', countOf('cut_schedule', 'projectId')],
      ['appName', countOf('app_name', 'projectId')],
      ['delivery', countOf('delivery', 'projectId')],
    ]),
  };
  const ofEnvironment = {
    standing: counting([
      ['deployment', 'SELECT coalesce(sum(count), 0) FROM total WHERE environmentId = @id'],
      ['channel', countOf('channel', 'environmentId')],
      ['freeze', FREEZES('environments')],
    ]),
    goes: counting([
      ['project', countOf('project_environment', 'environmentId')],
      ['workflow', countOf('workflow', 'environmentId')],
    ]),
  };
  const active = db
    .prepare<[number, number, string], number>(
      `SELECT coalesce(sum(count), 0) FROM total WHERE projectId = ? AND environmentId = ?
       AND status IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const settings = ['app_name', 'delivery'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE projectId = ?`),
  );
  return {
    ofProject,
    ofEnvironment,
    /** How many deployments of a project in an environment have one of these statuses. */
    deploymentsIn: (projectId: number, environmentId: number, statuses: readonly string[]): number =>
      active.get(projectId, environmentId, JSON.stringify(statuses)) ?? 0,
    /** What a project's row does not take with it by itself. */
    dropSettings(projectId: number): void {
      for (const statement of settings) statement.run(projectId);
    },
  };
}
