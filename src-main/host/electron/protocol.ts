import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { net, protocol } from 'electron';
import { failure, success } from '#shared/contract/wire.ts';
import { AppError, errorCodes, isAppError } from '#shared/errors.ts';
import type { App } from '../../app.ts';
import { rendererFile, securityHeaders } from '../renderer-files.ts';
import { ORIGIN, SCHEME } from './channels.ts';

/** Declares our scheme; Electron wants that before it is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

interface ProtocolOptions {
  readonly app: App;
  readonly renderer: string;
  /** The development server whose answers take the place of the built page; null everywhere else. */
  readonly developmentServer: string | null;
  log(error: unknown): void;
}

const streamed = (stream: Readable) =>
  Readable.toWeb(stream) as unknown as ConstructorParameters<typeof Response>[0];

function replied(status: number, value: unknown): Response {
  return Response.json(value, { status, headers: { ...securityHeaders, 'cache-control': 'no-store' } });
}

function refused(error: unknown): Response {
  const reply = failure(error);
  return replied(reply.ok ? 200 : errorCodes[reply.error.code], reply);
}

async function files({ app }: ProtocolOptions, request: Request, id: string): Promise<Response> {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== ORIGIN) {
    throw new AppError('forbidden', 'Slipway answers only to its own page. Nothing was stored.');
  }
  if (request.method === 'PUT') {
    const body = (request.body as unknown as ReadableStream<Uint8Array> | null) ?? Readable.from([]);
    return replied(200, success(await app.files().put(id, body)));
  }
  if (request.method !== 'GET') throw new AppError('unsupported', 'A file is put or got. Nothing was done.');
  const file = app.files().get(id);
  return new Response(streamed(file.stream), {
    headers: {
      ...securityHeaders,
      'content-type': file.contentType,
      'content-length': String(file.size),
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
    },
  });
}

async function answer(options: ProtocolOptions, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const nothing = new AppError('not_found', 'There is nothing at this address.');
  if (url.host !== 'slipway') throw nothing;
  if (url.pathname.startsWith('/files/')) {
    return files(options, request, url.pathname.slice('/files/'.length));
  }
  if (options.developmentServer !== null) {
    return net.fetch(new URL(url.pathname + url.search, options.developmentServer).href);
  }
  const file = rendererFile(options.renderer, url.pathname);
  if (!file) throw nothing;
  return new Response(streamed(createReadStream(file.path)), { headers: file.headers });
}

/** Answers `app://slipway`: the built page and the streamed files. */
export function serveScheme(options: ProtocolOptions): void {
  protocol.handle(SCHEME, async (request) => {
    try {
      return await answer(options, request);
    } catch (error) {
      if (!isAppError(error)) options.log(error);
      return refused(error);
    }
  });
}
