import type { MessagePort } from 'node:worker_threads';
import type { Job } from '#shared/features/job/model.ts';
import { remoteMachine } from '../../actions/machine.ts';
import type { Caller } from '../../context.ts';
import { realSources } from '../../sources.ts';
import { createReader, type Reader } from '../../threads/reader.ts';
import { callPort } from '../../threads/rpc.ts';
import type { Folders } from '../folders.ts';
import { type JobEnd, runJob } from '../run.ts';

export interface ScanTask {
  readonly file: string;
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller;
}

export interface JobTask {
  readonly folders: Folders;
  readonly job: Job;
  readonly caller: Caller;
  /** Speaks to the writer thread. */
  readonly writer: MessagePort;
  /** Speaks to the process that has the machine's secrets. */
  readonly machine: MessagePort;
  /** One number: other than 0 once the job was asked to stop. */
  readonly canceled: SharedArrayBuffer;
}

let reader: { readonly file: string; readonly reader: Reader } | null = null;

/** The thread's own connection, opened anew when another workspace is. */
function readerOf(file: string): Reader {
  if (reader?.file !== file) {
    reader?.reader.close();
    reader = { file, reader: createReader(file, realSources) };
  }
  return reader.reader;
}

/** A read that may take longer. */
export function scan({ file, name, input, caller }: ScanTask): unknown {
  return readerOf(file).read(name, input, caller);
}

/** A job from its first step to its end. */
export async function job(task: JobTask): Promise<{ end: JobEnd; log: string[] }> {
  const { db, stores } = readerOf(task.folders.workspace);
  const flag = new Int32Array(task.canceled);
  const remote = callPort(task.writer);
  const log: string[] = [];
  const end = await runJob(
    {
      db,
      stores,
      folders: task.folders,
      machine: remoteMachine(callPort(task.machine)),
      now: realSources.now,
      isCanceled: () => Atomics.load(flag, 0) !== 0,
      write: (chunk, input) => remote.call('chunk', { name: chunk, input, caller: task.caller }),
      log: (error) => log.push(String((error as Error)?.stack ?? error)),
    },
    task.job,
  );
  task.writer.close();
  task.machine.close();
  return { end, log };
}
