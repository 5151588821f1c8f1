import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAppError } from '#shared/errors.ts';
import { blobStore, type StagedBlob } from '../blobs/store.ts';
import type { Caller } from '../context.ts';
import { keepPackage, LARGEST_PACKAGE } from '../features/codepush/intake.ts';
import { requireRoom } from '../features/storage/engine.ts';
import type { IncomingPackage } from './dialects/dialect.ts';
import type { GatewayDoor } from './door.ts';
import { GatewayProblem } from './problems.ts';

const MOST_FIELDS = 20;
const LONGEST_FIELD = 64 * 1024;

/** Lets the routes that are registered on `child` take multipart bodies; nothing of them is read before it is asked for. */
export async function takeMultipart(child: FastifyInstance): Promise<void> {
  await child.register(multipart, {
    limits: {
      files: 1,
      fields: MOST_FIELDS,
      parts: MOST_FIELDS + 1,
      fieldSize: LONGEST_FIELD,
      // The store of files counts for itself, and says how much is too much.
      fileSize: Number.POSITIVE_INFINITY,
    },
  });
}

interface ReceivedPackage {
  readonly fields: ReadonlyMap<string, string>;
  readonly staged: StagedBlob;
  readonly fileName: string | null;
}

export interface Upload extends IncomingPackage {
  /** What the body said, as a text that is the same for the same body. */
  fingerprint(): Promise<string>;
  /** Takes away what was received and not kept. */
  drop(): Promise<void>;
}

const missing = (name: string) =>
  new GatewayProblem(400, 'invalid_input', `The body has no file named ${name}. Nothing was changed.`, {
    hint: `Send the package as the multipart field "${name}".`,
  });

function tooLarge(error: unknown): unknown {
  if (!isAppError(error) || error.details.reason !== 'too_large') return error;
  return new GatewayProblem(413, error.code, error.message, { reason: 'too_large' });
}

/** The package of a request: streamed into the folder of stored files, with the memory of a few pieces. */
export function createUpload(
  { reader, writer, blobs: folder }: GatewayDoor,
  request: FastifyRequest,
  name: string,
  caller: Caller,
): Upload {
  let receiving: Promise<ReceivedPackage> | null = null;
  let staged: StagedBlob | null = null;

  async function read(): Promise<ReceivedPackage> {
    if (!request.isMultipart()) {
      throw new GatewayProblem(
        415,
        'unsupported',
        'The body must be multipart/form-data. Nothing was changed.',
        {
          reason: 'media_type',
        },
      );
    }
    const announced = Number(request.headers['content-length']);
    const mostBytes = requireRoom(reader.stores, Number.isFinite(announced) ? announced : 1, LARGEST_PACKAGE);
    const fields = new Map<string, string>();
    let fileName: string | null = null;
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else if (part.fieldname === name) {
        fileName = part.filename || null;
        staged = await blobStore(folder).stage(part.file, { mostBytes });
      } else part.file.resume();
    }
    if (staged === null) throw missing(name);
    return { fields, staged, fileName };
  }

  const receive = (): Promise<ReceivedPackage> => {
    receiving ??= read().catch((error) => {
      throw tooLarge(error);
    });
    return receiving;
  };

  return {
    receive,
    async keep(publicKey) {
      const found = await receive();
      return keepPackage(found.staged, { fileName: found.fileName, publicKey }, (facts) =>
        writer.chunk('package.keep', facts, caller),
      );
    },
    async fingerprint() {
      const { fields, staged: file } = await receive();
      return JSON.stringify([file.sha256, [...fields].sort()]);
    },
    drop: async () => staged?.drop(),
  };
}
