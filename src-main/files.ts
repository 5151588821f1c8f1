import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AppError } from '#shared/errors.ts';
import type { Folders } from './jobs/folders.ts';

/** The streamed door beside `call`: big bodies go in and out as files with an id, never through an envelope. */
export interface FileDoor {
  put(
    id: string,
    body: ReadableStream<Uint8Array> | Readable,
  ): Promise<{ id: string; size: number; sha256: string }>;
  get(id: string): { stream: Readable; size: number; contentType: string; name: string };
}

const INCOMING_ID = /^[A-Za-z0-9_-]{8,64}$/;
const OUTGOING_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,120}$/;

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
};

export function fileDoor(folders: Folders): FileDoor {
  return {
    async put(id, body) {
      if (!INCOMING_ID.test(id)) {
        throw new AppError(
          'invalid_input',
          'A file id has 8 to 64 letters, digits, - or _. Nothing was stored.',
        );
      }
      const path = join(folders.incoming, id);
      const hash = createHash('sha256');
      let size = 0;
      const partial = `${path}.part`;
      try {
        await pipeline(
          body instanceof Readable ? body : Readable.fromWeb(body),
          async function* (source: AsyncIterable<Buffer>) {
            for await (const piece of source) {
              hash.update(piece);
              size += piece.length;
              yield piece;
            }
          },
          createWriteStream(partial),
        );
        renameSync(partial, path);
      } catch (error) {
        rmSync(partial, { force: true });
        const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
        throw new AppError(
          'unavailable',
          full
            ? 'The disk is full. The file was not stored.'
            : 'The upload broke off. Nothing of it was kept.',
          { hint: full ? 'Free some space, then send it again.' : 'Send it again.' },
        );
      }
      return { id, size, sha256: hash.digest('hex') };
    },
    get(id) {
      const path = join(folders.outgoing, id);
      if (!OUTGOING_ID.test(id) || id.includes('..') || !existsSync(path)) {
        throw new AppError('not_found', 'There is no such file, or it was cleaned up.', {
          hint: 'Make it again.',
        });
      }
      return {
        stream: createReadStream(path),
        size: statSync(path).size,
        contentType: contentTypes[extname(id)] ?? 'application/octet-stream',
        name: id,
      };
    },
  };
}
