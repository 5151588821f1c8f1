import type { DeploymentFacts } from '#shared/features/deployment/facts.ts';
import type { Connection } from '../../store/open.ts';
import type { Sql, Statements } from '../../store/sql.ts';
import { and, join, literal, sql } from '../../store/sql.ts';
import { driveOf } from './drive.ts';
import type { Selection } from './selection.ts';
import { everyCondition } from './selection.ts';
import { ROW_COLUMNS, ROW_JOINS, toRow } from './store.ts';

const FACT_COLUMNS = `${ROW_COLUMNS}, p.uid AS projectUid, e.uid AS environmentUid, a.email AS actorEmail, x.occurredAt, d.succeededAt,
  x.description, x.metadata,
  (SELECT max(v.recordedAt) FROM deployment_event v WHERE v.deploymentId = d.id) AS updatedAt`;
const FACT_JOINS = `${ROW_JOINS} CROSS JOIN deployment_detail x ON x.deploymentId = d.id`;
const ENVIRONMENT_ORDER = `CASE e.tier WHEN 'development' THEN 0 WHEN 'staging' THEN 1 ELSE 2 END, e.position, e.name`;

type StoredFacts = Parameters<typeof toRow>[0] &
  Omit<DeploymentFacts, 'metadata' | 'flags'> & { metadata: string | null };

function toFacts(stored: StoredFacts): DeploymentFacts {
  const facts = toRow(stored) as unknown as DeploymentFacts;
  facts.metadata = stored.metadata === null ? {} : (JSON.parse(stored.metadata) as Record<string, unknown>);
  return facts;
}

export interface FactsPlace {
  readonly projectId: number;
  readonly environmentId: number;
}

export interface FactsWindow {
  readonly skip: number;
  readonly take: number;
}

/** A stretch of a place's list: so many records, the first triggered of them at this time, with this id. */
interface Block {
  readonly firstAt: number;
  readonly firstId: number;
  readonly count: number;
}

/** Before any record that there can be, as a page starts that passes over no block. */
const NEWEST: Block = { firstAt: Number.MAX_SAFE_INTEGER, firstId: 0, count: 0 };

export interface RunningRow {
  readonly projectUid: string;
  readonly project: string;
  readonly environment: string | null;
  readonly version: string | null;
  readonly deployedAt: number | null;
}

/** What programs read by public id and by number of rows to pass over. */
export function factsStore(db: Connection, statements: Statements) {
  const byUid = db.prepare<[string], StoredFacts>(
    `SELECT ${FACT_COLUMNS} FROM deployment d ${FACT_JOINS} WHERE d.uid = ?`,
  );
  const latest = db.prepare<[number], StoredFacts>(
    `SELECT ${FACT_COLUMNS} FROM cell c CROSS JOIN deployment d ON d.id = c.deploymentId ${FACT_JOINS}
     WHERE c.projectId = ? ORDER BY ${ENVIRONMENT_ORDER}`,
  );
  const running = db.prepare<[], RunningRow>(
    `SELECT p.uid AS projectUid, p.name AS project, e.name AS environment, c.version, c.deployedAt
     FROM project p LEFT JOIN cell c ON c.projectId = p.id AND c.deploymentId IS NOT NULL
     LEFT JOIN environment e ON e.id = c.environmentId
     ORDER BY p.name, ${ENVIRONMENT_ORDER}`,
  );

  const inPlace =
    'projectId = cast(@projectId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)';
  const blocks = db.prepare<[FactsPlace], Block>(
    `SELECT firstAt, firstId, count FROM deployment_block WHERE ${inPlace} ORDER BY firstAt DESC, firstId DESC`,
  );
  // Two ranges, since an index is not searched by the pair of a time and a row's id; SQLite merges them as it goes.
  const beyond = db.prepare<[FactsPlace & FactsWindow & Omit<Block, 'count'>], StoredFacts>(
    `SELECT ${FACT_COLUMNS} FROM (
       SELECT triggeredAt, id FROM deployment INDEXED BY deployment_cell
       WHERE ${inPlace} AND triggeredAt = cast(@firstAt AS INTEGER) AND id < cast(@firstId AS INTEGER)
       UNION ALL
       SELECT triggeredAt, id FROM deployment INDEXED BY deployment_cell
       WHERE ${inPlace} AND triggeredAt < cast(@firstAt AS INTEGER)
       ORDER BY triggeredAt DESC, id DESC LIMIT cast(@take AS INTEGER) OFFSET cast(@skip AS INTEGER)) k
     CROSS JOIN deployment d ON d.id = k.id ${FACT_JOINS} ORDER BY d.triggeredAt DESC, d.id DESC`,
  );

  /** Walking the records themselves passes over those that do not match; good when most do. */
  const walked = (selection: Selection, skip: number, take: number): Sql =>
    sql`SELECT d.id FROM deployment d NOT INDEXED WHERE ${and([everyCondition(selection)])}
        ORDER BY d.id DESC LIMIT ${take} OFFSET ${skip}`;

  /** The ids of all matches out of the indexes, the newest of them kept; good when few match. */
  function sorted(selection: Selection, skip: number, take: number): Sql {
    const { branches, rest } = driveOf(selection);
    const parts = branches.map(
      ({ index, equals }) =>
        sql`SELECT d.id FROM deployment d INDEXED BY ${literal(index)} WHERE ${equals} AND ${and(rest)}`,
    );
    return sql`${join(parts, ' UNION ALL ')} ORDER BY ${literal(parts.length === 1 ? 'd.id' : 'id')} DESC
               LIMIT ${take} OFFSET ${skip}`;
  }

  return {
    byUid(uid: string): DeploymentFacts | undefined {
      const found = byUid.get(uid);
      return found && toFacts(found);
    },
    latest: (projectId: number): DeploymentFacts[] => latest.all(projectId).map(toFacts),
    running: (): RunningRow[] => running.all(),
    /**
     * The last triggered first. However deep a page lies, it costs a sum over the blocks that it passes over and at most
     * one block's index entries.
     */
    recent(place: FactsPlace, { skip, take }: FactsWindow): DeploymentFacts[] {
      let passed = 0;
      let start = NEWEST;
      for (const block of blocks.iterate(place)) {
        if (passed + block.count > skip) break;
        passed += block.count;
        start = block;
      }
      const { firstAt, firstId } = start;
      return beyond.all({ ...place, firstAt, firstId, skip: skip - passed, take }).map(toFacts);
    },
    /**
     * Rows newest created first (ids are in that order, and a retry keeps its id). `matching` of `all` records match:
     * that decides which of the two ways looks at fewer rows. A deep page costs what it passes over; only dialects
     * that page by number ask for one.
     */
    page(selection: Selection, skip: number, take: number, matching: number, all: number): DeploymentFacts[] {
      if (matching === 0 || skip >= matching) return [];
      const passes = (skip + take) * (all / matching);
      const keys = passes <= matching ? walked(selection, skip, take) : sorted(selection, skip, take);
      return statements
        .all<StoredFacts>(
          sql`SELECT ${literal(FACT_COLUMNS)} FROM (${keys}) k CROSS JOIN deployment d ON d.id = k.id
              ${literal(FACT_JOINS)} ORDER BY d.id DESC`,
        )
        .map(toFacts);
    },
  };
}
