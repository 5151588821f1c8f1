import type { Changes } from '#shared/features/changelog/model.ts';
import type { Release } from '#shared/features/release/model.ts';
import type { Connection } from '../../store/open.ts';

/** Between which commits, and by which of the project's paths. */
export interface ChangelogKey {
  readonly projectId: number;
  readonly fromSha: string | null;
  readonly toSha: string;
  readonly paths: readonly string[];
}

type Note = Pick<Release, 'version' | 'name' | 'url' | 'publishedAt'> & { releaseId: number; notes: string };

const toRow = ({ projectId, fromSha, toSha, paths }: ChangelogKey) => ({
  projectId,
  fromSha: fromSha ?? '',
  toSha,
  paths: JSON.stringify(paths),
});

export function changelogStore(db: Connection) {
  const get = db.prepare<ReturnType<typeof toRow>, { body: string; readAt: number }>(
    `SELECT body, readAt FROM changelog
     WHERE projectId = @projectId AND fromSha = @fromSha AND toSha = @toSha AND paths = @paths`,
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO changelog (projectId, fromSha, toSha, paths, body, readAt)
     VALUES (@projectId, @fromSha, @toSha, @paths, @body, @readAt)`,
  );
  const notes = db.prepare<[number, string, string, number], Note>(
    `SELECT id AS releaseId, version, name, substr(notes, 1, 20000) AS notes, url, publishedAt FROM release
     WHERE projectId = cast(? AS INTEGER) AND versionKey > cast(? AS TEXT) AND versionKey <= cast(? AS TEXT)
       AND notes IS NOT NULL AND notes <> ''
     ORDER BY versionKey DESC, id DESC LIMIT cast(? AS INTEGER)`,
  );
  const withCommit = db.prepare<[number, number], Pick<Release, 'id' | 'version'> & { commitSha: string }>(
    `SELECT id, version, commitSha FROM release WHERE projectId = cast(? AS INTEGER) AND commitSha IS NOT NULL
     ORDER BY versionKey DESC, id DESC LIMIT cast(? AS INTEGER)`,
  );
  // A candidate stands with its release, not before it.
  const before = db
    .prepare<[number, string, number], number>(
      `SELECT id FROM release WHERE projectId = cast(? AS INTEGER)
         AND (versionKey, id) < (cast(? AS TEXT), cast(? AS INTEGER)) AND commitSha IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM candidate WHERE candidate.id = release.id)
       ORDER BY versionKey DESC, id DESC LIMIT 1`,
    )
    .pluck();
  return {
    get(key: ChangelogKey): { readonly changes: Changes; readonly readAt: number } | null {
      const found = get.get(toRow(key));
      return found ? { changes: JSON.parse(found.body) as Changes, readAt: found.readAt } : null;
    },
    put: (key: ChangelogKey, changes: Changes, readAt: number): void =>
      void put.run({ ...toRow(key), body: JSON.stringify(changes), readAt }),
    /** What was written of the versions after one key up to another, the highest first. */
    notes: (projectId: number, afterKey: string, upToKey: string, limit: number): Note[] =>
      notes.all(projectId, afterKey, upToKey, limit),
    /** The release of a known commit before a place among the project's versions. */
    before: (projectId: number, key: string, id: number): number | null =>
      before.get(projectId, key, id) ?? null,
    /** The highest versions of which a commit is known. */
    withCommit: (projectId: number, limit: number) => withCommit.all(projectId, limit),
  };
}
