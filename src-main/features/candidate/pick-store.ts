import type { PickedOnto } from '#shared/features/candidate/contents.ts';
import type {
  CherryPick,
  PickFailure,
  PickState,
  PickTargetRecord,
} from '#shared/features/candidate/pick.ts';
import type { Connection } from '../../store/open.ts';

type StoredPick = Omit<CherryPick, 'targets'>;
type StoredTarget = Omit<PickTargetRecord, 'failure'> & { readonly failure: string | null };

/** A release that a commit could be picked onto, with its newest candidate. */
export interface PickableRow {
  readonly releaseId: number;
  readonly version: string;
  readonly versionKey: string;
  readonly fromId: number;
  readonly from: string;
  readonly commitSha: string;
}

/** What became of a pick in one release. */
export interface PickTargetEnd {
  readonly pickId: number;
  readonly releaseId: number;
  readonly state: PickState;
  readonly candidateId: number | null;
  readonly commitSha: string | null;
  readonly failure: PickFailure | null;
}

const SELECT = `SELECT c.id, c.uid, c.projectId, c.commitSha, c.subject, c.reason, p.name AS person, c.jobId, c.createdAt
  FROM cherry_pick c LEFT JOIN person p ON p.id = c.personId`;

export function pickStore(db: Connection) {
  const get = db.prepare<[number], StoredPick>(`${SELECT} WHERE c.id = ?`);
  const ofJob = db.prepare<[number, number], StoredPick>(`${SELECT} WHERE c.jobId = ? AND c.projectId = ?`);
  const ofProject = db.prepare<[number, number], StoredPick>(
    `${SELECT} WHERE c.projectId = cast(? AS INTEGER) ORDER BY c.id DESC LIMIT cast(? AS INTEGER)`,
  );
  const targets = db.prepare<[number], StoredTarget>(
    `SELECT t.releaseId, r.version AS release, t.fromId, f.version AS "from", t.candidateId, n.version AS candidate,
       t.state, t.commitSha, t.conflicts AS failure
     FROM cherry_pick_target t JOIN release r ON r.id = t.releaseId JOIN release f ON f.id = t.fromId
     LEFT JOIN release n ON n.id = t.candidateId
     WHERE t.pickId = ? ORDER BY r.versionKey, r.id`,
  );
  const insert = db.prepare(
    `INSERT INTO cherry_pick (uid, projectId, commitSha, subject, reason, personId, jobId, createdAt)
     VALUES (@uid, @projectId, @commitSha, @subject, @reason, @personId, @jobId, @createdAt)`,
  );
  const insertTarget = db.prepare(
    `INSERT INTO cherry_pick_target (pickId, releaseId, fromId, state)
     VALUES (@pickId, @releaseId, @fromId, @state)`,
  );
  const endTarget = db.prepare(
    `UPDATE cherry_pick_target SET state = @state, candidateId = @candidateId, commitSha = @commitSha,
       conflicts = @failure
     WHERE pickId = @pickId AND releaseId = @releaseId AND state = @was`,
  );
  const pickable = db.prepare<[number, string, number], PickableRow>(
    `SELECT r.id AS releaseId, r.version, r.versionKey, f.id AS fromId, f.version AS "from", f.commitSha
     FROM release r
     JOIN candidate c ON c.id = (SELECT id FROM candidate WHERE releaseId = r.id ORDER BY number DESC LIMIT 1)
     JOIN release f ON f.id = c.id
     WHERE r.projectId = cast(? AS INTEGER) AND r.versionKey >= cast(? AS TEXT) AND f.commitSha IS NOT NULL
     ORDER BY r.versionKey, r.id LIMIT cast(? AS INTEGER)`,
  );
  const unknown = db
    .prepare<[number, number, number], string>(
      `SELECT p.commitSha FROM cherry_pick p WHERE p.projectId = cast(? AS INTEGER)
         AND NOT EXISTS (
           SELECT 1 FROM candidate_commit k WHERE k.candidateId = cast(? AS INTEGER) AND k.commitSha = p.commitSha)
       GROUP BY p.commitSha ORDER BY max(p.id) DESC LIMIT cast(? AS INTEGER)`,
    )
    .pluck();
  // Of each commit the newest pick, and of that the first release that has it: bare columns are of the row of the extreme.
  const onto = db.prepare<[number, string, string, number], PickedOnto>(
    `SELECT commitSha, subject, onto FROM (SELECT commitSha, subject, onto, max(id) AS newest FROM (
       SELECT c.id, c.commitSha, c.subject, v.version AS onto, min(r.versionKey)
       FROM cherry_pick c JOIN cherry_pick_target t ON t.pickId = c.id
       JOIN release r ON r.id = t.releaseId JOIN release v ON v.id = coalesce(t.candidateId, t.fromId)
       WHERE c.projectId = cast(? AS INTEGER) AND t.state IN ('success', 'contained')
         AND r.versionKey <= cast(? AS TEXT)
         AND NOT EXISTS (
           SELECT 1 FROM cherry_pick_target l JOIN release o ON o.id = l.releaseId
           WHERE l.pickId = c.id AND l.state = 'left_out' AND o.version = ?)
       GROUP BY c.id)
     GROUP BY commitSha) ORDER BY newest DESC LIMIT cast(? AS INTEGER)`,
  );
  const made = db.prepare<[string, string], { projectUid: string; sha: string }>(
    `SELECT p.uid AS projectUid, t.commitSha AS sha FROM cherry_pick_target t
     JOIN cherry_pick c ON c.id = t.pickId JOIN project p ON p.id = c.projectId
     WHERE t.commitSha >= cast(? AS TEXT) AND t.commitSha < cast(? AS TEXT)`,
  );

  const whole = (pick: StoredPick): CherryPick => ({
    ...pick,
    targets: targets.all(pick.id).map(({ failure, ...target }) => ({
      ...target,
      failure: failure === null ? null : (JSON.parse(failure) as PickFailure),
    })),
  });
  const read = (pick: StoredPick | undefined) => (pick ? whole(pick) : null);

  return {
    get: (id: number): CherryPick | null => read(get.get(id)),
    ofJob: (jobId: number, projectId: number): CherryPick | null => read(ofJob.get(jobId, projectId)),
    /** Newest first. */
    ofProject: (projectId: number, limit: number): CherryPick[] => ofProject.all(projectId, limit).map(whole),
    /** The releases from a version on that have a candidate, the oldest first. */
    pickable: (projectId: number, fromKey: string, limit: number): PickableRow[] =>
      pickable.all(projectId, fromKey, limit),
    /** The picked commits of a project of which nothing is known in a candidate, the newest first. */
    unknownIn: (projectId: number, candidateId: number, limit: number): string[] =>
      unknown.all(projectId, candidateId, limit),
    /**
     * The commits that were picked onto a release whose key is not above this one, the newest first; without those that
     * were left out of `release` by hand.
     */
    ontoUpTo: (projectId: number, key: string, release: string, limit: number): PickedOnto[] =>
      onto.all(projectId, key, release, limit),
    insert(
      pick: Omit<StoredPick, 'id' | 'person'> & { readonly personId: number },
      planned: readonly Pick<StoredTarget, 'releaseId' | 'fromId' | 'state'>[],
    ): number {
      const pickId = Number(insert.run(pick).lastInsertRowid);
      for (const { releaseId, fromId, state } of planned)
        insertTarget.run({ pickId, releaseId, fromId, state });
      return pickId;
    },
    /** The commits that picks made, or a person for them, and that begin so; with their projects. */
    madeOf: (commit: string) => made.all(commit, `${commit}g`),
    /** @returns whether it still stood where the move began. */
    endTarget: (was: PickState, { failure, ...end }: PickTargetEnd): boolean =>
      endTarget.run({ ...end, was, failure: failure && JSON.stringify(failure) }).changes === 1,
  };
}
