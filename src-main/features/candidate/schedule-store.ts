import type { CutTimes, ScheduledOutcome } from '#shared/features/candidate/schedule.ts';
import type { Connection } from '../../store/open.ts';

interface Row {
  readonly projectId: number;
  readonly cron: string;
  readonly zone: string;
  readonly branch: string | null;
  readonly builds: number;
  readonly dueSince: number | null;
  readonly jobId: number | null;
  readonly lastAt: number | null;
  readonly lastOutcome: ScheduledOutcome | null;
  readonly lastCandidateId: number | null;
  readonly lastMessage: string | null;
  readonly lastVersion: string | null;
}

/** What became of a cut whose time had come. */
export interface ScheduledEnd {
  readonly at: number;
  readonly outcome: ScheduledOutcome;
  readonly candidateId: number | null;
  readonly message: string;
}

/** The times of a project, since when one of them waits, and what became of the last. */
export interface StoredSchedule extends CutTimes {
  readonly projectId: number;
  readonly dueSince: number | null;
  /** The job that judges what waits, or did. */
  readonly jobId: number | null;
  readonly last: (ScheduledEnd & { readonly version: string | null }) | null;
}

function read(row: Row | undefined): StoredSchedule | null {
  if (!row) return null;
  const { lastAt, lastOutcome, lastCandidateId, lastMessage, lastVersion, builds, ...rest } = row;
  return {
    ...rest,
    builds: builds === 1,
    last:
      lastAt === null || lastOutcome === null
        ? null
        : {
            at: lastAt,
            outcome: lastOutcome,
            candidateId: lastCandidateId,
            version: lastVersion,
            message: lastMessage ?? '',
          },
  };
}

export function cutScheduleStore(db: Connection) {
  const get = db.prepare<[number], Row>(
    `SELECT s.projectId, s.cron, s.zone, s.branch, s.builds, s.dueSince, s.jobId, s.lastAt, s.lastOutcome, s.lastCandidateId,
       s.lastMessage, r.version AS lastVersion
     FROM cut_schedule s LEFT JOIN release r ON r.id = s.lastCandidateId WHERE s.projectId = ?`,
  );
  const put = db.prepare(
    `INSERT INTO cut_schedule (projectId, cron, zone, branch, builds)
     VALUES (@projectId, @cron, @zone, @branch, @builds)
     ON CONFLICT (projectId) DO UPDATE SET cron = excluded.cron, zone = excluded.zone, branch = excluded.branch,
       builds = excluded.builds`,
  );
  const remove = db.prepare('DELETE FROM cut_schedule WHERE projectId = ?');
  const due = db.prepare('UPDATE cut_schedule SET dueSince = ifnull(dueSince, ?) WHERE projectId = ?');
  const begin = db.prepare('UPDATE cut_schedule SET jobId = ? WHERE projectId = ?');
  const end = db.prepare(
    `UPDATE cut_schedule SET dueSince = NULL, jobId = NULL, lastAt = @at, lastOutcome = @outcome,
       lastCandidateId = @candidateId, lastMessage = @message
     WHERE projectId = @projectId`,
  );
  // A job that died with the application is over: what it was to judge waits again.
  const waiting = db
    .prepare<[], number>(
      `SELECT projectId FROM cut_schedule INDEXED BY cut_schedule_due WHERE dueSince IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = cut_schedule.jobId AND job.status = 'running')`,
    )
    .pluck();
  return {
    get: (projectId: number): StoredSchedule | null => read(get.get(projectId)),
    put: (projectId: number, { builds, ...times }: CutTimes): void =>
      void put.run({ projectId, ...times, builds: builds ? 1 : 0 }),
    remove: (projectId: number): boolean => remove.run(projectId).changes === 1,
    /** From now on a cut waits to be judged, unless an earlier one does already: what was missed is cut once. */
    setDue: (projectId: number, since: number): void => void due.run(since, projectId),
    begin: (projectId: number, jobId: number): void => void begin.run(jobId, projectId),
    end: (projectId: number, ended: ScheduledEnd): void => void end.run({ projectId, ...ended }),
    /** The projects whose cut waits and is looked at by no job. */
    waiting: (): number[] => waiting.all(),
  };
}
