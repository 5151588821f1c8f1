import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from '#shared/contract/wire.ts';
import { failure } from '#shared/contract/wire.ts';
import { AppError, errorCodes } from '#shared/errors.ts';
import { securityHeaders } from '../renderer-files.ts';

/** Answers with JSON; an envelope's status follows from its code. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  });
  response.end(body);
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  sendJson(response, reply.ok ? 200 : errorCodes[reply.error.code], reply);
}

export function sendError(response: ServerResponse, error: unknown): void {
  sendReply(response, failure(error));
}

/** Reads a small JSON body. @throws invalid_input when it is too long or no JSON. */
export async function readJson(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > mostBytes) {
      throw new AppError('invalid_input', `The body is longer than ${mostBytes} bytes. Nothing was done.`, {
        hint: 'Send big content as a file: PUT /files/<id>, then name the id.',
      });
    }
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new AppError('invalid_input', 'The body is not JSON. Nothing was done.', {
      hint: 'Send {"procedure": "…", "input": …}.',
    });
  }
}
