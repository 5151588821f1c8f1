import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '#shared/errors.ts';
import { type BlobStore, blobStore } from '../../blobs/store.ts';
import type { GatewayDoor } from '../door.ts';
import { GatewayProblem } from '../problems.ts';
import { readRange } from './byte-range.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** Files that were looked up before; only their existence in the folder is asked again. */
const REMEMBERED = 1000;

const gone = () =>
  new GatewayProblem(404, 'not_found', 'There is no such package, or it was cleaned up.', {
    hint: 'Ask for an update again.',
  });

export interface PackageAddress {
  readonly packageHash: string;
  readonly sha256: string;
}

export type PackageRequest = FastifyRequest<{ Params: PackageAddress }>;

/** Sends the files of packages and of the differences between them, and no other stored file. */
export function createPackages({ reader, blobs: folder }: Pick<GatewayDoor, 'reader' | 'blobs'>) {
  const { package: packages } = reader.stores;
  const blobs: BlobStore = blobStore(folder);
  const known = new Set<string>();

  /** Whether a package is made of these bytes, whole or as a difference. A build's file is not, whoever knows its hash. */
  function isOfPackage({ packageHash, sha256 }: PackageAddress): boolean {
    const address = `${packageHash} ${sha256}`;
    if (known.has(address)) return true;
    const found =
      packages.get(packageHash)?.blob === sha256 ||
      packages.diffs(packageHash).some(({ blob }) => blob === sha256);
    if (!found) return false;
    if (known.size >= REMEMBERED) known.clear();
    known.add(address);
    return true;
  }

  async function sizeOf({ packageHash, sha256 }: PackageAddress): Promise<number> {
    if (!SHA256.test(packageHash) || !SHA256.test(sha256) || !isOfPackage({ packageHash, sha256 }))
      throw gone();
    const size = await blobs.size(sha256);
    if (size === null) throw gone();
    return size;
  }

  /** What a file's answers have in common. Its bytes never change, so everybody may keep them for a year. */
  function describe(reply: FastifyReply, sha256: string): void {
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('etag', `"${sha256}"`)
      .header('accept-ranges', 'bytes')
      .header('access-control-expose-headers', 'Content-Length, Content-Range, ETag')
      .type('application/octet-stream');
  }

  const isKept = ({ headers }: PackageRequest, sha256: string): boolean =>
    (headers['if-none-match'] ?? '')
      .split(',')
      .some((tag) => [`"${sha256}"`, `W/"${sha256}"`, '*'].includes(tag.trim()));

  /** A piece is only good for who has the rest of the same bytes. */
  const rangeFor = ({ headers }: PackageRequest, sha256: string, size: number) =>
    headers['if-range'] === undefined || headers['if-range'] === `"${sha256}"`
      ? readRange(headers.range, size)
      : null;

  return {
    /** The length and the kind of a file. @throws 404. */
    async head(request: PackageRequest, reply: FastifyReply): Promise<FastifyReply> {
      const { sha256 } = request.params;
      const size = await sizeOf(request.params);
      describe(reply, sha256);
      return isKept(request, sha256) ? reply.code(304).send() : reply.header('content-length', size).send();
    },

    /**
     * A file, whole or one piece of it, with its exact length and never compressed: Android counts the bytes (spec/mobile
     * 3.5). @throws 404, 416.
     */
    async get(request: PackageRequest, reply: FastifyReply): Promise<FastifyReply> {
      const { sha256 } = request.params;
      const size = await sizeOf(request.params);
      if (isKept(request, sha256)) {
        describe(reply, sha256);
        return reply.code(304).send();
      }
      const range = rangeFor(request, sha256, size);
      if (range === 'unsatisfiable') {
        throw new GatewayProblem(
          416,
          'invalid_input',
          `The package has ${size} bytes; this piece lies behind them.`,
          {},
          { 'content-range': `bytes */${size}` },
        );
      }
      const opened = await blobs.open(sha256, range ?? undefined).catch((error) => {
        throw isAppError(error) && error.code === 'not_found' ? gone() : error;
      });
      describe(reply, sha256);
      if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
      return reply.header('content-length', opened.length).send(opened.stream);
    },
  };
}
