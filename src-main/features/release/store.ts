import type { Release } from '#shared/features/release/model.ts';
import type { OrderedVersion } from '#shared/features/release/order.ts';
import { ID_SLOTS } from '#shared/ids.ts';
import type { Connection } from '../../store/open.ts';

const COLUMNS = `id, uid, projectId, version, name, notes, commitSha, branch, channel, url, author, publishedAt,
  recordedAt`;

export type NewRelease = Omit<Release, 'id'>;

/** A version with the place that it has. */
export type KeyedVersion = OrderedVersion & { readonly versionKey: string };

/** Ids of deployments tell when they were triggered first, so the smallest is the earliest. */
const KEYED = `SELECT r.id, r.version, r.versionKey, min(r.publishedAt, coalesce(
    (SELECT min(d.id) FROM deployment d WHERE d.releaseId = r.id) / ${ID_SLOTS}, r.publishedAt)) AS createdAt
  FROM release r`;

type Found = Pick<Release, 'id' | 'version' | 'projectId' | 'commitSha'> & {
  readonly project: string;
  readonly isCandidate: number;
};

const FOUND = `SELECT r.id, r.version, r.projectId, p.name AS project, c.id IS NOT NULL AS isCandidate, r.commitSha`;

const toFound = (found: Found) => ({ ...found, isCandidate: found.isCandidate === 1 });

export function releaseStore(db: Connection) {
  const get = db.prepare<[number], Release>(`SELECT ${COLUMNS} FROM release WHERE id = ?`);
  const byUid = db.prepare<[string], Release>(`SELECT ${COLUMNS} FROM release WHERE uid = ?`);
  const byVersion = db.prepare<[number, string], Release>(
    `SELECT ${COLUMNS} FROM release WHERE projectId = ? AND version = ?`,
  );
  const idOf = db
    .prepare<[number, string], number>('SELECT id FROM release WHERE projectId = ? AND version = ?')
    .pluck();
  const publishedAt = db.prepare<[number], number>('SELECT publishedAt FROM release WHERE id = ?').pluck();
  const keyOf = db.prepare<[number], string>('SELECT versionKey FROM release WHERE id = ?').pluck();
  const insert = db.prepare(
    `INSERT INTO release (id, uid, projectId, version, versionKey, name, notes, commitSha, branch, channel, url, author,
       publishedAt, recordedAt, importId)
     VALUES (@id, @uid, @projectId, @version, @versionKey, @name, @notes, @commitSha, @branch, @channel, @url, @author,
       @publishedAt, @recordedAt, @importId)`,
  );
  const update = db.prepare(
    `UPDATE release SET name = @name, notes = @notes, commitSha = @commitSha, branch = @branch, channel = @channel,
       url = @url, author = @author, publishedAt = @publishedAt WHERE id = @id`,
  );
  const blocked = db
    .prepare<[number], string | null>(
      'SELECT blockedReason FROM release WHERE id = ? AND blockedAt IS NOT NULL',
    )
    .pluck();
  const setBlocked = db.prepare('UPDATE release SET blockedAt = ?, blockedReason = ? WHERE id = ?');
  const stands = db.prepare<[number], number>('SELECT stands FROM release WHERE id = ?').pluck();
  const setStands = db.prepare('UPDATE release SET stands = ? WHERE id = ? AND stands <> ?');
  const newest = db
    .prepare<[number, number], string>(
      `SELECT version FROM release WHERE projectId = cast(? AS INTEGER) ORDER BY versionKey DESC, id DESC
       LIMIT cast(? AS INTEGER)`,
    )
    .pluck();
  const setKey = db.prepare('UPDATE release SET versionKey = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM release WHERE id = ?');
  const nextId = db.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM release').pluck();
  const ofProject = db.prepare<[number], KeyedVersion>(`${KEYED} WHERE r.projectId = cast(? AS INTEGER)`);
  // Whatever begins with a release's version and -rc stands in one stretch of the index of versions.
  const line = db.prepare<{ projectId: number; release: string }, KeyedVersion>(
    `${KEYED} WHERE r.projectId = cast(@projectId AS INTEGER) AND r.version = @release
     UNION ALL ${KEYED} WHERE r.projectId = cast(@projectId AS INTEGER)
       AND r.version >= cast(@release || '-rc' AS TEXT) AND r.version < cast(@release || '-rd' AS TEXT)`,
  );
  const page = db.prepare<[number, string, number, number], Release & { versionKey: string }>(
    `SELECT ${COLUMNS}, versionKey FROM release WHERE projectId = ? AND (versionKey, id) < (?, ?)
     ORDER BY versionKey DESC, id DESC LIMIT ?`,
  );
  const between = db
    .prepare<{ projectId: number; after: string; before: string; limit: number }, string>(
      `SELECT version FROM release WHERE projectId = cast(@projectId AS INTEGER)
         AND versionKey > cast(@after AS TEXT) AND versionKey < cast(@before AS TEXT)
         AND NOT EXISTS (SELECT 1 FROM candidate WHERE candidate.id = release.id)
       ORDER BY versionKey DESC, id DESC LIMIT cast(@limit AS INTEGER)`,
    )
    .pluck();
  // A candidate stands with its release, not beside it.
  const basePage = db.prepare<
    { projectId: number; text: string; key: string; id: number; limit: number },
    Release & { versionKey: string }
  >(
    `SELECT ${COLUMNS}, versionKey FROM release WHERE projectId = cast(@projectId AS INTEGER)
       AND (versionKey, id) < (cast(@key AS TEXT), cast(@id AS INTEGER))
       AND NOT EXISTS (SELECT 1 FROM candidate WHERE candidate.id = release.id)
       AND (@text = '' OR instr(lower(version), @text) > 0 OR substr(commitSha, 1, length(@text)) = @text)
     ORDER BY versionKey DESC, id DESC LIMIT cast(@limit AS INTEGER)`,
  );
  const starting = db.prepare<[string, string, number], Found>(
    `${FOUND} FROM release r INDEXED BY release_version JOIN project p ON p.id = r.projectId
     LEFT JOIN candidate c ON c.id = r.id
     WHERE r.version >= cast(? AS TEXT) AND r.version < cast(? AS TEXT)
     ORDER BY r.version DESC LIMIT cast(? AS INTEGER)`,
  );
  const ofCommit = db.prepare<[string, string, number], Found>(
    `${FOUND} FROM release r INDEXED BY release_commit JOIN project p ON p.id = r.projectId
     LEFT JOIN candidate c ON c.id = r.id
     WHERE r.commitSha >= cast(? AS TEXT) AND r.commitSha < cast(? AS TEXT)
     ORDER BY r.commitSha, r.id LIMIT cast(? AS INTEGER)`,
  );
  const adjust = db.prepare('UPDATE project SET releases = releases + ? WHERE id = ?');
  const count = db.prepare<[], number>('SELECT coalesce(sum(releases), 0) FROM project').pluck();
  const ofImport = db.prepare<[number], number>('SELECT id FROM release WHERE importId = ?').pluck();
  return {
    get: (id: number): Release | undefined => get.get(id),
    byUid: (uid: string): Release | undefined => byUid.get(uid),
    byVersion: (projectId: number, version: string): Release | undefined => byVersion.get(projectId, version),
    idOf: (projectId: number, version: string): number | null => idOf.get(projectId, version) ?? null,
    publishedAt: (id: number): number | null => publishedAt.get(id) ?? null,
    keyOf: (id: number): string | null => keyOf.get(id) ?? null,
    ofProject: (projectId: number): KeyedVersion[] => ofProject.all(projectId),
    /** A release, and what may be its candidates by its version. */
    line: (projectId: number, release: string): KeyedVersion[] => line.all({ projectId, release }),
    /** The number that the next version takes, so that its place can be known before it is made. */
    nextId: (): number => nextId.get() ?? 1,
    ofImport: (importId: number): number[] => ofImport.all(importId),
    count: (): number => count.get() ?? 0,
    page: (projectId: number, beforeKey: string, beforeId: number, limit: number) =>
      page.all(projectId, beforeKey, beforeId, limit),
    /** The same of releases alone, without their candidates; only those with a text in their version or commit. */
    basePage: (projectId: number, text: string, { key, id }: { key: string; id: number }, limit: number) =>
      basePage.all({ projectId, text: text.toLowerCase(), key, id, limit }),
    /** The releases between two keys of their own, the highest first. */
    between: (projectId: number, after: string, before: string, limit: number) =>
      between.all({ projectId, after, before, limit }),
    /** Versions that begin with a text, in any project. */
    starting: (text: string, limit: number) => starting.all(text, `${text}\u{10ffff}`, limit).map(toFound),
    /** Versions whose commit begins with a text in lower case. */
    ofCommit: (beginning: string, limit: number) =>
      ofCommit.all(beginning, `${beginning}g`, limit).map(toFound),
    insert(release: Release, versionKey: string, importId: number | null): Release {
      insert.run({ ...release, versionKey, importId });
      adjust.run(1, release.projectId);
      return release;
    },
    update: (release: Release): void => void update.run(release),
    /** Why a release is blocked; null when it is not. */
    blocked: (id: number): string | null => blocked.get(id) ?? null,
    setBlocked: (id: number, at: number | null, reason: string | null): void =>
      void setBlocked.run(at, reason, id),
    /** Whether a release is a stop of its own between two versions, or only its candidates stand for it. */
    stands: (id: number): boolean => stands.get(id) === 1,
    setStands: (id: number, stands: boolean): void => void setStands.run(Number(stands), id, Number(stands)),
    /** The highest versions of a project. */
    newest: (projectId: number, limit: number): string[] => newest.all(projectId, limit),
    setKey: (id: number, versionKey: string): void => void setKey.run(versionKey, id),
    remove(id: number): void {
      const projectId = get.get(id)?.projectId;
      remove.run(id);
      if (projectId !== undefined) adjust.run(-1, projectId);
    },
  };
}
