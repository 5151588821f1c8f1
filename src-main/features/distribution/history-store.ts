import type { Build } from '#shared/features/build/record.ts';
import type { EarlierDistribution } from '#shared/features/distribution/facts.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { appStoreVersionStates } from '#shared/features/distribution/store-state.ts';
import { storeOf, storeRules } from '#shared/features/distribution/stores.ts';
import type { Connection } from '../../store/open.ts';
import { join, literal, type Sql, type Statements, sql } from '../../store/sql.ts';

/**
 * So many of the newest releases of a track are looked at, not all: a store takes a version only above the one before
 * it, so the newest tell the highest.
 */
const NEWEST = 50;

type Place = Pick<Build, 'id' | 'projectId' | 'os' | 'versionCode'>;

/** Each part by an index, so that a check costs the same however many distributions an app has. */
function earlierIds({ id, projectId, os, versionCode }: Place): Sql {
  const store = storeOf[os];
  const newest = (index: string, track: string, condition: string) =>
    sql`SELECT id FROM (SELECT id FROM distribution INDEXED BY ${literal(index)} WHERE ${literal(condition)}
          AND store = ${store} AND projectId = ${projectId} AND track = ${track} ORDER BY id DESC LIMIT ${NEWEST})`;
  // A draft has reached nobody, except on the App Store, which has no drafts.
  const released = `status = 'succeeded'${store === 'apple' ? '' : ' AND userFraction > 0'}`;
  const parts = [
    sql`SELECT id FROM distribution INDEXED BY distribution_deployment
        WHERE deploymentId = ${id} AND status IN ('pending', 'uploading', 'succeeded')`,
    ...(versionCode === null
      ? []
      : [
          sql`SELECT x.id FROM build b INDEXED BY build_code
                CROSS JOIN distribution x INDEXED BY distribution_deployment ON x.deploymentId = b.deploymentId
              WHERE b.projectId = ${projectId} AND b.os = ${os} AND b.versionCode = ${versionCode}
                AND x.status = 'succeeded'`,
        ]),
    ...storeRules[store].tracks.flatMap(({ track }) => [
      newest('distribution_succeeded', track, released),
      newest('distribution_counted', track, `status = 'uploading'`),
      newest('distribution_counted', track, `status = 'pending'`),
    ]),
  ];
  return join(parts, ' UNION ');
}

/** What of an app went to its store before: what the rules of the next distribution look at. */
export function distributionHistoryStore(db: Connection, statements: Statements) {
  const said = db
    .prepare<[number, string], string>(
      `SELECT state FROM (
         SELECT k.value AS state, (
           SELECT max(id) FROM distribution INDEXED BY distribution_said
           WHERE projectId = ? AND storeState = k.value AND store = 'apple' AND track = 'Production'
             AND status = 'succeeded' AND storeState IS NOT NULL
         ) AS id FROM json_each(?) k
       ) WHERE id IS NOT NULL ORDER BY id DESC`,
    )
    .pluck();
  const carried = db
    .prepare<[{ projectId: number; store: string; track: string; id: number; deploymentId: number }], number>(
      `SELECT 1 FROM distribution x INDEXED BY distribution_succeeded
         CROSS JOIN build b ON b.deploymentId = x.deploymentId
       WHERE x.projectId = @projectId AND x.store = @store AND x.track = @track AND x.id < @id
         AND x.deploymentId <> @deploymentId AND x.status = 'succeeded'
         AND (x.userFraction = 1 OR x.storeState IN ('completed', 'READY_FOR_DISTRIBUTION', 'READY_FOR_SALE'))
         AND b.isOnStore IS NOT 'rejected' LIMIT 1`,
    )
    .pluck();
  const versionStates = JSON.stringify(Object.keys(appStoreVersionStates));
  return {
    /**
     * What tells how the next distribution of a build will fare, newest first: all of its binary, the newest releases
     * of each track, and what is on its way.
     */
    earlierOf: (build: Place): EarlierDistribution[] =>
      statements.all<EarlierDistribution>(
        sql`SELECT x.deploymentId, x.track, x.status, x.releaseMethod, x.userFraction, x.updatePriority, d.number,
              b.storeVersion, b.versionCode, b.isOnStore
            FROM (${earlierIds(build)}) k CROSS JOIN distribution x ON x.id = k.id
              CROSS JOIN deployment d ON d.id = x.deploymentId CROSS JOIN build b ON b.deploymentId = x.deploymentId
            ORDER BY x.id DESC`,
      ),
    /** The known states that App Store Connect has said of the app's versions, each once, the one said of the newest first. */
    appStoreStates: (projectId: number): string[] => said.all(projectId, versionStates),
    /** Whether the track of a distribution had a full release of another build before it. */
    carriedBefore: ({ id, projectId, store, track, deploymentId }: DistributionRow): boolean =>
      carried.get({ id, projectId, store, track, deploymentId }) === 1,
  };
}
