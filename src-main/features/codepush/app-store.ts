import type { OperatingSystem } from '#shared/features/build/model.ts';
import type { Connection } from '../../store/open.ts';

export interface AppName {
  readonly id: number;
  readonly projectId: number;
  readonly project: string;
  readonly os: OperatingSystem;
  readonly name: string;
}

/** The names that CodePush's tools gave to apps: an operating system of a project each. */
export function appNameStore(db: Connection) {
  const all = db.prepare<[], AppName>(
    'SELECT n.id, n.projectId, p.name AS project, n.os, n.name FROM app_name n JOIN project p ON p.id = n.projectId',
  );
  const put = db.prepare(
    `INSERT INTO app_name (projectId, os, name) VALUES (@projectId, @os, @name)
     ON CONFLICT (projectId, os) DO UPDATE SET name = excluded.name`,
  );
  const remove = db.prepare('DELETE FROM app_name WHERE projectId = ? AND os = ?');
  const removeUnused = db.prepare(
    `DELETE FROM app_name AS n WHERE n.id = @id
       AND NOT EXISTS (SELECT 1 FROM channel c WHERE c.projectId = n.projectId AND c.os = n.os AND c.id > @since)`,
  );
  const lastChannel = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM channel').pluck();
  const idOf = db
    .prepare<[number, string], number>('SELECT id FROM app_name WHERE projectId = ? AND os = ?')
    .pluck();
  return {
    all: (): AppName[] => all.all(),
    put: (projectId: number, os: OperatingSystem, name: string): void =>
      void put.run({ projectId, os, name }),
    idOf: (projectId: number, os: OperatingSystem): number | null => idOf.get(projectId, os) ?? null,
    remove: (projectId: number, os: OperatingSystem): void => void remove.run(projectId, os),
    /** The newest channel of all. */
    lastChannel: (): number => lastChannel.get() ?? 0,
    /** Forgets the name of an app that got no channel since, such as one that its tools made by that name. */
    removeUnused: (id: number, since: number): void => void removeUnused.run({ id, since }),
  };
}
