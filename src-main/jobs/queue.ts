import { AppError } from '#shared/errors.ts';
import type { Job } from '#shared/features/job/model.ts';
import type { Caller } from '../context.ts';
import { parseInput, procedureNamed } from '../router.ts';
import type { Log, RunningJob, Workers } from '../threads/workers.ts';
import type { JobDefinition, JobGate } from './definition.ts';

/** Starts jobs, writes their ends, cancels them, and settles those that died with the application. */
export interface JobQueue {
  start(name: string, input: unknown, caller: Caller): Promise<Job>;
  cancel(id: number): void;
  /** Takes up what was running when the application ended: resumed or failed, as each kind says. */
  recover(died: readonly Job[]): Promise<void>;
  /** Waits until a job is over. */
  ended(id: number): Promise<void>;
  close(): Promise<void>;
}

let known: ReadonlyMap<string, JobDefinition<unknown>> | null = null;

/** What jobs do is imported with the first of them: zips, signatures and exports are no part of a start. */
async function loadJobs(): Promise<ReadonlyMap<string, JobDefinition<unknown>>> {
  const { jobs } = await import('./index.ts');
  known = jobs;
  return jobs;
}

export function createJobQueue(workers: Workers, log: Log, gate: JobGate): JobQueue {
  const running = new Map<number, RunningJob & { settled: Promise<void> }>();
  let closed = false;
  // What fails because the session closed around it is no error: the next start settles it.
  const tell: Log = (error) => {
    if (!closed) log(error);
  };

  function begin(job: Job, caller: Caller): void {
    const started = workers.startJob(job, caller);
    const settled = started.end
      .then(async (end) => {
        // A job that the closing session took along has not failed: the next start takes it up or says what became of it.
        if (closed && end.status === 'failed') return;
        await workers.chunk(
          'job.finish',
          {
            id: job.id,
            status: end.status,
            result: end.status === 'succeeded' ? end.result : null,
            error: end.status === 'succeeded' ? null : end.error,
          },
          caller,
        );
      })
      .catch(tell)
      .finally(() => running.delete(job.id));
    running.set(job.id, { ...started, settled });
  }

  return {
    async start(name, input, caller) {
      const definition = (known ?? (await loadJobs())).get(name);
      await definition?.admit?.(gate, parseInput(name, procedureNamed(name), input));
      const job = await workers.openJob(name, input, caller);
      begin(job, caller);
      return job;
    },
    cancel(id) {
      const job = running.get(id);
      if (!job) {
        throw new AppError('conflict', 'This job is over already. Nothing was changed.');
      }
      job.cancel();
    },
    async recover(died) {
      for (const job of died) {
        const { procedure, caller } = job.input as { procedure: string; caller: Caller };
        const definition = (known ?? (await loadJobs())).get(procedure);
        if (definition?.afterDeath === 'resume') {
          await workers.chunk('job.resume', { id: job.id }, caller);
          begin(job, caller);
        } else {
          const error =
            definition?.deathNote ??
            'Slipway ended before it was done. Nothing of it was kept; start it again.';
          await workers.chunk('job.finish', { id: job.id, status: 'failed', result: null, error }, caller);
        }
      }
    },
    ended: async (id) => running.get(id)?.settled,
    async close() {
      // Jobs that are under way die with the session and are settled at the next start, as after a crash.
      closed = true;
      running.clear();
    },
  };
}
