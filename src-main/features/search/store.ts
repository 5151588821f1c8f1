import type { Connection } from '../../store/open.ts';

export interface SearchText {
  readonly version: string;
  readonly project: string;
  readonly environment: string;
  readonly actor: string;
  readonly words: string;
}

const NOT_IN_WORDS = /[^\p{L}\p{N}.\-_+/]+/u;
const LONGEST_WORD = 100;

/** The words of a text as they are indexed and asked for: lower case, no accents, versions and names in one piece. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(NOT_IN_WORDS)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => word.slice(0, LONGEST_WORD));
}

/** The pieces of a dashed name are words too: `checkout-api` is found by `api`. */
function wordsOfName(name: string): string[] {
  return wordsOf(name).flatMap((word) => {
    const parts = word.split(/[-_./]+/).filter((part) => part.length > 1);
    return parts.length > 1 ? [word, ...parts] : [word];
  });
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
  const putTerm = db.prepare('INSERT OR IGNORE INTO search_term (term) VALUES (?)');
  const terms = db
    .prepare<[string, string, number], string>(
      'SELECT term FROM search_term WHERE term >= cast(? AS TEXT) AND term < cast(? AS TEXT) LIMIT cast(? AS INTEGER)',
    )
    .pluck();
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
    const fields = [
      wordsOf(text.version),
      wordsOfName(text.project),
      wordsOfName(text.environment),
      wordsOfName(text.actor),
      wordsOf(text.words),
    ];
    for (const word of new Set(fields.flat())) putTerm.run(word);
    put.run(id, ...fields.map((words) => words.join(' ')));
  }

  return {
    index,
    /** Known words that begin with a text, up to a limit. */
    terms: (beginning: string, limit: number): string[] =>
      terms.all(beginning, `${beginning}\u{10ffff}`, limit),
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
