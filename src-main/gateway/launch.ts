import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Sources } from '../context.ts';
import type { Session } from '../session.ts';
import { callPort, servePort, threadEntry } from '../threads/rpc.ts';
import type { Log } from '../threads/workers.ts';
import type { GatewayServer, GatewayServerOptions } from './server.ts';
import type { GatewayCommand, GatewayThreadData } from './thread.ts';

/** How long a thread may take to close its connections before it is ended as it is. */
const LONGEST_CLOSE = 2000;

/**
 * What is young is collected when this much of it is there. The pieces of an upload are garbage as soon as they are on
 * the disk, so less would do for them (a package of 300 MB took 15 MB more than with 8); but a swarm of reports waits for
 * its answers meanwhile, and with 8 it was copied so often that each report cost a fifth more.
 */
const YOUNG_MEGABYTES = 32;

/** The server in this thread. Fastify is imported here and not before: nobody pays for a gateway that is off. */
export async function launchInline(
  options: GatewayServerOptions,
  session: Session,
  sources: Sources,
  log: Log,
): Promise<GatewayServer> {
  const { startServer } = await import('./server.ts');
  const { reader, workers, command, marks, folders } = session;
  return startServer(options, {
    reader,
    writer: { command, chunk: workers.chunk },
    marks,
    blobs: folders.blobs,
    now: sources.now,
    log,
  });
}

/**
 * Takes the gateway's commands through this thread, where changes are marked before a command is answered: what the
 * gateway says after its own command never hangs on what stood before it.
 */
function commandPort(
  { command }: Session,
  log: Log,
): { readonly own: MessagePort; readonly given: MessagePort } {
  const { port1: own, port2: given } = new MessageChannel();
  servePort(
    own,
    (_method, input) => {
      const { name, input: value, caller } = input as GatewayCommand;
      return command(name, value, caller);
    },
    log,
  );
  return { own, given };
}

/** The server on a thread of its own. `onLost` is told when the thread ends by itself. */
export async function launchThread(
  options: GatewayServerOptions,
  session: Session,
  log: Log,
  onLost: () => void,
): Promise<GatewayServer> {
  const writer = session.workers.writerPort();
  if (!writer) throw new Error('a gateway thread needs a writer thread');
  const commands = commandPort(session, log);
  const data: GatewayThreadData = {
    file: session.file,
    server: options,
    marks: session.marks,
    blobs: session.folders.blobs,
    commands: commands.given,
    writer,
  };
  const thread = new Worker(threadEntry(import.meta.url, './thread.ts', './gateway.js'), {
    workerData: data,
    transferList: [writer, commands.given],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  const remote = callPort(thread, (event) => log((event as { log: string }).log));
  let closing = false;
  thread.on('error', log);
  thread.on('exit', () => {
    remote.fail('The gateway stopped.');
    commands.own.close();
    if (!closing) onLost();
  });
  const end = async () => {
    closing = true;
    await thread.terminate();
  };
  try {
    const { url } = await remote.call<{ url: string }>('start', null);
    return {
      url,
      async close() {
        closing = true;
        const patience = setTimeout(end, LONGEST_CLOSE);
        await remote.call('stop', null).catch(log);
        clearTimeout(patience);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
