import type { Project } from '#shared/features/project/model.ts';
import type { Connection } from '../../store/open.ts';

const COLUMNS = 'id, uid, name, kind, repository, description, versionScheme, paths, createdAt';

type StoredProject = Omit<Project, 'paths'> & { readonly paths: string | null };

/** Most projects are all of their repository. */
export type NewProject = Omit<Project, 'id' | 'paths'> & Partial<Pick<Project, 'paths'>>;

const toProject = (stored: StoredProject): Project => ({
  ...stored,
  paths: stored.paths === null ? [] : (JSON.parse(stored.paths) as string[]),
});
const toRow = <P extends { readonly paths: readonly string[] }>(project: P) => ({
  ...project,
  paths: project.paths.length === 0 ? null : JSON.stringify(project.paths),
});

export function projectStore(db: Connection) {
  const get = db.prepare<[number], StoredProject>(`SELECT ${COLUMNS} FROM project WHERE id = ?`);
  const byUid = db.prepare<[string], StoredProject>(`SELECT ${COLUMNS} FROM project WHERE uid = ?`);
  const byName = db.prepare<[string], StoredProject>(`SELECT ${COLUMNS} FROM project WHERE name = ?`);
  const byRepository = db.prepare<[string], StoredProject>(
    `SELECT ${COLUMNS} FROM project WHERE repository = ? ORDER BY id LIMIT 1`,
  );
  const all = db.prepare<[], StoredProject>(`SELECT ${COLUMNS} FROM project ORDER BY name`);
  const insert = db.prepare(
    `INSERT INTO project (uid, name, kind, repository, description, versionScheme, paths, createdAt, importId)
     VALUES (@uid, @name, @kind, @repository, @description, @versionScheme, @paths, @createdAt, @importId)`,
  );
  const update = db.prepare(
    `UPDATE project SET name = @name, kind = @kind, repository = @repository, description = @description,
     versionScheme = @versionScheme, paths = @paths WHERE id = @id`,
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
  const read = (stored: StoredProject | undefined) => stored && toProject(stored);
  return {
    get: (id: number): Project | undefined => read(get.get(id)),
    byUid: (uid: string): Project | undefined => read(byUid.get(uid)),
    byName: (name: string): Project | undefined => read(byName.get(name)),
    byRepository: (repository: string): Project | undefined => read(byRepository.get(repository)),
    all: (): Project[] => all.all().map(toProject),
    links: () => links.all(),
    releaseCounts: () => new Map(releases.all().map((row) => [row.projectId, row.count])),
    /** Names that contain the pattern of a LIKE. */
    named: (pattern: string, limit: number) => named.all(pattern, limit),
    ofImport: (importId: number): number[] => ofImport.all(importId),
    insert(given: NewProject, importId: number | null = null): Project {
      const project = { paths: [], ...given };
      const id = Number(insert.run({ ...toRow(project), importId }).lastInsertRowid);
      return { id, ...project };
    },
    update: (project: Project): void => void update.run(toRow(project)),
    remove(id: number): void {
      unlinkAll.run(id);
      remove.run(id);
    },
    /** @returns whether the project did not deploy there before. */
    link: (projectId: number, environmentId: number): boolean =>
      link.run(projectId, environmentId).changes === 1,
    unlink: (projectId: number, environmentId: number): void => void unlink.run(projectId, environmentId),
  };
}
