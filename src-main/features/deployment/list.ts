import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { DAY } from '#shared/time.ts';
import type { Sql, Statements } from '../../store/sql.ts';
import { and, join, literal, oneOf, sql } from '../../store/sql.ts';
import type { Branch } from './drive.ts';
import { driveOf } from './drive.ts';
import type { Selection } from './selection.ts';
import { everyCondition, isSearch, rangeConditions } from './selection.ts';
import { ROW_COLUMNS, ROW_JOINS, toRow } from './store.ts';

/** A place between two rows of one group: just beyond the row with this time and id. */
export interface Position {
  readonly time: number;
  readonly id: number;
}

export type Side = 'after' | 'before';

export interface Slice {
  readonly rows: DeploymentRow[];
  /** Where to go on when the slice ended because enough rows were looked at. */
  readonly lookedTo: Position | null;
}

type StoredRow = Parameters<typeof toRow>[0];
interface Looked extends Position {
  readonly hit: number;
}

/** A page looks at no more rows than this when it has to judge each one. */
const LOOK = 2000;

/** The count beside a list stops here: "1,000+". */
export const COUNT_CAP = 1001;

const row = literal(ROW_COLUMNS);
const joins = literal(ROW_JOINS);

/** Conditions and order of one side of a position; rows always leave in the list's order, newest first. */
function orderOf(side: Side, position: Position | null, time = 'd.triggeredAt', id = 'd.id') {
  const key = literal(`(${time}, ${id})`);
  const beyond = position
    ? [
        side === 'after'
          ? sql`${key} < (${position.time}, ${position.id})`
          : sql`${key} > (${position.time}, ${position.id})`,
      ]
    : [];
  const direction = side === 'after' ? 'DESC' : 'ASC';
  return { beyond, order: literal(`ORDER BY ${time} ${direction}, ${id} ${direction}`) };
}

/** The statements behind the list of deployments: pages, counts and sums of any selection. */
export function deploymentList(statements: Statements) {
  const fetch = (ids: readonly number[]): DeploymentRow[] => {
    if (ids.length === 0) return [];
    const found = new Map(
      statements
        .all<StoredRow>(sql`SELECT ${row} FROM deployment d ${joins} WHERE ${oneOf('d.id', ids)}`)
        .map((stored) => [stored.id, toRow(stored)]),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  /** Keys of the rows of all branches in time order, lazily merged by SQLite. */
  function keys(branches: readonly Branch[], extra: Sql, hit: Sql, order: Sql, limit: number): Sql {
    const parts = branches.map(
      ({ index, equals }) =>
        sql`SELECT * FROM (SELECT d.triggeredAt AS time, d.id AS id, ${hit} AS hit
            FROM deployment d INDEXED BY ${literal(index)} WHERE ${equals} AND ${extra} ${order} LIMIT ${limit})`,
    );
    if (parts.length === 1) return parts[0] as Sql;
    const direction = order.text.includes('DESC') ? 'DESC' : 'ASC';
    return sql`${join(parts, ' UNION ALL ')} ORDER BY ${literal(`time ${direction}, id ${direction}`)} LIMIT ${limit}`;
  }

  function indexed(selection: Selection, position: Position | null, side: Side, limit: number): Slice {
    const { branches, rest } = driveOf(selection);
    if (branches.length === 0) return { rows: [], lookedTo: null };
    const { beyond, order } = orderOf(side, position);
    const extra = and([...rangeConditions(selection), ...beyond]);
    const only = branches[0];
    if (rest.length === 0 && branches.length === 1 && only) {
      const stored = statements.all<StoredRow>(
        sql`SELECT ${row} FROM deployment d INDEXED BY ${literal(only.index)} ${joins}
            WHERE ${only.equals} AND ${extra} ${order} LIMIT ${limit}`,
      );
      return { rows: stored.map(toRow), lookedTo: null };
    }
    if (rest.length === 0) {
      const found = statements.all<Looked>(keys(branches, extra, literal('1'), order, limit));
      return { rows: fetch(found.map(({ id }) => id)), lookedTo: null };
    }
    return judged(statements.iterate<Looked>(keys(branches, extra, and(rest), order, LOOK)), limit);
  }

  function searched(selection: Selection, position: Position | null, side: Side, limit: number): Slice {
    const conditions = and([everyCondition(selection)]);
    const { beyond, order } = orderOf(side, position, 'd.id', 'd.id');
    const by =
      selection.number !== null
        ? sql`FROM deployment d WHERE d.number = ${selection.number}`
        : selection.commit !== null
          ? sql`FROM deployment d WHERE d.commitSha >= ${selection.commit} AND d.commitSha < ${`${selection.commit}g`}`
          : null;
    if (by) {
      return judged(
        statements.iterate<Looked>(
          sql`SELECT d.id AS time, d.id AS id, ${conditions} AS hit ${by} AND ${and(beyond)} ${order} LIMIT ${LOOK}`,
        ),
        limit,
      );
    }
    const rowid = position
      ? side === 'after'
        ? sql`AND t.rowid < ${position.id}`
        : sql`AND t.rowid > ${position.id}`
      : literal('');
    return judged(
      statements.iterate<Looked>(
        sql`SELECT t.rowid AS time, t.rowid AS id, ${conditions} AS hit FROM deployment_text t
            CROSS JOIN deployment d ON d.id = t.rowid WHERE deployment_text MATCH ${selection.match} ${rowid}
            ORDER BY t.rowid ${literal(side === 'after' ? 'DESC' : 'ASC')} LIMIT ${LOOK}`,
      ),
      limit,
    );
  }

  /** Takes hits until there are enough or too many rows were looked at. */
  function judged(looked: IterableIterator<Looked>, limit: number): Slice {
    const hits: number[] = [];
    let last: Position | null = null;
    let count = 0;
    for (const { time, id, hit } of looked) {
      count += 1;
      last = { time, id };
      if (hit) hits.push(id);
      if (hits.length === limit) return { rows: fetch(hits), lookedTo: null };
    }
    return { rows: fetch(hits), lookedTo: count === LOOK ? last : null };
  }

  const from = (selection: Selection): Sql =>
    selection.match === null
      ? literal('deployment d')
      : sql`deployment_text t CROSS JOIN deployment d ON d.id = t.rowid AND deployment_text MATCH ${selection.match}`;

  const condition = (selection: Selection): Sql =>
    and([
      everyCondition(selection),
      ...(selection.number === null ? [] : [sql`d.number = ${selection.number}`]),
      ...(selection.commit === null
        ? []
        : [sql`d.commitSha >= ${selection.commit} AND d.commitSha < ${`${selection.commit}g`}`]),
    ]);

  return {
    /** Up to `limit` rows of one group on one side of a position; backwards slices leave in reverse order. */
    slice: (selection: Selection, position: Position | null, side: Side, limit: number): Slice =>
      isSearch(selection)
        ? searched(selection, position, side, limit)
        : indexed(selection, position, side, limit),

    fetch,

    /** The order key of a row under a selection: searches go by id, everything else by trigger. */
    positionOf: (selection: Selection, { id, triggeredAt }: DeploymentRow): Position => ({
      time: isSearch(selection) ? id : triggeredAt,
      id,
    }),

    /** How many match, counted up to `COUNT_CAP` and over a bounded number of looked-at rows. */
    cappedCount(selection: Selection): { count: number; exact: boolean } {
      if (isSearch(selection) || driveOf(selection).rest.length > 0) {
        const { rows, lookedTo } = this.slice(selection, null, 'after', COUNT_CAP);
        return { count: rows.length, exact: rows.length < COUNT_CAP && lookedTo === null };
      }
      const { branches } = driveOf(selection);
      const range = and(rangeConditions(selection));
      let count = 0;
      for (const { index, equals } of branches) {
        count +=
          statements.get<{ n: number }>(
            sql`SELECT count(*) AS n FROM (SELECT 1 FROM deployment d INDEXED BY ${literal(index)}
                WHERE ${equals} AND ${range} LIMIT ${COUNT_CAP - count})`,
          )?.n ?? 0;
        if (count >= COUNT_CAP) return { count, exact: false };
      }
      return { count, exact: true };
    },

    /** The exact number from the maintained totals; only for selections that `isSummed`. */
    total({ projects, environments, statuses }: Selection): number {
      const status = statuses ? [oneOf('status', statuses)] : [];
      if (!projects && !environments) {
        return (
          statements.get<{ n: number | null }>(
            sql`SELECT sum(count) AS n FROM status_total WHERE ${and(status)}`,
          )?.n ?? 0
        );
      }
      const where = and([
        ...(projects ? [oneOf('projectId', projects)] : []),
        ...(environments ? [oneOf('environmentId', environments)] : []),
        ...status,
      ]);
      return (
        statements.get<{ n: number | null }>(sql`SELECT sum(count) AS n FROM total WHERE ${where}`)?.n ?? 0
      );
    },

    /** Exact counts by status from the rows themselves; for a pool thread. */
    countByStatus: (selection: Selection) =>
      statements.all<{ status: DeploymentStatus; count: number }>(
        sql`SELECT d.status, count(*) AS count FROM ${from(selection)} WHERE ${condition(selection)} GROUP BY d.status`,
      ),

    /** Counts by status from the maintained totals; only for selections that `isSummed`. */
    totalByStatus({ projects, environments, statuses }: Selection) {
      const where = and([
        ...(projects ? [oneOf('projectId', projects)] : []),
        ...(environments ? [oneOf('environmentId', environments)] : []),
        ...(statuses ? [oneOf('status', statuses)] : []),
      ]);
      return statements.all<{ status: DeploymentStatus; count: number }>(
        sql`SELECT status, sum(count) AS count FROM total WHERE ${where} GROUP BY status HAVING sum(count) > 0`,
      );
    },

    /** The number of records in each status, over the whole workspace. */
    statusTotals: () =>
      statements.all<{ status: DeploymentStatus; count: number }>(
        sql`SELECT status, count FROM status_total`,
      ),

    /** Counts by UTC day from the rollups, newest first; only whole days and summed dimensions. */
    days({ projects, environments, statuses, from, to }: Selection) {
      const where = and([
        ...(projects ? [oneOf('projectId', projects)] : []),
        ...(environments ? [oneOf('environmentId', environments)] : []),
        ...(statuses ? [oneOf('status', statuses)] : []),
        ...(from === null ? [] : [sql`day >= ${Math.floor(from / DAY)}`]),
        ...(to === null ? [] : [sql`day < ${Math.ceil(to / DAY)}`]),
      ]);
      const table = literal(projects ? 'rollup_project' : 'rollup_day');
      return statements.all<{ day: number; count: number }>(
        sql`SELECT day, sum(count) AS count FROM ${table} WHERE ${where} GROUP BY day HAVING sum(count) > 0
            ORDER BY day DESC`,
      );
    },

    /** All matching rows in the list's order, one by one; for exports. */
    iterate(selection: Selection): IterableIterator<StoredRow> {
      const { order } = orderOf('after', null, ...(isSearch(selection) ? (['d.id', 'd.id'] as const) : []));
      return statements.iterate<StoredRow>(
        sql`SELECT ${row} FROM ${from(selection)} ${joins} WHERE ${condition(selection)} ${order}`,
      );
    },
  };
}
