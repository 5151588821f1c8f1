import type { Machine } from '../actions/machine.ts';
import type { Sources } from '../context.ts';
import { runJob } from '../jobs/run.ts';
import { closeWriter } from '../store/open.ts';
import { openWorkspaceFile, type WorkspaceOptions } from '../store/workspace-file.ts';
import { createTransactor } from '../transactor.ts';
import { createReader } from './reader.ts';
import type { Log, OnChanges, Workers } from './workers.ts';

/** Everything in this thread: the same writer, scans and jobs without threads, for tests and small tools. */
export function inlineWorkers(
  options: WorkspaceOptions,
  sources: Sources,
  onChanges: OnChanges,
  log: Log,
  machine: Machine,
): Workers {
  const db = openWorkspaceFile(options, sources);
  const transactor = createTransactor(db, sources, onChanges);
  const reader = createReader(options.file, sources);
  let closed = false;
  const work = async <T>(act: () => T): Promise<T> => {
    const result = act();
    while (transactor.index(500));
    return result;
  };
  return {
    opened: Promise.resolve(),
    command: (name, input, caller) => work(() => transactor.command(name, input, caller)),
    openJob: (name, input, caller) => work(() => transactor.openJob(name, input, caller)),
    chunk: (name, input, caller) => work(() => transactor.chunk(name, input, caller)),
    scan: async (name, input, caller) => reader.read(name, input, caller),
    startJob(job, caller) {
      let canceled = false;
      const seat = {
        db: reader.db,
        stores: reader.stores,
        folders: options.folders,
        machine,
        now: sources.now,
        isCanceled: () => canceled || closed,
        // A turn of the event loop between pieces, so that others get their turn and a cancel can arrive.
        write: async (chunk: string, input: unknown) => {
          await new Promise(setImmediate);
          return work(() => transactor.chunk(chunk, input, caller));
        },
        log: (error: unknown) => {
          if (!closed) log(error);
        },
      };
      return {
        end: runJob(seat, job),
        cancel() {
          canceled = true;
        },
      };
    },
    writerPort: () => null,
    async runDue() {
      transactor.runDue();
    },
    async close() {
      closed = true;
      reader.close();
      closeWriter(db);
    },
  };
}
