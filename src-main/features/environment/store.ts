import type { Environment } from '#shared/features/environment/model.ts';
import type { Connection } from '../../store/open.ts';

const COLUMNS = 'id, uid, name, tier, position, createdAt';
const ORDER = `CASE tier WHEN 'development' THEN 0 WHEN 'staging' THEN 1 ELSE 2 END, position, name`;

export function environmentStore(db: Connection) {
  const get = db.prepare<[number], Environment>(`SELECT ${COLUMNS} FROM environment WHERE id = ?`);
  const byUid = db.prepare<[string], Environment>(`SELECT ${COLUMNS} FROM environment WHERE uid = ?`);
  const byName = db.prepare<[string], Environment>(`SELECT ${COLUMNS} FROM environment WHERE name = ?`);
  const all = db.prepare<[], Environment>(`SELECT ${COLUMNS} FROM environment ORDER BY ${ORDER}`);
  const lastPosition = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM environment').pluck();
  const insert = db.prepare(
    `INSERT INTO environment (uid, name, tier, position, createdAt, importId)
     VALUES (@uid, @name, @tier, @position, @createdAt, @importId)`,
  );
  const update = db.prepare(
    'UPDATE environment SET name = @name, tier = @tier, position = @position WHERE id = @id',
  );
  const remove = db.prepare('DELETE FROM environment WHERE id = ?');
  const unlinkAll = db.prepare('DELETE FROM project_environment WHERE environmentId = ?');
  const projects = db.prepare<[], { environmentId: number; count: number }>(
    'SELECT environmentId, count(*) AS count FROM project_environment GROUP BY environmentId',
  );
  const ofImport = db.prepare<[number], number>('SELECT id FROM environment WHERE importId = ?').pluck();
  return {
    get: (id: number): Environment | undefined => get.get(id),
    byUid: (uid: string): Environment | undefined => byUid.get(uid),
    byName: (name: string): Environment | undefined => byName.get(name),
    /** In promotion order: by tier, then by position. */
    all: (): Environment[] => all.all(),
    lastPosition: (): number => lastPosition.get() ?? 0,
    projectCounts: () => new Map(projects.all().map((row) => [row.environmentId, row.count])),
    ofImport: (importId: number): number[] => ofImport.all(importId),
    insert(environment: Omit<Environment, 'id'>, importId: number | null = null): Environment {
      const id = Number(insert.run({ ...environment, importId }).lastInsertRowid);
      return { id, ...environment };
    },
    update: (environment: Environment): void => void update.run(environment),
    remove(id: number): void {
      unlinkAll.run(id);
      remove.run(id);
    },
  };
}
