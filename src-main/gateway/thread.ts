import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import { realSources } from '../sources.ts';
import { createReader } from '../threads/reader.ts';
import { announce, callPort, servePort } from '../threads/rpc.ts';
import type { Log } from '../threads/workers.ts';
import type { GatewayDoor } from './door.ts';
import { type GatewayServer, type GatewayServerOptions, startServer } from './server.ts';

export interface GatewayThreadData {
  /** The workspace file, for this thread's own reader. */
  readonly file: string;
  readonly server: GatewayServerOptions;
  /** Speaks to the writer thread. */
  readonly writer: MessagePort;
}

/** The gateway's thread: its own read-only connection, its server, and commands as messages to the writer. */
if (!parentPort) throw new Error('the gateway runs as a thread');
const home = parentPort;
const { file, server, writer } = workerData as GatewayThreadData;

const log: Log = (error) => announce(home, { log: String((error as Error)?.stack ?? error) });

/** Commands as messages; once the writer is gone they are refused instead of waiting for ever. */
function writerDoor(): GatewayDoor['writer'] {
  const remote = callPort(writer);
  const gone = 'The writer stopped. What was acknowledged is safe; open the workspace again.';
  let open = true;
  writer.on('close', () => {
    open = false;
    remote.fail(gone);
  });
  const send = async (method: string, input: unknown): Promise<unknown> => {
    if (!open) throw new AppError('unavailable', gone);
    return remote.call(method, input);
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
      running = await startServer(server, { reader, writer: writerDoor(), now: realSources.now, log });
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
