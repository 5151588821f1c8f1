import type { Connection } from '../../store/open.ts';

export interface SearchText {
  readonly version: string;
  readonly project: string;
  readonly environment: string;
  readonly actor: string;
  readonly words: string;
}

/** The pieces of a dashed name are words too: `checkout-api` is found by `api`. */
function withParts(name: string): string {
  const parts = name.split(/[-_./]+/).filter((part) => part.length > 1);
  return parts.length > 1 ? `${name} ${parts.join(' ')}` : name;
}

/** Turns what a person typed into an FTS5 query: every word is a prefix, all must match. Null when no word is left. */
export function matchOf(text: string): string | null {
  const words = text
    .split(/\s+/)
    .map((word) => word.replaceAll('"', '').replaceAll('\0', ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 12);
  return words.length === 0 ? null : words.map((word) => `"${word.slice(0, 100)}"*`).join(' ');
}

const RANGE = `SELECT d.id, d.version, p.name AS project, e.name AS environment, coalesce(a.name, '') AS actor,
    trim(coalesce(x.description, '') || ' ' || coalesce(x.notes, '') || ' ' || coalesce(d.errorMessage, '')) AS words
  FROM deployment d CROSS JOIN project p ON p.id = d.projectId CROSS JOIN environment e ON e.id = d.environmentId
  LEFT JOIN person a ON a.id = d.personId LEFT JOIN deployment_detail x ON x.deploymentId = d.id`;

interface Reindex {
  readonly id: number;
  readonly scope: 'project' | 'environment' | 'import';
  readonly scopeId: number;
  readonly lastId: number;
}

/** The full-text index over deployments; its rowid is the deployment's id, so newest first costs nothing. */
export function searchStore(db: Connection) {
  const put = db.prepare(
    `INSERT OR REPLACE INTO deployment_text (rowid, version, project, environment, actor, words)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare('DELETE FROM deployment_text WHERE rowid = ?');
  const one = db.prepare<[number], SearchText & { id: number }>(`${RANGE} WHERE d.id = ?`);
  const ranges = {
    project: db.prepare<[number, number, number], SearchText & { id: number }>(
      `${RANGE} WHERE d.projectId = ? AND d.id > ? ORDER BY d.id LIMIT ?`,
    ),
    environment: db.prepare<[number, number, number], SearchText & { id: number }>(
      `${RANGE} WHERE d.environmentId = ? AND d.id > ? ORDER BY d.id LIMIT ?`,
    ),
    import: db.prepare<[number, number, number], SearchText & { id: number }>(
      `${RANGE} WHERE d.importId = ? AND d.id > ? ORDER BY d.id LIMIT ?`,
    ),
  };
  const enqueue = db.prepare('INSERT INTO reindex (scope, scopeId) VALUES (?, ?)');
  const next = db.prepare<[], Reindex>('SELECT id, scope, scopeId, lastId FROM reindex ORDER BY id LIMIT 1');
  const advance = db.prepare('UPDATE reindex SET lastId = ? WHERE id = ?');
  const finish = db.prepare('DELETE FROM reindex WHERE id = ?');

  function index(id: number, text: SearchText): void {
    put.run(id, text.version, withParts(text.project), withParts(text.environment), text.actor, text.words);
  }

  return {
    index,
    /** Reads a deployment's words anew, after its notes or error changed. */
    refresh(id: number): void {
      const text = one.get(id);
      if (text) index(id, text);
    },
    remove: (id: number): void => void remove.run(id),
    /** Asks for everything of a scope to be indexed anew, later and in small pieces. */
    enqueue: (scope: Reindex['scope'], scopeId: number): void => void enqueue.run(scope, scopeId),
    /** Indexes the next rows that wait, at most `limit`; answers whether more wait. */
    work(limit: number): boolean {
      const waiting = next.get();
      if (!waiting) return false;
      const rows = ranges[waiting.scope].all(waiting.scopeId, waiting.lastId, limit);
      for (const row of rows) index(row.id, row);
      const last = rows.at(-1);
      if (last && rows.length === limit) advance.run(last.id, waiting.id);
      else finish.run(waiting.id);
      return next.get() !== undefined;
    },
  };
}
