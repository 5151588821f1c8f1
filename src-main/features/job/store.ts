import type { Job, JobKind, JobStatus } from '#shared/features/job/model.ts';
import type { Connection } from '../../store/open.ts';

type StoredJob = Omit<Job, 'input' | 'result'> & { input: string; result: string | null };

const toJob = (stored: StoredJob): Job => ({
  ...stored,
  input: JSON.parse(stored.input) as Job['input'],
  result: stored.result === null ? null : (JSON.parse(stored.result) as Job['input']),
});

export function jobStore(db: Connection) {
  const get = db.prepare<[number], StoredJob>('SELECT * FROM job WHERE id = ?');
  const list = db.prepare<[number], StoredJob>(
    `SELECT * FROM job ORDER BY status = 'running' DESC, id DESC LIMIT ?`,
  );
  const running = db.prepare<[], StoredJob>(`SELECT * FROM job WHERE status = 'running' ORDER BY id`);
  const newest = db.prepare<[string], StoredJob>(
    `SELECT * FROM job WHERE kind = ? AND status = 'succeeded' ORDER BY id DESC LIMIT 1`,
  );
  const insert = db.prepare(
    `INSERT INTO job (kind, title, status, done, total, unit, input, createdAt)
     VALUES (@kind, @title, 'running', 0, @total, @unit, @input, @createdAt)`,
  );
  const progress = db.prepare(`UPDATE job SET done = ?, total = ? WHERE id = ? AND status = 'running'`);
  const finish = db.prepare(
    `UPDATE job SET status = ?, result = ?, error = ?, finishedAt = ? WHERE id = ? AND status = 'running'`,
  );
  const resume = db.prepare('UPDATE job SET resumed = resumed + 1 WHERE id = ?');
  return {
    get(id: number): Job | undefined {
      const stored = get.get(id);
      return stored && toJob(stored);
    },
    list: (limit: number): Job[] => list.all(limit).map(toJob),
    running: (): Job[] => running.all().map(toJob),
    /** The newest job of a kind that came to its end. */
    newestDone(kind: JobKind): Job | undefined {
      const stored = newest.get(kind);
      return stored && toJob(stored);
    },
    insert(job: Pick<Job, 'kind' | 'title' | 'total' | 'unit' | 'input' | 'createdAt'>): number {
      return Number(insert.run({ ...job, input: JSON.stringify(job.input) }).lastInsertRowid);
    },
    progress: (id: number, done: number, total: number | null): void => void progress.run(done, total, id),
    finish(id: number, status: JobStatus, result: Job['result'], error: string | null, at: number): boolean {
      return finish.run(status, result && JSON.stringify(result), error, at, id).changes === 1;
    },
    resume: (id: number): void => void resume.run(id),
  };
}
