import type { ActivityFilter } from '#shared/features/activity/contract.ts';
import type { ActivityEntry, ActivityRow } from '#shared/features/activity/model.ts';
import type { Connection } from '../../store/open.ts';
import type { Sql, Statements } from '../../store/sql.ts';
import { and, sql } from '../../store/sql.ts';
import type { ChainLink } from './chain.ts';
import { canonicalEntry, chainHash, GENESIS } from './chain.ts';

interface StoredEntry extends ChainLink {
  readonly deploymentId: number | null;
}

const toRow = ({ entry, hash, deploymentId }: StoredEntry): ActivityRow => ({
  ...(JSON.parse(entry) as ActivityEntry),
  hash,
  deploymentId,
});

const COLUMNS = 'c.seq, c.entry, c.hash, d.id AS deploymentId';
const FROM = `activity c LEFT JOIN deployment d ON c.noun = 'deployment' AND d.uid = c.objectId`;

/** A page looks at no more entries than this when no index serves the filter. */
const LOOK = 2000;

function conditionsOf(filter: ActivityFilter): { indexed: Sql[]; rest: Sql[] } {
  const indexed: Sql[] = [];
  if (filter.actor !== undefined) indexed.push(sql`c.actor = ${filter.actor}`);
  if (filter.verb !== undefined) indexed.push(sql`c.verb = ${filter.verb}`);
  if (filter.objectId !== undefined) indexed.push(sql`c.objectId = ${filter.objectId}`);
  if (filter.refused === true) indexed.push(sql`c.refused IS NOT NULL`);
  const rest: Sql[] = [];
  if (filter.refused === false) rest.push(sql`c.refused IS NULL`);
  if (filter.noun !== undefined) rest.push(sql`c.noun = ${filter.noun}`);
  if (filter.door !== undefined) rest.push(sql`c.door = ${filter.door}`);
  if (filter.from !== undefined) rest.push(sql`c.at >= ${filter.from}`);
  if (filter.to !== undefined) rest.push(sql`c.at < ${filter.to}`);
  for (const word of filter.text?.split(/\s+/).filter(Boolean) ?? []) {
    rest.push(sql`instr(lower(c.entry), ${word.toLowerCase()}) > 0`);
  }
  return { indexed, rest };
}

/** The append-only audit chain. Its columns are read out of the hashed text, so they cannot disagree with it. */
export function activityStore(db: Connection, statements: Statements) {
  const head = db.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1',
  );
  const insert = db.prepare('INSERT INTO activity (seq, entry, hash) VALUES (?, ?, ?)');
  const after = db.prepare<[number, number], ChainLink>(
    'SELECT seq, entry, hash FROM activity WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const about = db.prepare<[string, string], StoredEntry>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE c.objectId = ? AND instr(c.entry, ?) > 0 ORDER BY c.seq DESC`,
  );
  // Loose index scans: as many seeks as there are different values.
  const distinct = (column: 'verb' | 'actor') =>
    db
      .prepare<[], string>(
        `WITH RECURSIVE found (value) AS (
           SELECT min(${column}) FROM activity
           UNION ALL
           SELECT (SELECT min(${column}) FROM activity WHERE ${column} > found.value) FROM found
           WHERE found.value IS NOT NULL)
         SELECT value FROM found WHERE value IS NOT NULL LIMIT 500`,
      )
      .pluck();
  const verbs = distinct('verb');
  const actors = distinct('actor');
  const headOf = () => head.get() ?? { seq: 0, hash: GENESIS };
  return {
    head: headOf,
    /** Appends an entry behind the head; its number and hash follow from it. */
    append(entry: Omit<ActivityEntry, 'seq'>): number {
      const previous = headOf();
      const seq = previous.seq + 1;
      const text = canonicalEntry({ ...entry, seq });
      insert.run(seq, text, chainHash(previous.hash, text));
      return seq;
    },
    links: (afterSeq: number, limit: number): ChainLink[] => after.all(afterSeq, limit),
    /** Every entry about an object in which a text stands, newest first. It looks at all of the object's entries. */
    about: (objectId: string, text: string): ActivityRow[] => about.all(objectId, text).map(toRow),
    page(filter: ActivityFilter, before: number | null, limit: number) {
      const { indexed, rest } = conditionsOf(filter);
      const inside = and([...indexed, sql`c.seq < ${before ?? Number.MAX_SAFE_INTEGER}`]);
      if (rest.length === 0) {
        const rows = statements.all<StoredEntry>(
          sql`SELECT ${{ text: COLUMNS, values: [] }} FROM ${{ text: FROM, values: [] }}
              WHERE ${inside} ORDER BY c.seq DESC LIMIT ${limit + 1}`,
        );
        const page = rows.slice(0, limit);
        return {
          rows: page.map(toRow),
          nextCursor: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
          searchedPart: false,
        };
      }
      const looked = statements.all<StoredEntry & { hit: number }>(
        sql`SELECT ${{ text: COLUMNS, values: [] }}, ${and(rest)} AS hit FROM ${{ text: FROM, values: [] }}
            WHERE ${inside} ORDER BY c.seq DESC LIMIT ${LOOK}`,
      );
      const hits = looked.filter((row) => row.hit);
      const page = hits.slice(0, limit);
      if (hits.length > limit)
        return { rows: page.map(toRow), nextCursor: page.at(-1)?.seq ?? null, searchedPart: false };
      const more = looked.length === LOOK;
      return {
        rows: page.map(toRow),
        nextCursor: more ? (looked.at(-1)?.seq ?? null) : null,
        searchedPart: more,
      };
    },
    verbs: (): string[] => verbs.all(),
    actors: (): string[] => actors.all(),
  };
}
