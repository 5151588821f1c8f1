import { createReadStream } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { success } from '#shared/contract/wire.ts';
import { AppError } from '#shared/errors.ts';
import type { App } from '../../app.ts';
import { describeContract } from '../../router.ts';
import { rendererFile, securityHeaders } from '../renderer-files.ts';
import { readJson, sendError, sendJson, sendReply } from './answer.ts';
import { bearerOf, nameGuard, tokenCheck } from './guard.ts';
import { attachSocket } from './socket.ts';

// An `import` of node:http reads every export of it, undici among them: half of an empty Node's start.
const { createServer } = process.getBuiltinModule('node:http');

const MOST_CALL_BYTES = 4 * 1024 * 1024;

export interface WebServerOptions {
  readonly app: App;
  readonly renderer: string;
  readonly token: string;
  readonly listen: string;
  readonly port: number;
  /** Host names beside the loopback ones that are answered. */
  readonly hosts: readonly string[];
  log(error: unknown): void;
}

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The browser host's door: the page, its socket, `call` and the streamed files, on plain node:http (it is on the way to
 * the first page, where a framework would cost more than all the rest).
 * @throws what listening throws: EADDRINUSE and the like.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { app, renderer } = options;
  const meant = nameGuard(options.hosts);
  const isToken = tokenCheck(options.token);
  let calls = 0;

  function requireToken(request: IncomingMessage): void {
    if (isToken(bearerOf(request.headers))) return;
    throw new AppError('unauthenticated', 'This needs the token of this run. Nothing was done.', {
      hint: 'Send "Authorization: Bearer <token>" with the token that the start printed.',
    });
  }

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requireToken(request);
    if (request.method === 'GET') return sendJson(response, 200, describeContract());
    if (request.method !== 'POST') throw wrongMethod();
    const body = (await readJson(request, MOST_CALL_BYTES)) as { procedure?: unknown; input?: unknown };
    if (typeof body?.procedure !== 'string') {
      throw new AppError('invalid_input', 'The body names no procedure. Nothing was done.', {
        hint: 'Send {"procedure": "…", "input": …}; GET lists every procedure.',
      });
    }
    calls += 1;
    sendReply(response, await app.call(body.procedure, body.input, `call ${calls}`));
  }

  async function files(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    requireToken(request);
    if (request.method === 'PUT') return sendReply(response, success(await app.files().put(id, request)));
    if (request.method !== 'GET') throw wrongMethod();
    const file = app.files().get(id);
    response.writeHead(200, {
      ...securityHeaders,
      'content-type': file.contentType,
      'content-length': file.size,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
    });
    await pipeline(file.stream, response);
  }

  async function page(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod();
    const file = rendererFile(renderer, path);
    if (!file) throw new AppError('not_found', 'There is nothing at this address.');
    response.writeHead(200, file.headers);
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(file.path), response);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!meant(request.headers)) {
      throw new AppError('forbidden', 'Slipway does not answer to that host or origin. Nothing was read.', {
        hint: 'Use the address that the start printed, or name yours with --host.',
      });
    }
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/call') return call(request, response);
    if (path.startsWith('/files/')) return files(request, response, path.slice('/files/'.length));
    return page(request, response, path);
  }

  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(request, response).catch((error: NodeJS.ErrnoException) => {
      // A client that went away in the middle is nobody's error.
      if (response.headersSent || response.destroyed) return void response.destroy();
      if (!(error instanceof AppError)) options.log(error);
      // What is left of a body that nobody reads must not hold the connection.
      if (!request.complete) response.setHeader('connection', 'close');
      sendError(response, error);
    });
  });
  const closeSockets = attachSocket(server, { app, allowed: ({ headers }) => meant(headers), isToken });
  await listen(server, options.port, options.listen);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeSockets();
        server.closeAllConnections();
      }),
  };
}

function wrongMethod(): AppError {
  return new AppError('unsupported', 'This address does not take that method. Nothing was done.');
}

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve());
  });
}
