import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import type { Caller } from '../context.ts';
import { realSources } from '../sources.ts';
import { createReader } from '../threads/reader.ts';
import { announce, callPort, servePort } from '../threads/rpc.ts';
import type { Log } from '../threads/workers.ts';
import type { ChangeMarks } from './change-marks.ts';
import type { GatewayDoor } from './door.ts';
import { type GatewayServer, type GatewayServerOptions, startServer } from './server.ts';

export interface GatewayThreadData {
  /** The workspace file, for this thread's own reader. */
  readonly file: string;
  readonly server: GatewayServerOptions;
  readonly marks: ChangeMarks;
  readonly blobs: string;
  /** Speaks to the main thread, which passes commands on to the writer and answers once their changes are marked. */
  readonly commands: MessagePort;
  /** Speaks to the writer thread, for machine traffic. */
  readonly writer: MessagePort;
}

export interface GatewayCommand {
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller;
}

/** The gateway's thread: its own read-only connection, its server, and commands as messages to the writer. */
if (!parentPort) throw new Error('the gateway runs as a thread');
const home = parentPort;
const { file, server, marks, blobs, commands, writer } = workerData as GatewayThreadData;

const log: Log = (error) => announce(home, { log: String((error as Error)?.stack ?? error) });

/** Commands and chunks as messages; once the writer is gone they are refused instead of waiting for ever. */
function writerDoor(): GatewayDoor['writer'] {
  const remotes = { command: callPort(commands), chunk: callPort(writer) };
  const gone = 'The writer stopped. What was acknowledged is safe; open the workspace again.';
  let open = true;
  writer.on('close', () => {
    open = false;
    for (const remote of Object.values(remotes)) remote.fail(gone);
  });
  const send = async (method: keyof typeof remotes, call: GatewayCommand): Promise<unknown> => {
    if (!open) throw new AppError('unavailable', gone);
    return remotes[method].call(method, call);
  };
  return {
    command: (name, input, caller) => send('command', { name, input, caller }),
    chunk: (name, input, caller) => send('chunk', { name, input, caller }),
  };
}

const reader = createReader(file, realSources);
let running: GatewayServer | null = null;

async function serve(method: string): Promise<unknown> {
  switch (method) {
    case 'start':
      running = await startServer(server, {
        reader,
        writer: writerDoor(),
        marks,
        blobs,
        now: realSources.now,
        log,
      });
      return { url: running.url };
    case 'stop':
      await running?.close();
      reader.close();
      return null;
    default:
      throw new Error(`the gateway knows no ${method}`);
  }
}

servePort(home, serve, log);
