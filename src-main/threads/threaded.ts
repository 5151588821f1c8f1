import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Change } from '#shared/contract/wire.ts';
import { AppError } from '#shared/errors.ts';
import type { Job } from '#shared/features/job/model.ts';
import { type Machine, serveMachine } from '../actions/machine.ts';
import type { JobTask, ScanTask } from '../jobs/pool/worker.ts';
import type { JobEnd } from '../jobs/run.ts';
import type { WorkspaceOptions } from '../store/workspace-file.ts';
import { callPort, servePort, threadEntry } from './rpc.ts';
import type { Log, OnChanges, Workers } from './workers.ts';

type WriterEvent = { readonly changes: readonly Change[] } | { readonly log: string };

const POOL_THREADS = 2;
/** So many jobs share the runner's thread at a time: they wait for processes and answers, not for the thread. */
const MOST_RUNS = 50;

/**
 * The real threads: one writer, and a small pool for scans and jobs that starts with the first of them. What is asked of
 * the writer before it has opened the file waits at its port.
 */
export function threadWorkers(
  options: WorkspaceOptions,
  onChanges: OnChanges,
  log: Log,
  machine: Machine,
): Workers {
  const { file, folders } = options;
  const writer = new Worker(threadEntry(import.meta.url, '../writer.ts', './writer.js'), {
    workerData: options,
  });
  const remote = callPort(writer, (event) => {
    const told = event as WriterEvent;
    if ('changes' in told) onChanges(told.changes);
    else log(told.log);
  });
  writer.on('error', (error) => {
    log(error);
    remote.fail('The writer stopped. What was acknowledged is safe; open the workspace again.');
  });
  const opened = remote.call<void>('open', null);

  let pool: Promise<Piscina> | null = null;
  let runner: Promise<Piscina> | null = null;
  let closed = false;
  // Imported with the first scan or job: the first page needs no pool.
  const startPool = async (maxThreads: number, concurrentTasksPerWorker: number): Promise<Piscina> => {
    const { Piscina } = await import('piscina');
    return new Piscina({
      filename: threadEntry(import.meta.url, '../jobs/pool/worker.ts', './pool.js').href,
      minThreads: 1,
      maxThreads,
      concurrentTasksPerWorker,
      idleTimeout: 60_000,
    });
  };
  const poolOf = (): Promise<Piscina> => {
    pool ??= startPool(POOL_THREADS + 1, 1);
    return pool;
  };
  const runnerOf = (): Promise<Piscina> => {
    runner ??= startPool(1, MOST_RUNS);
    return runner;
  };

  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    writer.postMessage({ id: 0, method: 'connect', input: port2 }, [port2]);
    return port1;
  };

  return {
    opened,
    command: (name, input, caller) => remote.call('command', { name, input, caller }),
    openJob: (name, input, caller) => remote.call<Job>('job', { name, input, caller }),
    chunk: (name, input, caller) => remote.call('chunk', { name, input, caller }),
    async scan(name, input, caller, signal) {
      const task: ScanTask = { file, name, input, caller };
      try {
        return await (await poolOf()).run(task, { name: 'scan', signal });
      } catch (error) {
        if (signal.aborted) throw new AppError('unavailable', 'A newer search took the place of this one.');
        throw asAppError(error);
      }
    },
    startJob(job, caller) {
      const canceled = new SharedArrayBuffer(4);
      const port = connect();
      const { port1: ours, port2: theirs } = new MessageChannel();
      servePort(ours, serveMachine(machine), log);
      const task: JobTask = { folders, job, caller, writer: port, machine: theirs, canceled };
      const end = isRunner(job)
        .then((alone) => {
          if (closed) throw new Error('the workspace was closed before the job had a thread');
          return alone ? runnerOf() : poolOf();
        })
        .then(
          (threads) =>
            threads.run(task, { name: 'job', transferList: [port, theirs] }) as Promise<{
              end: JobEnd;
              log: string[];
            }>,
        )
        .then(({ end: found, log: lines }) => {
          for (const line of lines) log(line);
          return found;
        })
        .catch((error): JobEnd => {
          if (!closed) log(error);
          return { status: 'failed', error: 'The thread it ran on stopped. What it had written is marked.' };
        })
        .finally(() => ours.close());
      return { end, cancel: () => void Atomics.store(new Int32Array(canceled), 0, 1) };
    },
    writerPort: connect,
    runDue: () => remote.call('due', null),
    async close() {
      closed = true;
      await Promise.all([(await pool)?.destroy(), (await runner)?.destroy()]);
      await remote.call('close', null);
      await writer.terminate();
    },
  };
}

/** Whether a job only waits for what runs elsewhere. What jobs do is no part of a start, so it is imported here. */
async function isRunner({ input }: Job): Promise<boolean> {
  const { jobs } = await import('../jobs/index.ts');
  return jobs.get((input as { procedure: string }).procedure)?.seat === 'runner';
}

/** An error that crossed from a pool thread lost its class but kept its facts. */
function asAppError(error: unknown): unknown {
  const { name, code, message, details } = error as AppError;
  return name === 'AppError' ? new AppError(code, message, details) : error;
}
