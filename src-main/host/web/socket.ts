import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { App } from '../../app.ts';

const MOST_BYTES = 4 * 1024 * 1024;
/** How long a connection may take to say who it is, in ms. */
const PATIENCE = 5000;
/** A page that takes up no more events is let go: it connects again and reads afresh. */
const MOST_WAITING = 32 * 1024 * 1024;
const NOT_YOURS = 4401;

interface SocketOptions {
  readonly app: App;
  allowed(request: IncomingMessage): boolean;
  isToken(given: unknown): boolean;
}

function textOf(data: unknown): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Imported with the first page that asks: it brings TLS and packing along, which no line on loopback needs. */
async function openSockets(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import('ws');
  return new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false });
}

/** The page's line: `{token}` first, then `{id, procedure, input}` answered by `{id, reply}`; events come as `{event}`. */
export function attachSocket(server: Server, { app, allowed, isToken }: SocketOptions): () => void {
  let sockets: Promise<WebSocketServer> | null = null;
  let clients = 0;

  function converse(socket: WebSocket): void {
    clients += 1;
    const client = `page ${clients}`;
    let unsubscribe: (() => void) | null = null;
    const late = setTimeout(() => socket.close(NOT_YOURS), PATIENCE);
    const send = (value: unknown) => {
      if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(value));
    };
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(late);
      unsubscribe?.();
    });
    socket.on('message', async (data) => {
      const message = textOf(data);
      if (unsubscribe === null) {
        clearTimeout(late);
        if (!isToken(message?.token)) return socket.close(NOT_YOURS);
        unsubscribe = app.subscribe((event) => send({ event }));
        return;
      }
      if (typeof message?.id !== 'number') return socket.close(1007);
      send({ id: message.id, reply: await app.call(String(message.procedure), message.input, client) });
    });
  }

  server.on('upgrade', async (request: IncomingMessage, line: Duplex, head: Buffer) => {
    line.on('error', () => line.destroy());
    const refuse = (status: string) => line.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    if (!allowed(request)) return refuse('403 Forbidden');
    if (request.url !== '/ws') return refuse('404 Not Found');
    sockets ??= openSockets();
    (await sockets).handleUpgrade(request, line, head, converse);
  });

  return () => {
    void sockets?.then(({ clients: open }) => {
      for (const socket of open) socket.terminate();
    });
  };
}
