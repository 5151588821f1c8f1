import Sqlite from 'better-sqlite3';

/** What tells the course of events rather than their outcome, and the index's own tables. */
const LEFT_OUT = /^(activity|job|import|import_before|reindex|sqlite_.*|deployment_text.*|search_term)$/;

/** Every row of every table that says what stands in a workspace. */
export function dump(file: string): Record<string, string[]> {
  const db = new Sqlite(file, { readonly: true });
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  const rows = tables
    .filter((name) => !LEFT_OUT.test(name))
    .map((name): [string, string[]] => [
      name,
      db
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]);
  db.close();
  return Object.fromEntries(rows);
}
