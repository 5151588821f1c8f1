import type { Project } from '#shared/features/project/model.ts';
import type { Connection } from '../../store/open.ts';

const COLUMNS = 'id, uid, name, kind, repository, description, versionScheme, createdAt';

export function projectStore(db: Connection) {
  const get = db.prepare<[number], Project>(`SELECT ${COLUMNS} FROM project WHERE id = ?`);
  const byUid = db.prepare<[string], Project>(`SELECT ${COLUMNS} FROM project WHERE uid = ?`);
  const byName = db.prepare<[string], Project>(`SELECT ${COLUMNS} FROM project WHERE name = ?`);
  const byRepository = db.prepare<[string], Project>(
    `SELECT ${COLUMNS} FROM project WHERE repository = ? ORDER BY id LIMIT 1`,
  );
  const all = db.prepare<[], Project>(`SELECT ${COLUMNS} FROM project ORDER BY name`);
  const insert = db.prepare(
    `INSERT INTO project (uid, name, kind, repository, description, versionScheme, createdAt, importId)
     VALUES (@uid, @name, @kind, @repository, @description, @versionScheme, @createdAt, @importId)`,
  );
  const update = db.prepare(
    `UPDATE project SET name = @name, kind = @kind, repository = @repository, description = @description,
     versionScheme = @versionScheme WHERE id = @id`,
  );
  const remove = db.prepare('DELETE FROM project WHERE id = ?');
  const link = db.prepare(
    'INSERT OR IGNORE INTO project_environment (projectId, environmentId) VALUES (?, ?)',
  );
  const unlink = db.prepare('DELETE FROM project_environment WHERE projectId = ? AND environmentId = ?');
  const unlinkAll = db.prepare('DELETE FROM project_environment WHERE projectId = ?');
  const links = db.prepare<[], { projectId: number; environmentId: number }>(
    'SELECT projectId, environmentId FROM project_environment',
  );
  const releases = db.prepare<[], { projectId: number; count: number }>(
    'SELECT id AS projectId, releases AS count FROM project',
  );
  const named = db.prepare<[string, number], { id: number; name: string }>(
    `SELECT id, name FROM project WHERE name LIKE ? ESCAPE '\\' ORDER BY name LIMIT ?`,
  );
  const ofImport = db.prepare<[number], number>('SELECT id FROM project WHERE importId = ?').pluck();
  return {
    get: (id: number): Project | undefined => get.get(id),
    byUid: (uid: string): Project | undefined => byUid.get(uid),
    byName: (name: string): Project | undefined => byName.get(name),
    byRepository: (repository: string): Project | undefined => byRepository.get(repository),
    all: (): Project[] => all.all(),
    links: () => links.all(),
    releaseCounts: () => new Map(releases.all().map((row) => [row.projectId, row.count])),
    /** Names that contain the pattern of a LIKE. */
    named: (pattern: string, limit: number) => named.all(pattern, limit),
    ofImport: (importId: number): number[] => ofImport.all(importId),
    insert(project: Omit<Project, 'id'>, importId: number | null = null): Project {
      const id = Number(insert.run({ ...project, importId }).lastInsertRowid);
      return { id, ...project };
    },
    update: (project: Project): void => void update.run(project),
    remove(id: number): void {
      unlinkAll.run(id);
      remove.run(id);
    },
    link: (projectId: number, environmentId: number): void => void link.run(projectId, environmentId),
    unlink: (projectId: number, environmentId: number): void => void unlink.run(projectId, environmentId),
  };
}
