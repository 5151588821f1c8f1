import type { DistributionStatus } from '#shared/features/distribution/machine.ts';
import type { Distribution, DistributionDraft } from '#shared/features/distribution/model.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import type { StagedFacts } from '#shared/features/distribution/rollout.ts';
import { type Store, stores, type Track } from '#shared/features/distribution/stores.ts';
import type { Connection } from '../../store/open.ts';
import { and, join, literal, oneOf, type Sql, type Statements, sql } from '../../store/sql.ts';

type Flag = 'uploadMetadata' | 'uploadScreenshots' | 'shouldSubmitForReview' | 'shouldAutoRelease';
type Stored = Omit<DistributionRow, Flag | 'staged'> &
  Readonly<Record<Flag, number>> & { readonly staged: string | null };

export interface NewDistribution extends Omit<DistributionDraft, 'track'> {
  readonly uid: string;
  readonly deploymentId: number;
  readonly projectId: number;
  readonly store: Store;
  readonly track: Track;
  readonly retryOf: number | null;
  readonly personId: number;
  readonly at: number;
}

export interface DistributionFilter {
  readonly projectId: number | null;
  readonly deploymentId: number | null;
  readonly store: Store | null;
  readonly statuses: readonly DistributionStatus[] | null;
}

/** What a report changes, written only while the status is still the one that it was decided upon. */
export interface ReportWrite
  extends Pick<Distribution, 'status' | 'remoteId' | 'startedAt' | 'finishedAt' | 'errorMessage'> {
  readonly id: number;
  readonly from: DistributionStatus;
  readonly canceledById: number | null;
  readonly at: number;
}

const COLUMNS = `x.id, x.uid, x.projectId, p.name AS project, x.deploymentId, d.uid AS deploymentUid,
  d.number AS deploymentNumber, b.os, b.target, b.tag, b.envVersion, b.storeVersion, b.versionCode, x.store, x.track,
  x.status, x.releaseMethod, x.releaseNotes, x.uploadMetadata, x.uploadScreenshots, x.shouldSubmitForReview,
  x.shouldAutoRelease, x.userFraction, x.updatePriority, x.remoteId, x.storeState, x.staged, x.jobId, x.errorMessage,
  x.retryOf, a.name AS actor, c.name AS canceledBy, x.createdAt, x.startedAt, x.finishedAt, x.updatedAt`;
const JOINS = `CROSS JOIN deployment d ON d.id = x.deploymentId CROSS JOIN build b ON b.deploymentId = x.deploymentId
  CROSS JOIN project p ON p.id = x.projectId LEFT JOIN person a ON a.id = x.personId
  LEFT JOIN person c ON c.id = x.canceledById`;

const toRow = (stored: Stored): DistributionRow => ({
  ...stored,
  uploadMetadata: stored.uploadMetadata === 1,
  uploadScreenshots: stored.uploadScreenshots === 1,
  shouldSubmitForReview: stored.shouldSubmitForReview === 1,
  shouldAutoRelease: stored.shouldAutoRelease === 1,
  staged: stored.staged === null ? null : (JSON.parse(stored.staged) as StagedFacts),
});

/** The newest ids below a bound that match: one seek for each status where nothing narrower leads to them. */
function newestIds(filter: DistributionFilter, before: number, limit: number): Sql {
  const { deploymentId, projectId, store, statuses } = filter;
  const where = [
    sql`id < ${before}`,
    ...(deploymentId === null ? [] : [sql`deploymentId = ${deploymentId}`]),
    ...(projectId === null ? [] : [sql`projectId = ${projectId}`]),
    ...(store === null ? [] : [sql`store = ${store}`]),
  ];
  const branch = (index: string, conditions: readonly Sql[]) =>
    sql`SELECT id FROM distribution ${literal(index)} WHERE ${and(conditions)} ORDER BY id DESC LIMIT ${limit}`;
  if (deploymentId === null && projectId === null && statuses !== null && statuses.length > 0) {
    const branches = statuses.map(
      (status) =>
        sql`SELECT id FROM (${branch('INDEXED BY distribution_status', [...where, sql`status = ${status}`])})`,
    );
    return sql`SELECT id FROM (${join(branches, ' UNION ALL ')}) ORDER BY id DESC LIMIT ${limit}`;
  }
  const index =
    deploymentId !== null
      ? 'INDEXED BY distribution_deployment'
      : projectId === null
        ? ''
        : `INDEXED BY ${store === null ? 'distribution_project' : 'distribution_app'}`;
  return branch(index, [...where, ...(statuses === null ? [] : [oneOf('status', statuses)])]);
}

/** The deliveries of builds to the tracks of their stores. */
export function distributionStore(db: Connection, statements: Statements) {
  const get = db.prepare<[number], Stored>(
    `SELECT ${COLUMNS} FROM distribution x ${JOINS} WHERE x.id = cast(? AS INTEGER)`,
  );
  const idByUid = db.prepare<[string], number>('SELECT id FROM distribution WHERE uid = ?').pluck();
  const status = db
    .prepare<[number], DistributionStatus>('SELECT status FROM distribution WHERE id = ?')
    .pluck();
  const retries = db.prepare<[number], Stored>(
    `SELECT ${COLUMNS} FROM distribution x INDEXED BY distribution_retry ${JOINS} WHERE x.retryOf = ? ORDER BY x.id`,
  );
  const insert = db.prepare(
    `INSERT INTO distribution (uid, deploymentId, projectId, store, track, status, releaseMethod, releaseNotes,
       uploadMetadata, uploadScreenshots, shouldSubmitForReview, shouldAutoRelease, userFraction, updatePriority,
       personId, retryOf, createdAt, updatedAt)
     VALUES (@uid, @deploymentId, @projectId, @store, @track, 'pending', @releaseMethod, @releaseNotes,
       @uploadMetadata, @uploadScreenshots, @shouldSubmitForReview, @shouldAutoRelease, @userFraction, @updatePriority,
       @personId, @retryOf, @at, @at)`,
  );
  const report = db.prepare(
    `UPDATE distribution SET status = @status, remoteId = @remoteId, startedAt = @startedAt, finishedAt = @finishedAt,
       canceledById = @canceledById, errorMessage = @errorMessage, updatedAt = @at
     WHERE id = @id AND status = @from`,
  );
  const setStoreState = db.prepare(
    'UPDATE distribution SET storeState = ?, staged = ?, updatedAt = ? WHERE id = ?',
  );
  const setJob = db.prepare('UPDATE distribution SET jobId = ? WHERE id = ?');
  const setProcess = db.prepare('UPDATE distribution SET process = ? WHERE id = ?');
  const processText = db
    .prepare<[number], string | null>('SELECT process FROM distribution WHERE id = ?')
    .pluck();
  return {
    get(id: number): DistributionRow | null {
      const found = get.get(id);
      return found ? toRow(found) : null;
    },
    idByUid: (uid: string): number | null => idByUid.get(uid) ?? null,
    statusOf: (id: number): DistributionStatus | null => status.get(id) ?? null,
    /** Those below an id that match, newest first. */
    page: (filter: DistributionFilter, before: number, limit: number): DistributionRow[] =>
      statements
        .all<Stored>(
          sql`SELECT ${literal(COLUMNS)} FROM (${newestIds(filter, before, limit)}) k
              CROSS JOIN distribution x ON x.id = k.id ${literal(JOINS)} ORDER BY k.id DESC`,
        )
        .map(toRow),
    /** How many have a status, up to a limit: what is above it is not counted. */
    count(status: DistributionStatus, projectId: number | null, store: Store | null, limit: number): number {
      const own = projectId === null ? [] : [sql`projectId = ${projectId}`];
      const parts = (store === null ? stores : [store]).map((one) => {
        const where = and([sql`status = ${status}`, sql`store = ${one}`, ...own]);
        return sql`SELECT * FROM (SELECT 1 FROM distribution INDEXED BY distribution_counted WHERE ${where} LIMIT ${limit})`;
      });
      const counted = sql`SELECT count(*) AS found FROM (${join(parts, ' UNION ALL ')} LIMIT ${limit})`;
      return statements.get<{ found: number }>(counted)?.found ?? 0;
    },
    /** The ones that try another anew, oldest first. */
    retriesOf: (id: number): DistributionRow[] => retries.all(id).map(toRow),
    insert: (distribution: NewDistribution): number =>
      Number(
        insert.run({
          ...distribution,
          uploadMetadata: Number(distribution.uploadMetadata),
          uploadScreenshots: Number(distribution.uploadScreenshots),
          shouldSubmitForReview: Number(distribution.shouldSubmitForReview),
          shouldAutoRelease: Number(distribution.shouldAutoRelease),
        }).lastInsertRowid,
      ),
    /** False when somebody moved it meanwhile. */
    report: (write: ReportWrite): boolean => report.run(write).changes === 1,
    setStoreState: (id: number, state: string | null, staged: StagedFacts | null, at: number): void =>
      void setStoreState.run(state, staged && JSON.stringify(staged), at, id),
    setJob: (id: number, jobId: number): void => void setJob.run(jobId, id),
    /** Remembers the process that delivers, as text, so that a later start can tell whether it still runs. */
    setProcess: (id: number, text: string | null): void => void setProcess.run(text, id),
    processOf: (id: number): string | null => processText.get(id) ?? null,
  };
}
