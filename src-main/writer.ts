import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import type { Caller } from './context.ts';
import { realSources } from './sources.ts';
import { closeWriter } from './store/open.ts';
import { openWorkspaceFile, type WorkspaceOptions } from './store/workspace-file.ts';
import { gatherReports } from './threads/gather.ts';
import { announce, servePort } from './threads/rpc.ts';
import { createTransactor, type Transactor } from './transactor.ts';

/** The writer thread: the only writing connection, its commands and chunks in turn, and the clock of what is due. */
if (!parentPort) throw new Error('the writer runs as a thread');
const home = parentPort;
const options = workerData as WorkspaceOptions;

const LONGEST_WAIT = 60 * 60 * 1000;
const INDEX_ROWS = 200;

interface Call {
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller;
}

let transactor: Transactor | null = null;
let close: () => void = () => {};
let timer: NodeJS.Timeout | null = null;
let indexing = false;

const log = (error: unknown) => announce(home, { log: String((error as Error)?.stack ?? error) });

function opened(): Transactor {
  if (!transactor) throw new AppError('unavailable', 'The workspace is not open.');
  return transactor;
}

/** Sets the clock for the next due row; a row that lies in the past is done at once. */
function setClock(): void {
  const next = opened().nextDue();
  if (timer) clearTimeout(timer);
  timer =
    next === null ? null : setTimeout(tick, Math.min(Math.max(0, next - realSources.now()), LONGEST_WAIT));
}

function tick(): void {
  try {
    opened().runDue();
  } catch (error) {
    log(error);
  }
  setClock();
}

/** Indexes what waits in small pieces, with a turn of the event loop between them. */
function indexSoon(): void {
  if (indexing) return;
  indexing = true;
  setImmediate(() => {
    indexing = false;
    if (!transactor) return;
    try {
      if (transactor.index(INDEX_ROWS)) indexSoon();
    } catch (error) {
      log(error);
    }
  });
}

function open(): void {
  const db = openWorkspaceFile(options, realSources);
  const tell = gatherReports((changes) => announce(home, { changes }));
  transactor = createTransactor(db, realSources, tell);
  close = () => {
    if (timer) clearTimeout(timer);
    transactor = null;
    closeWriter(db);
  };
  tick();
  indexSoon();
}

function serve(method: string, input: unknown): unknown {
  switch (method) {
    case 'open':
      return open();
    case 'close':
      return close();
    case 'connect':
      return servePort(input as MessagePort, serve, log);
    case 'due':
      return tick();
  }
  const { name, input: value, caller } = input as Call;
  try {
    switch (method) {
      case 'command':
        return opened().command(name, value, caller);
      case 'job':
        return opened().openJob(name, value, caller);
      case 'chunk':
        return opened().chunk(name, value, caller);
      default:
        throw new Error(`the writer knows no ${method}`);
    }
  } finally {
    // Opening a job makes nothing due; a command may, and so may a chunk of a job or of a door.
    if (method !== 'job') setClock();
    indexSoon();
  }
}

servePort(home, serve, log);
