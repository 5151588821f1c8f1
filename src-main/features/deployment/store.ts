import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { Attempt, DeploymentEventRow, DeploymentRow } from '#shared/features/deployment/model.ts';
import { flagsOf } from '#shared/features/deployment/model.ts';
import type { DeploymentState } from '#shared/features/deployment/rules.ts';
import { firstIdAt, nextIdAt } from '#shared/ids.ts';
import type { Connection } from '../../store/open.ts';
import { literal, type Sql, type Statements, sql } from '../../store/sql.ts';

/** The columns of a list's row; `d`, `p`, `e` and `a` are deployment, project, environment and person. */
export const ROW_COLUMNS = `d.id, d.uid, d.number, d.kind, d.status, d.policy, d.projectId, p.name AS project,
  d.environmentId, e.name AS environment, e.tier AS tier, d.version, d.fromVersion, d.commitSha, a.name AS actor,
  d.source, d.attempt, d.triggeredAt, d.startedAt, d.finishedAt, d.errorMessage, d.flags, d.importId`;

/** CROSS JOIN keeps SQLite from reading the small tables first: the deployments' index gives the order. */
export const ROW_JOINS = `CROSS JOIN project p ON p.id = d.projectId
  CROSS JOIN environment e ON e.id = d.environmentId
  LEFT JOIN person a ON a.id = d.personId`;

export type StoredRow = Omit<DeploymentRow, 'flags'> & { flags: number };

const flagLists = new Map<number, DeploymentRow['flags']>();

function flagList(mask: number): DeploymentRow['flags'] {
  let list = flagLists.get(mask);
  if (!list) {
    list = flagsOf(mask);
    flagLists.set(mask, list);
  }
  return list;
}

/** A stored row becomes the contract's row in place: only the flags differ. */
export function toRow(stored: StoredRow): DeploymentRow {
  const row = stored as unknown as DeploymentRow;
  row.flags = flagList(stored.flags);
  return row;
}

export interface NewDeploymentRow {
  readonly uid: string;
  readonly number: number;
  readonly kind: string;
  readonly status: DeploymentStatus;
  readonly policy: string;
  readonly projectId: number;
  readonly environmentId: number;
  readonly releaseId: number | null;
  readonly version: string;
  readonly fromVersion: string | null;
  readonly commitSha: string | null;
  readonly personId: number | null;
  readonly source: string;
  readonly attempt: number;
  readonly triggeredAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly succeededAt: number | null;
  readonly errorMessage: string | null;
  readonly flags: number;
  readonly recordedAt: number;
  readonly importId: number | null;
}

export interface DeploymentDetailRow {
  readonly occurredAt: number;
  readonly scheduledFor: number | null;
  readonly description: string | null;
  readonly notes: string | null;
  readonly reason: string | null;
  readonly metadata: string | null;
  readonly rawSystem: string | null;
  readonly raw: string | null;
}

export interface StoredState extends DeploymentState {
  readonly projectId: number;
  readonly environmentId: number;
  readonly releaseId: number | null;
  readonly personId: number | null;
  readonly flags: number;
  readonly recordedAt: number;
}

const MOST_KEPT_DURATIONS = 2000;

const STATE_COLUMNS = `id, uid, number, status, policy, attempt, version, triggeredAt, startedAt, finishedAt,
  succeededAt, errorMessage, projectId, environmentId, releaseId, personId, flags, recordedAt`;

/** Deployments and their append-only events and attempts. */
export function deploymentStore(db: Connection, statements: Statements) {
  // Behind a cast, a bind does not make SQLite plan the statement anew.
  const greatestId = db
    .prepare<[number, number], number>(
      `SELECT id FROM deployment WHERE id >= cast(? AS INTEGER) AND id < cast(? AS INTEGER)
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  const greatestEventId = db
    .prepare<[number, number], number>(
      `SELECT id FROM deployment_event WHERE id >= cast(? AS INTEGER) AND id < cast(? AS INTEGER)
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  const lastNumber = db.prepare<[], number>('SELECT coalesce(max(number), 0) FROM deployment').pluck();
  const insert = db.prepare(
    `INSERT INTO deployment (id, uid, number, kind, status, policy, projectId, environmentId, releaseId, version,
       fromVersion, commitSha, personId, source, attempt, triggeredAt, startedAt, finishedAt, succeededAt,
       errorMessage, flags, recordedAt, importId)
     VALUES (@id, @uid, @number, @kind, @status, @policy, @projectId, @environmentId, @releaseId, @version,
       @fromVersion, @commitSha, @personId, @source, @attempt, @triggeredAt, @startedAt, @finishedAt, @succeededAt,
       @errorMessage, @flags, @recordedAt, @importId)`,
  );
  const insertDetail = db.prepare(
    `INSERT INTO deployment_detail (deploymentId, occurredAt, scheduledFor, description, notes, reason, metadata,
       rawSystem, raw)
     VALUES (@id, @occurredAt, @scheduledFor, @description, @notes, @reason, @metadata, @rawSystem, @raw)`,
  );
  const detail = db.prepare<[number], DeploymentDetailRow>(
    `SELECT occurredAt, scheduledFor, description, notes, reason, metadata, rawSystem, raw
     FROM deployment_detail WHERE deploymentId = ?`,
  );
  const setNotes = db.prepare('UPDATE deployment_detail SET notes = ?, metadata = ? WHERE deploymentId = ?');
  const setScheduledFor = db.prepare('UPDATE deployment_detail SET scheduledFor = ? WHERE deploymentId = ?');
  const state = db.prepare<[number], StoredState>(`SELECT ${STATE_COLUMNS} FROM deployment WHERE id = ?`);
  const idByUid = db.prepare<[string], number>('SELECT id FROM deployment WHERE uid = ?').pluck();
  const idByNumber = db.prepare<[number], number>('SELECT id FROM deployment WHERE number = ?').pluck();
  const commitLike = db
    .prepare<[string, string], number>(
      'SELECT 1 FROM deployment WHERE commitSha >= cast(? AS TEXT) AND commitSha < cast(? AS TEXT) LIMIT 1',
    )
    .pluck();
  const row = db.prepare<[number], StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM deployment d ${ROW_JOINS} WHERE d.id = cast(? AS INTEGER)`,
  );
  const move = db.prepare(
    `UPDATE deployment SET status = @status, attempt = @attempt, triggeredAt = @triggeredAt, startedAt = @startedAt,
       finishedAt = @finishedAt, succeededAt = @succeededAt, errorMessage = @errorMessage, flags = @flags
     WHERE id = @id AND status = @fromStatus AND attempt = @fromAttempt`,
  );
  const addFlags = db.prepare('UPDATE deployment SET flags = flags | ? WHERE id = ?');
  const takeFlags = db.prepare('UPDATE deployment SET flags = flags & ~? WHERE id = ?');
  const insertEvent = db.prepare(
    `INSERT INTO deployment_event (id, deploymentId, attempt, status, cause, occurredAt, recordedAt, personId, note)
     VALUES (@id, @deploymentId, @attempt, @status, @cause, @occurredAt, @recordedAt, @personId, @note)`,
  );
  const events = db.prepare<[number], DeploymentEventRow>(
    `SELECT v.id, v.attempt, v.status, v.cause, v.occurredAt, v.recordedAt, person.name AS actor, v.note
     FROM deployment_event v LEFT JOIN person ON person.id = v.personId
     WHERE v.deploymentId = cast(? AS INTEGER) ORDER BY v.id`,
  );
  const insertAttempt = db.prepare(
    `INSERT INTO deployment_attempt (deploymentId, attempt, projectId, environmentId, status, triggeredAt, startedAt,
       finishedAt, succeededAt, succeededRecordedAt, rolledBackAt, rolledBackRecordedAt, errorMessage)
     VALUES (@deploymentId, @attempt, @projectId, @environmentId, @status, @triggeredAt, @startedAt, @finishedAt,
       @succeededAt, @succeededRecordedAt, @rolledBackAt, @rolledBackRecordedAt, @errorMessage)
     ON CONFLICT (deploymentId, attempt) DO UPDATE SET status = excluded.status, startedAt = excluded.startedAt,
       finishedAt = excluded.finishedAt, succeededAt = excluded.succeededAt,
       succeededRecordedAt = coalesce(deployment_attempt.succeededRecordedAt, excluded.succeededRecordedAt),
       rolledBackAt = excluded.rolledBackAt, rolledBackRecordedAt = excluded.rolledBackRecordedAt,
       errorMessage = excluded.errorMessage`,
  );
  const rollBackEarlier = db.prepare(
    `UPDATE deployment_attempt SET rolledBackAt = @rolledBackAt, rolledBackRecordedAt = @recordedAt
     WHERE deploymentId = @deploymentId AND attempt < @attempt AND succeededAt IS NOT NULL AND rolledBackAt IS NULL`,
  );
  const attempts = db.prepare<[number], Attempt>(
    `SELECT attempt, status, triggeredAt, startedAt, finishedAt, succeededAt, rolledBackAt, errorMessage
     FROM deployment_attempt WHERE deploymentId = cast(? AS INTEGER) ORDER BY attempt`,
  );
  const history = db.prepare<[number, number, number], StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM deployment d INDEXED BY deployment_cell ${ROW_JOINS}
     WHERE d.projectId = cast(? AS INTEGER) AND d.environmentId = cast(? AS INTEGER)
     ORDER BY d.triggeredAt DESC, d.id DESC LIMIT cast(? AS INTEGER)`,
  );
  const ofRelease = db.prepare<[number, number], StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM deployment d INDEXED BY deployment_release ${ROW_JOINS}
     WHERE d.releaseId = cast(? AS INTEGER) ORDER BY d.id DESC LIMIT cast(? AS INTEGER)`,
  );
  const durations = db
    .prepare<[number, number, number], number>(
      `SELECT finishedAt - startedAt FROM deployment INDEXED BY deployment_cell
       WHERE projectId = cast(? AS INTEGER) AND environmentId = cast(? AS INTEGER) AND status = 'succeeded'
         AND startedAt IS NOT NULL
       ORDER BY triggeredAt DESC LIMIT cast(? AS INTEGER)`,
    )
    .pluck();
  const successes = db
    .prepare<[number, number], number>(
      "SELECT count FROM total WHERE projectId = ? AND environmentId = ? AND status = 'succeeded'",
    )
    .pluck();
  const keptDurations = new Map<string, { readonly of: number; readonly found: readonly number[] }>();
  const remove = db.prepare('DELETE FROM deployment WHERE id = ?');
  const ofImport = db
    .prepare<[number, number], number>('SELECT id FROM deployment WHERE importId = ? ORDER BY id LIMIT ?')
    .pluck();

  function allocate(at: number, greatest: (from: number, to: number) => number | undefined): number {
    for (let instant = at; ; instant += 1) {
      const id = nextIdAt(instant, greatest(firstIdAt(instant), firstIdAt(instant + 1)) ?? null);
      if (id !== null) return id;
    }
  }

  return {
    lastNumber: (): number => lastNumber.get() ?? 0,
    insert(record: NewDeploymentRow, extra: DeploymentDetailRow): number {
      const id = allocate(extra.occurredAt, (from, to) => greatestId.get(from, to));
      insert.run({ id, ...record });
      insertDetail.run({ id, ...extra });
      return id;
    },
    state: (id: number): StoredState | undefined => state.get(id),
    idByUid: (uid: string): number | null => idByUid.get(uid) ?? null,
    idByNumber: (number: number): number | null => idByNumber.get(number) ?? null,
    /** Whether a commit begins with these hex digits; `g` stands behind all of them. */
    hasCommit: (beginning: string): boolean => commitLike.get(beginning, `${beginning}g`) === 1,
    row(id: number): DeploymentRow | undefined {
      const found = row.get(id);
      return found && toRow(found);
    },
    /** Rows of a statement over `ROW_COLUMNS`. */
    rows: (statement: Sql): DeploymentRow[] => statements.all<StoredRow>(statement).map(toRow),
    detail: (id: number): DeploymentDetailRow | undefined => detail.get(id),
    setNotes: (id: number, notes: string | null, metadata: string | null): void =>
      void setNotes.run(notes, metadata, id),
    setScheduledFor: (id: number, at: number): void => void setScheduledFor.run(at, id),
    /** Moves a record only if it still is where the decision found it; false when somebody was faster. */
    move: (from: StoredState, to: Omit<NewDeploymentMove, 'id'>): boolean =>
      move.run({ ...to, id: from.id, fromStatus: from.status, fromAttempt: from.attempt }).changes === 1,
    addFlags: (id: number, mask: number): void => void addFlags.run(mask, id),
    takeFlags: (id: number, mask: number): void => void takeFlags.run(mask, id),
    appendEvent(event: Omit<NewEvent, 'id'>): number {
      const id = allocate(event.occurredAt, (from, to) => greatestEventId.get(from, to));
      insertEvent.run({ id, ...event });
      return id;
    },
    events: (id: number): DeploymentEventRow[] => events.all(id),
    /** Writes an attempt as it is now. When its success or roll-back became known is kept from the first time. */
    putAttempt(
      owner: { id: number; projectId: number; environmentId: number },
      attempt: Attempt,
      recordedAt: number,
    ) {
      insertAttempt.run({
        ...attempt,
        deploymentId: owner.id,
        projectId: owner.projectId,
        environmentId: owner.environmentId,
        succeededRecordedAt: attempt.succeededAt === null ? null : recordedAt,
        rolledBackRecordedAt: attempt.rolledBackAt === null ? null : recordedAt,
      });
      // A record is rolled back as a whole: no earlier success of its own comes back by it.
      if (attempt.status === 'rolled_back' && attempt.rolledBackAt !== null) {
        const { rolledBackAt } = attempt;
        rollBackEarlier.run({ deploymentId: owner.id, attempt: attempt.attempt, rolledBackAt, recordedAt });
      }
    },
    attempts: (id: number): Attempt[] => attempts.all(id),
    history: (projectId: number, environmentId: number, limit: number): DeploymentRow[] =>
      history.all(projectId, environmentId, limit).map(toRow),
    ofRelease: (releaseId: number, limit: number): DeploymentRow[] =>
      ofRelease.all(releaseId, limit).map(toRow),
    /** The records of one status, of one project or all: the newest first, or those that were triggered first. */
    ofStatus(
      status: DeploymentStatus,
      projectId: number | null,
      order: 'newest' | 'oldest',
      limit: number,
    ): DeploymentRow[] {
      const [index, own] =
        projectId === null
          ? ['deployment_status', literal('')]
          : ['deployment_project_status', sql`AND d.projectId = ${projectId}`];
      const direction = order === 'newest' ? 'DESC' : 'ASC';
      return statements
        .all<StoredRow>(
          sql`SELECT ${literal(ROW_COLUMNS)} FROM deployment d INDEXED BY ${literal(`${index} ${ROW_JOINS}`)}
              WHERE d.status = ${status} ${own}
              ORDER BY d.triggeredAt ${literal(direction)}, d.id ${literal(direction)} LIMIT ${limit}`,
        )
        .map(toRow);
    },
    /**
     * How long the newest successes of a cell took, in ms. An answer is kept while the number of its successes stands:
     * the first screen asks for every cell where something runs.
     */
    durations(projectId: number, environmentId: number, limit: number): readonly number[] {
      const key = `${projectId} ${environmentId} ${limit}`;
      const of = successes.get(projectId, environmentId) ?? 0;
      const kept = keptDurations.get(key);
      if (kept?.of === of) return kept.found;
      const found = durations.all(projectId, environmentId, limit);
      if (keptDurations.size >= MOST_KEPT_DURATIONS) keptDurations.clear();
      keptDurations.set(key, { of, found });
      return found;
    },
    remove: (id: number): void => void remove.run(id),
    ofImport: (importId: number, limit: number): number[] => ofImport.all(importId, limit),
  };
}

export interface NewDeploymentMove {
  readonly id: number;
  readonly status: DeploymentStatus;
  readonly attempt: number;
  readonly triggeredAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly succeededAt: number | null;
  readonly errorMessage: string | null;
  readonly flags: number;
}

export interface NewEvent {
  readonly id: number;
  readonly deploymentId: number;
  readonly attempt: number;
  readonly status: DeploymentStatus;
  readonly cause: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly personId: number | null;
  readonly note: string | null;
}
