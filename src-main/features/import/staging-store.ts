import { existsSync, renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { ImportProblem } from '#shared/features/import/model.ts';
import type { SourceRelease } from '../../importers/github-releases.ts';

/** A staged record; `position` is its place in time order, 1-based. */
export interface StagedRow extends SourceRelease {
  readonly position: number;
}

/** What is known of the file beside its rows. */
export interface StagedSource {
  readonly size: number;
  readonly modifiedAt: number;
  readonly sha256: string;
  readonly records: number;
  readonly drafts: number;
  readonly duplicates: number;
  readonly problems: number;
}

export interface StagedChannel {
  readonly channel: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** The rows of one uploaded file, in a SQLite file of their own beside it, so that a file of any size stays out of memory. */
export interface Staging {
  readonly source: StagedSource;
  readonly total: number;
  after(position: number, limit: number): StagedRow[];
  /** The first rows as the file has them. */
  first(limit: number): StagedRow[];
  channels(): StagedChannel[];
  repositories(): string[];
  problems(limit: number): ImportProblem[];
  close(): void;
}

export interface StagingWriter {
  /** Null when it was taken; else the record that already is what this one says it is, and whether in every word. */
  add(row: SourceRelease): { readonly record: number; readonly same: boolean } | null;
  problem(record: number, line: number, message: string): void;
  /** Puts the rows in time order and makes the file usable; before this, nobody will take it for whole. */
  finish(source: StagedSource): void;
  abandon(): void;
}

const SCHEMA = `
CREATE TABLE source (facts TEXT NOT NULL) STRICT;
CREATE TABLE loaded (
  record INTEGER PRIMARY KEY, line INTEGER NOT NULL, occurredAt INTEGER NOT NULL, externalId TEXT NOT NULL, repository TEXT NOT NULL,
  version TEXT NOT NULL, payload TEXT NOT NULL, raw TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX loaded_id ON loaded (externalId);
CREATE UNIQUE INDEX loaded_version ON loaded (repository, version);
CREATE TABLE row (
  position INTEGER PRIMARY KEY, record INTEGER NOT NULL, line INTEGER NOT NULL, channel TEXT NOT NULL,
  repository TEXT NOT NULL, occurredAt INTEGER NOT NULL, payload TEXT NOT NULL, raw TEXT NOT NULL
) STRICT;
CREATE TABLE problem (id INTEGER PRIMARY KEY, record INTEGER NOT NULL, line INTEGER NOT NULL, message TEXT NOT NULL) STRICT;
`;

/** Begins to stage into `file`; until it is finished it has the job's own name, so that two readers never share one. */
export function writeStaging(file: string, jobId: number): StagingWriter {
  const partial = `${file}.${jobId}.part`;
  rmSync(partial, { force: true });
  const db = new Sqlite(partial);
  // Nothing here must survive a crash: a file that was not finished is written anew.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(SCHEMA);
  db.exec('BEGIN');
  const known = db.prepare<[string, string, string], { record: number; payload: string }>(
    'SELECT record, payload FROM loaded WHERE externalId = ? OR (repository = ? AND version = ?) ORDER BY record LIMIT 1',
  );
  const insert = db.prepare(
    `INSERT INTO loaded (record, line, occurredAt, externalId, repository, version, payload, raw)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const problem = db.prepare('INSERT INTO problem (record, line, message) VALUES (?, ?, ?)');
  return {
    add({ raw, record, line, ...row }) {
      const { publishedAt, externalId, repository, version } = row;
      const payload = JSON.stringify(row);
      const earlier = known.get(externalId, repository, version);
      if (earlier) return { record: earlier.record, same: earlier.payload === payload };
      insert.run(record, line, publishedAt, externalId, repository, version, payload, raw);
      return null;
    },
    problem: (record, line, message) => void problem.run(record, line, message),
    finish(source) {
      db.exec(
        `INSERT INTO row (record, line, channel, repository, occurredAt, payload, raw)
         SELECT record, line, payload ->> '$.channel', repository, occurredAt, payload, raw FROM loaded
         ORDER BY occurredAt, repository, version;
         DROP TABLE loaded; CREATE INDEX row_channel ON row (channel, occurredAt);
         CREATE INDEX row_repository ON row (repository); CREATE INDEX row_record ON row (record);`,
      );
      db.prepare('INSERT INTO source (facts) VALUES (?)').run(JSON.stringify(source));
      db.exec('COMMIT');
      db.close();
      renameSync(partial, file);
    },
    abandon() {
      db.close();
      rmSync(partial, { force: true });
    },
  };
}

interface StoredRow {
  readonly position: number;
  readonly record: number;
  readonly line: number;
  readonly payload: string;
  readonly raw: string;
}

const COLUMNS = 'position, record, line, payload, raw';

const toRow = ({ payload, ...row }: StoredRow): StagedRow => ({
  ...(JSON.parse(payload) as Omit<SourceRelease, 'raw' | 'record' | 'line'>),
  ...row,
});

/** Opens the rows of a file that was read before; null when there are none. */
export function openStaging(file: string): Staging | null {
  if (!existsSync(file)) return null;
  const db = new Sqlite(file, { readonly: true });
  const facts = db.prepare<[], string>('SELECT facts FROM source').pluck().get() ?? '';
  const after = db.prepare<[number, number], StoredRow>(
    `SELECT ${COLUMNS} FROM row WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const first = db.prepare<[number], StoredRow>(`SELECT ${COLUMNS} FROM row ORDER BY record LIMIT ?`);
  const channels = db.prepare<[], StagedChannel>(
    `SELECT channel, count(*) AS count, min(occurredAt) AS first, max(occurredAt) AS last FROM row
     GROUP BY channel ORDER BY count DESC, channel`,
  );
  const repositories = db
    .prepare<[], string>('SELECT repository FROM row GROUP BY repository ORDER BY count(*) DESC, repository')
    .pluck();
  const problems = db.prepare<[number], ImportProblem>(
    'SELECT record, line, message FROM problem ORDER BY record, id LIMIT ?',
  );
  return {
    source: JSON.parse(facts) as StagedSource,
    total: db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM row').pluck().get() ?? 0,
    after: (position, limit) => after.all(position, limit).map(toRow),
    first: (limit) => first.all(limit).map(toRow),
    channels: () => channels.all(),
    repositories: () => repositories.all(),
    problems: (limit) => problems.all(limit),
    close: () => void db.close(),
  };
}
