import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Token } from '#shared/features/token/contract.ts';
import type { Caller } from '../context.ts';
import { callerOf, type GatewayDoor } from './door.ts';
import { GatewayProblem } from './problems.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

interface Answered {
  readonly status: number;
  /** What belongs to the answer beside its body, such as Location. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it was sent. */
  readonly body: string;
}

interface KeptAnswer extends Answered {
  readonly replayed: boolean;
}

interface Answer extends Answered {
  readonly request: string;
}

export interface Idempotency {
  /**
   * Does the work of a key once: the same request again is answered with what it was answered before, for a day at
   * least, also when the application died before it could answer. Only what succeeded is kept: a refusal changed nothing and may be tried again with the same key.
   * @throws 400 for an unusable key, 409 for another request under a key that is taken.
   */
  once(
    request: FastifyRequest,
    token: Token,
    work: (once: NonNullable<Caller['once']>) => Promise<Answered>,
  ): Promise<KeptAnswer>;
}

const fingerprint = ({ method, url, rawBody }: FastifyRequest) =>
  createHash('sha256').update(`${method} ${url}\n${rawBody}`).digest('hex');

export function createIdempotency({ reader, writer }: GatewayDoor): Idempotency {
  /** What is under way, so that a resent request waits for the first instead of passing it. */
  const running = new Map<string, Promise<Answer>>();

  function keptUnder(tokenId: number, key: string): Answer | null {
    const kept = reader.stores.token.keptAnswer(tokenId, key);
    return kept ? { ...kept, headers: JSON.parse(kept.headers) as Answer['headers'] } : null;
  }

  function replay({ request: first, ...kept }: Answer, request: string): KeptAnswer {
    if (first !== request) {
      throw new GatewayProblem(
        409,
        'conflict',
        'This Idempotency-Key belongs to another request. Nothing was changed.',
        { hint: 'Send a new key with a new request, and the same key only with the same body.' },
      );
    }
    return { ...kept, replayed: true };
  }

  return {
    async once(request, token, work) {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || !KEY.test(key)) {
        throw new GatewayProblem(
          400,
          'invalid_input',
          'An Idempotency-Key has 1 to 255 visible characters. Nothing was changed.',
        );
      }
      const own = fingerprint(request);
      const name = `${token.id} ${key}`;
      const ahead = await running.get(name)?.catch(() => null);
      const kept = ahead ?? keptUnder(token.id, key);
      if (kept) return replay(kept, own);
      if (running.has(name)) return this.once(request, token, work);
      const doing = (async (): Promise<Answer> => {
        const answer = { ...(await work({ key, request: own })), request: own };
        const stored = { ...answer, headers: JSON.stringify(answer.headers) };
        await writer.chunk('token.answered', { tokenId: token.id, key, ...stored }, callerOf(token));
        return answer;
      })();
      running.set(name, doing);
      try {
        return { ...(await doing), replayed: false };
      } finally {
        running.delete(name);
      }
    },
  };
}
