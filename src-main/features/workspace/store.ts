import type { Connection } from '../../store/open.ts';

export interface WorkspaceRow {
  readonly uid: string;
  readonly name: string;
  readonly createdAt: number;
}

/** The workspace's own row, and the words that aliases and due rows keep about others. */
export function workspaceStore(db: Connection) {
  const get = db.prepare<[], WorkspaceRow>('SELECT uid, name, createdAt FROM workspace');
  const insert = db.prepare(
    'INSERT OR IGNORE INTO workspace (one, uid, name, createdAt) VALUES (1, ?, ?, ?)',
  );
  return {
    get: (): WorkspaceRow | undefined => get.get(),
    create: (row: WorkspaceRow): void => void insert.run(row.uid, row.name, row.createdAt),
  };
}

/** The ids by which other systems know our rows. */
export function aliasStore(db: Connection) {
  const find = db
    .prepare<[string, string, string], number>(
      'SELECT rowId FROM alias WHERE system = ? AND kind = ? AND externalId = ?',
    )
    .pluck();
  const put = db.prepare(
    'INSERT INTO alias (system, kind, externalId, rowId, importId) VALUES (?, ?, ?, ?, ?)',
  );
  const of = db.prepare<[string, number], { system: string; externalId: string }>(
    'SELECT system, externalId FROM alias WHERE kind = cast(? AS TEXT) AND rowId = cast(? AS INTEGER) ORDER BY system, externalId',
  );
  const remove = db.prepare('DELETE FROM alias WHERE kind = ? AND rowId = ?');
  return {
    find: (system: string, kind: string, externalId: string): number | null =>
      find.get(system, kind, externalId) ?? null,
    put: (system: string, kind: string, externalId: string, rowId: number, importId: number | null): void =>
      void put.run(system, kind, externalId, rowId, importId),
    of: (kind: string, rowId: number) => of.all(kind, rowId),
    removeOf: (kind: string, rowId: number): void => void remove.run(kind, rowId),
  };
}

export interface DueRow {
  readonly id: number;
  readonly dueAt: number;
  readonly kind: string;
  readonly subjectId: number;
}

/** What is due when. A row is taken away in the transaction of what it caused, so it happens once. */
export function dueStore(db: Connection) {
  const put = db.prepare(
    'INSERT INTO due (dueAt, kind, subjectId) VALUES (?, ?, ?) ON CONFLICT (kind, subjectId) DO UPDATE SET dueAt = excluded.dueAt',
  );
  const next = db.prepare<[], DueRow>(
    'SELECT id, dueAt, kind, subjectId FROM due ORDER BY dueAt, id LIMIT 1',
  );
  const at = db
    .prepare<[string, number], number>('SELECT dueAt FROM due WHERE kind = ? AND subjectId = ?')
    .pluck();
  const remove = db.prepare('DELETE FROM due WHERE id = ?');
  const drop = db.prepare('DELETE FROM due WHERE kind = ? AND subjectId = ?');
  return {
    put: (dueAt: number, kind: string, subjectId: number): void => void put.run(dueAt, kind, subjectId),
    next: (): DueRow | undefined => next.get(),
    at: (kind: string, subjectId: number): number | null => at.get(kind, subjectId) ?? null,
    remove: (id: number): boolean => remove.run(id).changes === 1,
    drop: (kind: string, subjectId: number): void => void drop.run(kind, subjectId),
  };
}
