import { isAppError } from '#shared/errors.ts';
import type { Job } from '#shared/features/job/model.ts';
import type { Machine } from '../actions/machine.ts';
import type { Stores } from '../store/index.ts';
import type { Connection } from '../store/open.ts';
import type { JobTools } from './definition.ts';
import { Canceled } from './definition.ts';
import type { Folders } from './folders.ts';
import { jobs } from './index.ts';

export interface JobSeat {
  readonly db: Connection;
  readonly stores: Stores;
  readonly folders: Folders;
  readonly machine: Machine;
  now(): number;
  isCanceled(): boolean;
  write(chunk: string, input: unknown): Promise<unknown>;
  log(error: unknown): void;
}

export type JobEnd =
  | { readonly status: 'succeeded'; readonly result: Record<string, unknown> }
  | { readonly status: 'canceled' | 'failed'; readonly error: string };

/** Progress is written no more often than this, in ms. */
const PROGRESS_EVERY = 120;

/** Runs a job to its end, on a pool thread or in process: the same function. */
export async function runJob(seat: JobSeat, job: Job): Promise<JobEnd> {
  const { procedure, input } = job.input as { procedure: string; input: unknown };
  const definition = jobs.get(procedure);
  if (!definition) return { status: 'failed', error: `No job is named ${procedure} any more.` };
  let told = 0;
  const tools: JobTools = {
    stores: seat.stores,
    folders: seat.folders,
    job,
    machine: seat.machine,
    now: seat.now,
    checkCanceled() {
      if (seat.isCanceled()) throw new Canceled();
    },
    write: <T>(chunk: string, value: unknown) => seat.write(chunk, value) as Promise<T>,
    async progress(done, total) {
      const at = performance.now();
      if (at - told < PROGRESS_EVERY && done !== total) return;
      told = at;
      await seat.write('job.progress', { id: job.id, done, total });
    },
    async copyDatabase(to, progress) {
      await seat.db.backup(to, {
        progress({ totalPages, remainingPages }) {
          void progress(totalPages - remainingPages, totalPages);
          return 200;
        },
      });
    },
    checkIntegrity: () =>
      (seat.db.pragma('integrity_check(100)') as { integrity_check: string }[])
        .map((row) => row.integrity_check)
        .filter((line) => line !== 'ok'),
    checkForeignKeys: () => (seat.db.pragma('foreign_key_check') as unknown[]).length,
  };
  try {
    return { status: 'succeeded', result: await definition.run(tools, input) };
  } catch (error) {
    const canceled = error instanceof Canceled;
    const why = canceled ? 'canceled' : 'failed';
    if (!canceled && !isAppError(error)) seat.log(error);
    await definition.abandon?.(tools, input, why);
    const message = isAppError(error) ? [error.message, error.details.hint].filter(Boolean).join(' ') : null;
    return {
      status: why,
      error: canceled
        ? 'Canceled.'
        : (message ?? 'It met an error of Slipway’s own; the log file says which.'),
    };
  }
}
