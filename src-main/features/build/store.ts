import {
  type BuildTarget,
  buildTargets,
  type OperatingSystem,
  operatingSystems,
  type StoreState,
} from '#shared/features/build/model.ts';
import type { Build, BuildRow } from '#shared/features/build/record.ts';
import { isLive } from '#shared/features/build/rules.ts';
import type { ForcedBuild } from '#shared/features/codepush/channel.ts';
import { flagMask } from '#shared/features/deployment/model.ts';
import type { Connection } from '../../store/open.ts';
import { and, join, literal, type Sql, type Statements, sql } from '../../store/sql.ts';

type StoredRow = Omit<BuildRow, 'live' | 'forceUpdate'> & { readonly forceUpdate: number };
type Stored = StoredRow & { readonly plugins: string; readonly extensions: string };

/** What a pipeline may say of a build, at first and later. */
export type BuildInputs = Pick<
  Build,
  | 'storeVersion'
  | 'versionCode'
  | 'javaVersion'
  | 'xcodeVersion'
  | 'extensions'
  | 'plugins'
  | 'checksum'
  | 'size'
  | 'uploadDuration'
  | 'downloadUrl'
  | 'blob'
  | 'remoteId'
  | 'baseline'
>;

export interface NewBuild
  extends BuildInputs,
    Pick<Build, 'projectId' | 'os' | 'target' | 'tag' | 'envVersion' | 'retryOf'> {
  readonly deploymentId: number;
}

export interface StoredVersion {
  readonly id: number;
  readonly number: number;
  readonly storeVersion: string;
}

export interface Channel {
  readonly projectId: number;
  readonly os: OperatingSystem;
  readonly target: BuildTarget;
}

/** The builds of one operating system and target of a project, of one project, or of all. */
export interface BuildPlace {
  readonly projectId: number | null;
  readonly os: OperatingSystem | null;
  readonly target: BuildTarget | null;
}

const COLUMNS = `b.deploymentId AS id, d.uid, d.number, 'build' AS kind, d.status, b.projectId, p.name AS project,
  d.environmentId, e.name AS environment, e.tier, d.commitSha, a.name AS actor, d.triggeredAt, d.startedAt,
  d.finishedAt, d.errorMessage, b.os, b.target, b.tag, b.envVersion, b.storeVersion, b.versionCode, b.javaVersion,
  b.xcodeVersion, b.checksum, b.size, b.uploadDuration, b.downloadUrl, b.blob, b.remoteId, b.isOnStore, b.liveFrom,
  b.liveUntil, b.forceUpdate, b.retryOf, b.baseline`;
const JOINS = `CROSS JOIN deployment d ON d.id = b.deploymentId CROSS JOIN project p ON p.id = b.projectId
  CROSS JOIN environment e ON e.id = d.environmentId LEFT JOIN person a ON a.id = d.personId`;
const LIVE = flagMask(['live']);

const toRow = (stored: StoredRow): BuildRow => ({
  ...stored,
  forceUpdate: stored.forceUpdate === 1,
  live: isLive(stored),
});

const toBuild = ({ plugins, extensions, ...stored }: Stored): Build => ({
  ...toRow(stored),
  plugins: JSON.parse(plugins) as Build['plugins'],
  extensions: JSON.parse(extensions) as Build['extensions'],
});

const toColumns = ({ plugins, extensions, ...inputs }: BuildInputs) => ({
  ...inputs,
  plugins: JSON.stringify(plugins),
  extensions: JSON.stringify(extensions),
});

/** The newest ids below a bound: one seek for each operating system and target, or the records' own order. */
function newestIds({ projectId, os, target }: BuildPlace, before: number, limit: number): Sql {
  if (projectId === null && os === null && target === null) {
    return sql`SELECT deploymentId AS id FROM build WHERE deploymentId < ${before}
               ORDER BY deploymentId DESC LIMIT ${limit}`;
  }
  const index = projectId === null ? 'build_channel' : 'build_place';
  const own = projectId === null ? [] : [sql`projectId = ${projectId}`];
  const branches = (os ? [os] : operatingSystems).flatMap((system) =>
    (target ? [target] : buildTargets).map((of) => {
      const where = and([...own, sql`os = ${system}`, sql`target = ${of}`, sql`deploymentId < ${before}`]);
      return sql`SELECT id FROM (SELECT deploymentId AS id FROM build INDEXED BY ${literal(index)}
                 WHERE ${where} ORDER BY deploymentId DESC LIMIT ${limit})`;
    }),
  );
  return sql`SELECT id FROM (${join(branches, ' UNION ALL ')}) ORDER BY id DESC LIMIT ${limit}`;
}

/** The builds of mobile projects. */
export function buildStore(db: Connection, statements: Statements) {
  const get = db.prepare<[number], Stored>(
    `SELECT ${COLUMNS}, b.plugins, b.extensions FROM build b ${JOINS} WHERE b.deploymentId = cast(? AS INTEGER)`,
  );
  const live = db
    .prepare<[number, string, string], number>(
      `SELECT deploymentId FROM build INDEXED BY build_live
       WHERE projectId = ? AND os = ? AND target = ? AND liveFrom IS NOT NULL AND liveUntil IS NULL`,
    )
    .pluck();
  const retries = db.prepare<[number], StoredRow>(
    `SELECT ${COLUMNS} FROM build b INDEXED BY build_retry ${JOINS} WHERE b.retryOf = ? ORDER BY b.deploymentId`,
  );
  const versions = db.prepare<[number, string, string], StoredVersion>(
    `SELECT max(b.deploymentId) AS id, d.number, b.storeVersion FROM build b INDEXED BY build_place
     CROSS JOIN deployment d ON d.id = b.deploymentId
     WHERE b.projectId = ? AND b.os = ? AND b.target = ? AND b.storeVersion IS NOT NULL AND b.forceUpdate = 0
       AND d.status = 'succeeded'
     GROUP BY b.storeVersion ORDER BY 1 DESC`,
  );
  const choices = (index: string, condition: string) =>
    db.prepare<[{ projectId: number; os: string; target: string; limit: number }], StoredRow>(
      `SELECT ${COLUMNS} FROM build b INDEXED BY ${index} ${JOINS}
       WHERE b.projectId = cast(@projectId AS INTEGER) AND b.os = @os AND b.target = @target AND ${condition}
         AND b.forceUpdate = 0 AND d.status = 'succeeded'
       ORDER BY b.deploymentId DESC LIMIT cast(@limit AS INTEGER)`,
    );
  const receiving = choices('build_place', 'true');
  const withBaseline = choices('build_with_baseline', 'b.baseline IS NOT NULL');
  const plugins = db.prepare<[number], string>('SELECT plugins FROM build WHERE deploymentId = ?').pluck();
  const storedSize = db.prepare<[string], number>('SELECT size FROM blob WHERE sha256 = ?').pluck();
  const storeVersion = db
    .prepare<[number], string | null>('SELECT storeVersion FROM build WHERE deploymentId = ?')
    .pluck();
  const forced = db.prepare<[number, string, string], ForcedBuild>(
    `SELECT b.storeVersion, live.storeVersion AS liveStoreVersion
     FROM build b INDEXED BY build_place
     CROSS JOIN build live INDEXED BY build_live ON live.projectId = b.projectId AND live.os = b.os
       AND live.target = b.target AND live.liveFrom IS NOT NULL AND live.liveUntil IS NULL
     WHERE b.projectId = ? AND b.os = ? AND b.target = ? AND b.forceUpdate = 1
       AND b.storeVersion IS NOT NULL AND live.storeVersion IS NOT NULL`,
  );
  const forcedVersions = db
    .prepare<[number, string, string], string>(
      `SELECT storeVersion FROM build INDEXED BY build_place
       WHERE projectId = ? AND os = ? AND target = ? AND forceUpdate = 1 AND storeVersion IS NOT NULL`,
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO build (deploymentId, projectId, os, target, tag, envVersion, storeVersion, versionCode, javaVersion,
       xcodeVersion, extensions, plugins, checksum, size, uploadDuration, downloadUrl, blob, remoteId, baseline, retryOf)
     VALUES (@deploymentId, @projectId, @os, @target, @tag, @envVersion, @storeVersion, @versionCode, @javaVersion,
       @xcodeVersion, @extensions, @plugins, @checksum, @size, @uploadDuration, @downloadUrl, @blob, @remoteId,
       @baseline, @retryOf)`,
  );
  const setInputs = db.prepare(
    `UPDATE build SET storeVersion = @storeVersion, versionCode = @versionCode,
       javaVersion = @javaVersion, xcodeVersion = @xcodeVersion, extensions = @extensions, plugins = @plugins,
       checksum = @checksum, size = @size, uploadDuration = @uploadDuration, downloadUrl = @downloadUrl, blob = @blob,
       remoteId = @remoteId, baseline = @baseline
     WHERE deploymentId = @id`,
  );
  const setStoreState = db.prepare('UPDATE build SET isOnStore = ? WHERE deploymentId = ?');
  const beginLive = db.prepare('UPDATE build SET liveFrom = ?, liveUntil = NULL WHERE deploymentId = ?');
  const endLive = db.prepare('UPDATE build SET liveUntil = ? WHERE deploymentId = ?');
  const raiseFlag = db.prepare('UPDATE deployment SET flags = flags | ? WHERE id = ?');
  const lowerFlag = db.prepare('UPDATE deployment SET flags = flags & ~? WHERE id = ?');
  const setForced = db.prepare('UPDATE build SET forceUpdate = 1 WHERE deploymentId = ?');
  return {
    get(deploymentId: number): Build | null {
      const found = get.get(deploymentId);
      return found ? toBuild(found) : null;
    },
    /** Builds below an id, newest first. */
    page: (place: BuildPlace, before: number, limit: number): BuildRow[] =>
      statements
        .all<StoredRow>(
          sql`SELECT ${literal(COLUMNS)} FROM (${newestIds(place, before, limit)}) k
              CROSS JOIN build b ON b.deploymentId = k.id ${literal(JOINS)} ORDER BY k.id DESC`,
        )
        .map(toRow),
    /** The Live build of a channel; there is one at most. */
    liveOf: (projectId: number, os: OperatingSystem, target: BuildTarget): number | null =>
      live.get(projectId, os, target) ?? null,
    /** The builds that try a build's inputs again, oldest first. */
    retriesOf: (deploymentId: number): BuildRow[] => retries.all(deploymentId).map(toRow),
    storeVersion: (deploymentId: number): string | null => storeVersion.get(deploymentId) ?? null,
    /** The builds of a place whose users are sent to the store, each with the version that is live there. */
    forced: (projectId: number, os: string, target: string): ForcedBuild[] =>
      forced.all(projectId, os, target),
    /** The store versions of the builds with Force Update, whether a build is Live there or not. */
    forcedVersions: (projectId: number, os: OperatingSystem, target: BuildTarget): string[] =>
      forcedVersions.all(projectId, os, target),
    /** The newest succeeded build of each store version of a channel whose users get releases, newest first. */
    versionsOf: (projectId: number, os: OperatingSystem, target: BuildTarget): StoredVersion[] =>
      versions.all(projectId, os, target),
    /** The newest builds of a channel whose users get releases, all or only those with a baseline, newest first. */
    receiving: (place: Channel, isWithBaseline: boolean, limit: number): BuildRow[] =>
      (isWithBaseline ? withBaseline : receiving).all({ ...place, limit }).map(toRow),
    plugins: (deploymentId: number): Build['plugins'] =>
      JSON.parse(plugins.get(deploymentId) ?? '[]') as Build['plugins'],
    /** Bytes of a stored file, or null when none of this hash came in. */
    storedSize: (sha256: string): number | null => storedSize.get(sha256) ?? null,
    insert: (build: NewBuild): void => void insert.run({ ...build, ...toColumns(build) }),
    setInputs: (id: number, inputs: BuildInputs): void => void setInputs.run({ ...toColumns(inputs), id }),
    setStoreState: (id: number, state: StoreState): void => void setStoreState.run(state, id),
    /** Begins a build's time as the Live one; its deployment carries the flag as long. */
    beginLive(id: number, at: number): void {
      beginLive.run(at, id);
      raiseFlag.run(LIVE, id);
    },
    endLive(id: number, at: number): void {
      endLive.run(at, id);
      lowerFlag.run(LIVE, id);
    },
    setForced: (id: number): void => void setForced.run(id),
  };
}
