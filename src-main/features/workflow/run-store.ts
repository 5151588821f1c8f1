import { deploymentStatuses, isActive } from '#shared/features/deployment/machine.ts';
import type { RunState } from '#shared/features/workflow/machine.ts';
import {
  type NewPiece,
  type OutputPiece,
  type Run,
  type StepTry,
  type WorkflowStep,
  workflowStepSchema,
} from '#shared/features/workflow/model.ts';
import type { Connection } from '../../store/open.ts';

const RUN = `SELECT u.id, u.uid, u.projectId, p.name AS project, u.candidateId, u.deploymentId,
    coalesce(d.version, r.version) AS version, e.id AS environmentId, e.name AS environment, e.tier, u.attempt, u.status, u.position,
    json_array_length(u.steps) AS steps, u.createdAt, u.startedAt, u.finishedAt, u.errorMessage
  FROM run u JOIN project p ON p.id = u.projectId
  LEFT JOIN deployment d ON d.id = u.deploymentId LEFT JOIN environment e ON e.id = d.environmentId
  LEFT JOIN release r ON r.id = u.candidateId`;

const ACTIVE = deploymentStatuses
  .filter(isActive)
  .map((status) => `'${status}'`)
  .join(', ');

/** What only the engine and the thread that runs it know of a run. */
export interface RunWork {
  readonly jobId: number | null;
  readonly process: string | null;
  readonly steps: readonly WorkflowStep[];
}

export interface NewRun {
  readonly uid: string;
  readonly workflowId: number | null;
  readonly projectId: number;
  readonly candidateId: number | null;
  readonly deploymentId: number | null;
  readonly attempt: number;
  readonly steps: readonly WorkflowStep[];
  readonly position: number;
  readonly createdAt: number;
}

export interface RunMove {
  readonly status: RunState;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly errorMessage: string | null;
}

export type FoundLine = Pick<
  Run,
  'deploymentId' | 'candidateId' | 'project' | 'version' | 'environment' | 'tier'
> &
  Pick<OutputPiece, 'position' | 'at' | 'text'> & { readonly runId: number };

export function runStore(db: Connection) {
  const get = db.prepare<[number], Run>(`${RUN} WHERE u.id = ?`);
  const ofDeployment = db.prepare<[number, number], Run>(
    `${RUN} WHERE u.deploymentId = cast(? AS INTEGER) ORDER BY u.id DESC LIMIT ?`,
  );
  const ofCandidate = db.prepare<[number, number], Run>(
    `${RUN} WHERE u.candidateId = cast(? AS INTEGER) ORDER BY u.id DESC LIMIT ?`,
  );
  const open = db.prepare<[number], Run>(`${RUN} WHERE u.finishedAt IS NULL ORDER BY u.id LIMIT ?`);
  const byUid = db.prepare<[string], number>('SELECT id FROM run WHERE uid = ?').pluck();
  const recent = db.prepare<[number, number], Run>(
    `${RUN} WHERE u.id < cast(? AS INTEGER) ORDER BY u.id DESC LIMIT ?`,
  );
  const recentOpen = db.prepare<[number, number], Run>(
    `${RUN} WHERE u.finishedAt IS NULL AND u.id < cast(? AS INTEGER) ORDER BY u.id DESC LIMIT ?`,
  );
  const openIn = db.prepare<[number, number], { id: number; deploymentId: number }>(
    `SELECT u.id, u.deploymentId FROM run u JOIN deployment d ON d.id = u.deploymentId
     WHERE u.finishedAt IS NULL AND d.projectId = cast(? AS INTEGER) AND d.environmentId = cast(? AS INTEGER)`,
  );
  const activeIn = db
    .prepare<[number, number], number>(
      `SELECT id FROM deployment INDEXED BY deployment_project_status
       WHERE projectId = cast(? AS INTEGER) AND status IN (${ACTIVE}) AND environmentId = cast(? AS INTEGER)`,
    )
    .pluck();
  const work = db.prepare<[number], { jobId: number | null; process: string | null; steps: string }>(
    'SELECT jobId, process, steps FROM run WHERE id = ?',
  );
  const status = db.prepare<[number], RunState>('SELECT status FROM run WHERE id = ?').pluck();
  const insert = db.prepare(
    `INSERT INTO run (uid, workflowId, projectId, candidateId, deploymentId, attempt, steps, status, position, createdAt)
     VALUES (@uid, @workflowId, @projectId, @candidateId, @deploymentId, @attempt, @steps, 'waiting', @position, @createdAt)`,
  );
  const move = db.prepare(
    `UPDATE run SET status = @status, startedAt = @startedAt, finishedAt = @finishedAt, errorMessage = @errorMessage
     WHERE id = @id AND status = @from`,
  );
  const setPosition = db.prepare('UPDATE run SET position = ? WHERE id = ?');
  const setJob = db.prepare('UPDATE run SET jobId = ? WHERE id = ?');
  const setProcess = db.prepare('UPDATE run SET process = ? WHERE id = ?');
  const tries = db.prepare<[number], StepTry>(
    `SELECT s.position, s.try, s.status, s.startedAt, s.finishedAt, s.exitCode, s.httpStatus, s.errorMessage,
       a.name AS person
     FROM run_step s LEFT JOIN person a ON a.id = s.personId
     WHERE s.runId = cast(? AS INTEGER) ORDER BY s.position, s.try`,
  );
  const putTry = db.prepare(
    `INSERT INTO run_step (runId, position, try, status, startedAt, finishedAt, exitCode, httpStatus, errorMessage, personId)
     VALUES (@runId, @position, @try, @status, @startedAt, @finishedAt, @exitCode, @httpStatus, @errorMessage, @personId)
     ON CONFLICT DO UPDATE SET status = @status, finishedAt = @finishedAt, exitCode = @exitCode,
       httpStatus = @httpStatus, errorMessage = @errorMessage, personId = @personId`,
  );
  const addPiece = db.prepare(
    `INSERT INTO run_output (runId, position, try, stream, at, text)
     VALUES (@runId, @position, @try, @stream, @at, @text)`,
  );
  const addText = db.prepare('INSERT INTO run_text (rowid, text) VALUES (?, ?)');
  const tail = db.prepare<[number], string>('SELECT pieces FROM run_tail WHERE runId = ?').pluck();
  const putTail = db.prepare(
    'INSERT INTO run_tail (runId, pieces) VALUES (?, ?) ON CONFLICT DO UPDATE SET pieces = excluded.pieces',
  );
  const dropTail = db.prepare('DELETE FROM run_tail WHERE runId = ?');
  const pieces = db.prepare<[number, number, number], OutputPiece>(
    `SELECT id, position, try, stream, at, text FROM run_output
     WHERE runId = cast(? AS INTEGER) AND id > cast(? AS INTEGER) ORDER BY id LIMIT ?`,
  );
  const stepPieces = db.prepare<[number, number, number, number], OutputPiece>(
    `SELECT id, position, try, stream, at, text FROM run_output
     WHERE runId = cast(? AS INTEGER) AND position = cast(? AS INTEGER) AND id > cast(? AS INTEGER)
     ORDER BY id LIMIT ?`,
  );
  const search = db.prepare<[string, number], FoundLine>(
    `SELECT o.runId, u.deploymentId, u.candidateId, p.name AS project, coalesce(d.version, r.version) AS version,
       e.name AS environment, e.tier, o.position, o.at, o.text
     FROM run_text t CROSS JOIN run_output o ON o.id = t.rowid CROSS JOIN run u ON u.id = o.runId
     JOIN project p ON p.id = u.projectId
     LEFT JOIN deployment d ON d.id = u.deploymentId LEFT JOIN environment e ON e.id = d.environmentId
     LEFT JOIN release r ON r.id = u.candidateId
     WHERE run_text MATCH ? ORDER BY t.rowid DESC LIMIT ?`,
  );
  return {
    get: (id: number): Run | null => get.get(id) ?? null,
    idOf: (uid: string): number | null => byUid.get(uid) ?? null,
    /** Of all projects, newest first; those with a smaller id than `before`. */
    recent: (isOpen: boolean, before: number, limit: number): Run[] =>
      (isOpen ? recentOpen : recent).all(before, limit),
    /** Newest first. */
    ofDeployment: (id: number, limit: number): Run[] => ofDeployment.all(id, limit),
    ofCandidate: (id: number, limit: number): Run[] => ofCandidate.all(id, limit),
    open: (limit: number): Run[] => open.all(limit),
    /** The open runs of deployments to an environment. */
    openIn: (projectId: number, environmentId: number) => openIn.all(projectId, environmentId),
    /** The active deployments of an environment, with a run or without. */
    activeIn: (projectId: number, environmentId: number): number[] => activeIn.all(projectId, environmentId),
    statusOf: (id: number): RunState | null => status.get(id) ?? null,
    work(id: number): RunWork | null {
      const found = work.get(id);
      return found ? { ...found, steps: workflowStepSchema.array().parse(JSON.parse(found.steps)) } : null;
    },
    insert: (run: NewRun): number =>
      Number(insert.run({ ...run, steps: JSON.stringify(run.steps) }).lastInsertRowid),
    /** @returns whether the run still stood where the move began. */
    move: (id: number, from: RunState, to: RunMove): boolean => move.run({ id, from, ...to }).changes === 1,
    setPosition: (id: number, position: number): void => void setPosition.run(position, id),
    setJob: (id: number, jobId: number): void => void setJob.run(jobId, id),
    setProcess: (id: number, process: string | null): void => void setProcess.run(process, id),
    tries: (id: number): StepTry[] => tries.all(id),
    putTry: (runId: number, tried: Omit<StepTry, 'person'>, personId: number | null): void =>
      void putTry.run({ runId, ...tried, personId }),
    /** Keeps a piece, found by its words from then on. */
    addPiece(runId: number, piece: NewPiece): void {
      const id = addPiece.run({ runId, ...piece }).lastInsertRowid;
      addText.run(id, piece.text);
    },
    /** What the step that still runs wrote last, beyond what is kept by then; empty for most. */
    tail: (runId: number): NewPiece[] => JSON.parse(tail.get(runId) ?? '[]'),
    putTail: (runId: number, pieces: readonly NewPiece[]): void =>
      void putTail.run(runId, JSON.stringify(pieces)),
    dropTail: (runId: number): void => void dropTail.run(runId),
    pieces: (runId: number, position: number | null, after: number, limit: number): OutputPiece[] =>
      position === null ? pieces.all(runId, after, limit) : stepPieces.all(runId, position, after, limit),
    search: (match: string, limit: number): FoundLine[] => search.all(match, limit),
  };
}
