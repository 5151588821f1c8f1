import type { DeploymentPolicy, DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { Attempt } from '#shared/features/deployment/model.ts';
import type { SuccessFact } from '#shared/features/matrix/rules.ts';
import type { Connection } from '../../store/open.ts';

export interface StoredPast {
  readonly id: number;
  readonly uid: string;
  readonly number: number;
  readonly version: string;
  readonly status: DeploymentStatus;
  readonly policy: DeploymentPolicy;
  readonly triggeredAt: number;
  readonly flags: number;
  readonly isBlocked: number;
  readonly isSuperseded: number;
  readonly hasRun: number;
}

type StoredAttempt = Pick<Attempt, 'attempt' | 'status' | 'succeededAt' | 'triggeredAt' | 'finishedAt'> & {
  readonly deploymentId: number;
};

/** A success with the version that it put there. */
export type PlacedSuccess = SuccessFact & { readonly releaseId: number | null };

/** A deployment that waits for its time, in ms. */
export interface ScheduledThere {
  readonly deploymentId: number;
  readonly number: number;
  readonly version: string;
  readonly scheduledFor: number;
}

/** The records that a rollback can be about: the newest, the last successes, and whatever is not over. */
const NEWEST = 100;
const SUCCESSES = 300;

/** The past of an environment, as far as deciding about it goes. Bounded however long it is. */
export function pastStore(db: Connection) {
  const past = db.prepare<{ projectId: number; environmentId: number }, StoredPast>(
    `SELECT d.id, d.uid, d.number, d.version, d.status, d.policy, d.triggeredAt, d.flags,
       b.blockedAt IS NOT NULL AS isBlocked, c.supersededAt IS NOT NULL AS isSuperseded,
       EXISTS (SELECT 1 FROM run u WHERE u.deploymentId = d.id AND u.finishedAt IS NULL) AS hasRun
     FROM deployment d
     LEFT JOIN candidate c ON c.id = d.releaseId
     LEFT JOIN release b ON b.id = coalesce(c.releaseId, d.releaseId)
     WHERE d.id IN (
       SELECT id FROM (
         SELECT id FROM deployment INDEXED BY deployment_cell
         WHERE projectId = cast(@projectId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)
         ORDER BY triggeredAt DESC, id DESC LIMIT ${NEWEST})
       UNION SELECT deploymentId FROM (
         SELECT deploymentId FROM deployment_attempt INDEXED BY deployment_attempt_success
         WHERE projectId = cast(@projectId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)
           AND succeededAt IS NOT NULL
         ORDER BY succeededAt DESC LIMIT ${SUCCESSES})
       UNION SELECT id FROM deployment INDEXED BY deployment_project_status
         WHERE projectId = cast(@projectId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)
           AND status IN ('scheduled', 'pending', 'in_progress', 'canceling', 'unknown'))`,
  );
  const ofVersion = db
    .prepare<{ projectId: number; environmentId: number; versionId: number }, number>(
      `SELECT id FROM (
         SELECT id, releaseId FROM deployment INDEXED BY deployment_cell
         WHERE projectId = cast(@projectId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)
         ORDER BY triggeredAt DESC, id DESC LIMIT ${NEWEST}) WHERE releaseId = cast(@versionId AS INTEGER)
       UNION SELECT id FROM (
         SELECT id FROM deployment INDEXED BY deployment_release
         WHERE releaseId = cast(@versionId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)
         ORDER BY id DESC LIMIT ${NEWEST})
       UNION SELECT id FROM deployment INDEXED BY deployment_project_status
         WHERE projectId = cast(@projectId AS INTEGER) AND environmentId = cast(@environmentId AS INTEGER)
           AND releaseId = cast(@versionId AS INTEGER)
           AND status IN ('pending', 'in_progress', 'canceling', 'unknown')`,
    )
    .pluck();
  const attempts = db.prepare<[string], StoredAttempt>(
    `SELECT deploymentId, attempt, status, succeededAt, triggeredAt, finishedAt FROM deployment_attempt
     WHERE deploymentId IN (SELECT value FROM json_each(?))`,
  );
  const successes = db.prepare<[number, number, number], PlacedSuccess>(
    `SELECT t.deploymentId, d.version, d.releaseId, t.succeededAt, t.succeededRecordedAt, t.rolledBackAt,
       t.rolledBackRecordedAt, t.deploymentId AS sequence
     FROM deployment_attempt t INDEXED BY deployment_attempt_success
     CROSS JOIN deployment d ON d.id = t.deploymentId
     WHERE t.projectId = cast(? AS INTEGER) AND t.environmentId = cast(? AS INTEGER) AND t.succeededAt IS NOT NULL
     ORDER BY t.succeededAt DESC, t.deploymentId DESC, t.attempt DESC LIMIT cast(? AS INTEGER)`,
  );
  const scheduled = db.prepare<[number, number], ScheduledThere>(
    `SELECT d.id AS deploymentId, d.number, d.version, t.scheduledFor
     FROM deployment d INDEXED BY deployment_project_status
     CROSS JOIN deployment_detail t ON t.deploymentId = d.id
     WHERE d.projectId = cast(? AS INTEGER) AND d.status = 'scheduled' AND d.environmentId = cast(? AS INTEGER)
       AND t.scheduledFor IS NOT NULL
     ORDER BY t.scheduledFor, d.id`,
  );
  const reached = db
    .prepare<[number], number>(
      `SELECT DISTINCT d.environmentId FROM deployment d INDEXED BY deployment_release
       WHERE d.releaseId = cast(? AS INTEGER)
         AND EXISTS (SELECT 1 FROM deployment_attempt t WHERE t.deploymentId = d.id AND t.succeededAt IS NOT NULL)`,
    )
    .pluck();
  const tried = db
    .prepare<[number], number>(
      `SELECT DISTINCT environmentId FROM deployment INDEXED BY deployment_release WHERE releaseId = cast(? AS INTEGER)`,
    )
    .pluck();
  return {
    past: (projectId: number, environmentId: number): StoredPast[] => past.all({ projectId, environmentId }),
    /** The records of a version in a place that a report can be about: its newest, and whatever is not over. */
    ofVersion: (projectId: number, environmentId: number, versionId: number): number[] =>
      ofVersion.all({ projectId, environmentId, versionId }),
    /** Every attempt of these deployments. */
    attempts: (ids: readonly number[]): StoredAttempt[] => attempts.all(JSON.stringify(ids)),
    /** What succeeded in a place, the latest first. */
    successes: (projectId: number, environmentId: number, limit: number): PlacedSuccess[] =>
      successes.all(projectId, environmentId, limit),
    /** What waits for its time in a place, the earliest first. */
    scheduled: (projectId: number, environmentId: number): ScheduledThere[] =>
      scheduled.all(projectId, environmentId),
    /** The environments in which a version has ever succeeded. */
    reached: (versionId: number): number[] => reached.all(versionId),
    /** The environments in which it was ever deployed, whatever came of it. */
    tried: (versionId: number): number[] => tried.all(versionId),
  };
}
