import type { BuildState, Candidate } from '#shared/features/candidate/model.ts';
import type { Connection } from '../../store/open.ts';

const SELECT = `SELECT c.id, r.uid, c.releaseId, r.projectId, r.version, c.number, r.commitSha, c.build, c.baseId,
    c.supersededAt, r.author, r.publishedAt AS createdAt
  FROM candidate c JOIN release r ON r.id = c.id`;

/** What is known of a picked commit in a candidate: whether it holds it. */
export interface KnownCommit {
  readonly commitSha: string;
  readonly holds: boolean;
}

export function candidateStore(db: Connection) {
  const get = db.prepare<[number], Candidate>(`${SELECT} WHERE c.id = ?`);
  const byVersion = db.prepare<[number, string], Candidate>(
    `${SELECT} WHERE r.projectId = ? AND r.version = ?`,
  );
  const ofRelease = db.prepare<[number], Candidate>(`${SELECT} WHERE c.releaseId = ? ORDER BY c.number DESC`);
  const insert = db.prepare(
    `INSERT INTO candidate (id, releaseId, number, build, baseId)
     VALUES (@id, @releaseId, @number, @build, @baseId)`,
  );
  const supersede = db.prepare(
    'UPDATE candidate SET supersededAt = @at WHERE releaseId = @releaseId AND number < @number AND supersededAt IS NULL',
  );
  const supersedeOne = db.prepare('UPDATE candidate SET supersededAt = ? WHERE id = ?');
  const setBuild = db.prepare('UPDATE candidate SET build = ? WHERE id = ? AND build = ?');
  const current = db.prepare<[number], Candidate>(
    `${SELECT} WHERE r.projectId = cast(? AS INTEGER) AND c.supersededAt IS NULL AND c.build = 'ready'
     ORDER BY r.versionKey DESC, r.id DESC LIMIT 1`,
  );
  const anyOf = db
    .prepare<[number], number>(
      'SELECT 1 FROM release r CROSS JOIN candidate c ON c.id = r.id WHERE r.projectId = ? LIMIT 1',
    )
    .pluck();
  const subject = db
    .prepare<[string], string>('SELECT subject FROM cherry_pick WHERE commitSha = ? ORDER BY id DESC LIMIT 1')
    .pluck();
  const commits = db.prepare<[number], { commitSha: string; holds: number }>(
    'SELECT commitSha, holds FROM candidate_commit WHERE candidateId = ?',
  );
  const putCommit = db.prepare(
    `INSERT INTO candidate_commit (candidateId, commitSha, holds) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET holds = excluded.holds`,
  );
  return {
    get: (id: number): Candidate | null => get.get(id) ?? null,
    byVersion: (projectId: number, version: string): Candidate | null =>
      byVersion.get(projectId, version) ?? null,
    /** Newest first. */
    ofRelease: (releaseId: number): Candidate[] => ofRelease.all(releaseId),
    insert: (candidate: Pick<Candidate, 'id' | 'releaseId' | 'number' | 'build' | 'baseId'>): void =>
      void insert.run(candidate),
    /** The candidates of a release below a number have been replaced. */
    supersede: (releaseId: number, number: number, at: number): void =>
      void supersede.run({ releaseId, number, at }),
    supersedeOne: (id: number, at: number): void => void supersedeOne.run(at, id),
    /** @returns whether it still stood where the move began. */
    setBuild: (id: number, from: BuildState, to: BuildState): boolean =>
      setBuild.run(to, id, from).changes === 1,
    /** What auto-promotion takes: of the highest release with one, the candidate that is ready and superseded by none. */
    current: (projectId: number): Candidate | null => current.get(projectId) ?? null,
    isAnyOf: (projectId: number): boolean => anyOf.get(projectId) !== undefined,
    /** The first line of a picked commit. */
    subjectOf: (commitSha: string): string | null => subject.get(commitSha) ?? null,
    commits: (id: number): KnownCommit[] =>
      commits.all(id).map(({ commitSha, holds }) => ({ commitSha, holds: holds === 1 })),
    putCommit: (id: number, commitSha: string, holds: boolean): void =>
      void putCommit.run(id, commitSha, Number(holds)),
  };
}
