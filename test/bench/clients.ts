import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The yardstick, on a thread of its own as the gateway is; it answers as many bytes. */
const BARE = `
  const { createServer } = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(workerData));
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** A process that sends requests as they are over a few kept connections: as little of a client as there can be. */
const LOAD = `
  const { once } = require('node:events');
  const { connect } = require('node:net');
  process.on('message', async ({ port, requests, count, connections }) => {
    const messages = requests.map((request) => Buffer.from(request));
    const sockets = await Promise.all(Array.from({ length: connections }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
      await once(socket, 'connect');
      return socket;
    }));
    const took = [];
    let sent = 0;
    const started = performance.now();
    await Promise.all(sockets.map((socket) => new Promise((resolve, reject) => {
      let text = '';
      let at = 0;
      const next = () => {
        if (sent >= count) { socket.end(); resolve(); return; }
        at = performance.now();
        socket.write(messages[sent++ % messages.length]);
      };
      socket.on('error', reject).on('data', (piece) => {
        text += piece;
        const end = text.indexOf('\\r\\n\\r\\n');
        if (end < 0) return;
        const length = Number(/content-length: (\\d+)/i.exec(text)[1]);
        if (text.length < end + 4 + length) return;
        if (!text.startsWith('HTTP/1.1 200')) { reject(new Error(text)); return; }
        text = '';
        took.push(performance.now() - at);
        next();
      });
      next();
    })));
    const ms = performance.now() - started;
    took.sort((a, b) => a - b);
    const part = (share) => took[Math.floor(took.length * share)];
    process.send({ ms, p50: part(0.5), p99: part(0.99) });
  });
  process.on('disconnect', () => process.exit(0));
`;

export interface Load {
  readonly port: number;
  readonly requests: readonly string[];
  readonly count: number;
  readonly connections: number;
}

interface Loaded {
  readonly ms: number;
  readonly p50: number;
  readonly p99: number;
}

/** Starts a client that can be sent off again and again. */
export function startClient() {
  const child: ChildProcess = spawn(process.execPath, ['--eval', LOAD], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    async send(load: Load): Promise<Loaded & { readonly rate: number }> {
      child.send(load);
      const [loaded] = (await once(child, 'message')) as [Loaded];
      return { ...loaded, rate: load.count / (loaded.ms / 1000) };
    },
    end: () => child.disconnect(),
  };
}

/** Serves one answer to whatever is asked, on a thread of its own. */
export async function serveBare(
  answer: unknown,
): Promise<{ readonly port: number; end(): Promise<unknown> }> {
  const bare = new Worker(BARE, { eval: true, workerData: answer });
  const [port] = (await once(bare, 'message')) as [number];
  return { port, end: () => bare.terminate() };
}
