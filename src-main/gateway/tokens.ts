import type { FastifyRequest } from 'fastify';
import type { Token } from '#shared/features/token/contract.ts';
import { type ScopeLevel, scopeLevels } from '#shared/systems.ts';
import { hashToken } from '../features/token/engine.ts';
import type { Dialect } from './dialects/dialect.ts';
import { callerOf, type GatewayDoor } from './door.ts';
import type { Limits } from './limits.ts';
import { GatewayProblem } from './problems.ts';

/** `last used` is exact to the minute: a write for every request would double the work of reading. */
const LAST_USED_EVERY = 60_000;
const BEARER = /^bearer +([\x21-\x7e]{1,500})$/i;
const BARE = /^[\x21-\x7e]{1,500}$/;

type Spoken = Pick<Dialect, 'id' | 'tokenHeader'>;

/** The secret of a request: `Authorization` first, then the header in which the dialect's clients send it bare. */
function secretOf({ headers }: FastifyRequest, { tokenHeader }: Spoken): string | null {
  const bearer = BEARER.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined || tokenHeader === undefined) return bearer ?? null;
  const bare = headers[tokenHeader];
  return typeof bare === 'string' && BARE.test(bare) ? bare : null;
}

/** Whether the scopes reach a level of a system: admin implies report, report implies read. */
function reaches(scopes: Token['scopes'], system: Dialect['id'], level: ScopeLevel): boolean {
  return scopeLevels
    .slice(scopeLevels.indexOf(level))
    .some((granted) => scopes.includes(`${system}:${granted}`));
}

function unauthenticated(message: string): GatewayProblem {
  return new GatewayProblem(
    401,
    'unauthenticated',
    message,
    { hint: 'Send "Authorization: Bearer" and a token from Settings, Gateway.' },
    { 'www-authenticate': 'Bearer realm="Slipway"' },
  );
}

export interface Tokens {
  /** Finds out on whose behalf a request comes in and leaves the token on it. @throws 401, 403, 429. */
  authenticate(request: FastifyRequest, dialect: Spoken, level: ScopeLevel): Promise<void>;
  /** Waits for what is still being written. */
  settled(): Promise<void>;
}

export function createTokens({ reader, writer, now, log }: GatewayDoor, limits: Limits): Tokens {
  const touched = new Map<number, number>();
  const writing = new Set<Promise<unknown>>();

  /** Looked up anew for each request, so a token that was just revoked is refused at once. */
  function find(request: FastifyRequest, dialect: Spoken): Token | GatewayProblem {
    const secret = secretOf(request, dialect);
    if (secret === null) return unauthenticated('A token is needed.');
    const token = reader.stores.token.byHash(hashToken(secret));
    if (!token) return unauthenticated('This token is not known here.');
    if (token.revokedAt !== null) return unauthenticated('This token was revoked.');
    if (token.expiresAt !== null && token.expiresAt <= now())
      return unauthenticated('This token has expired.');
    return token;
  }

  function touch(token: Token): void {
    const at = now();
    if (at - (touched.get(token.id) ?? token.lastUsedAt ?? 0) < LAST_USED_EVERY) return;
    touched.set(token.id, at);
    const write = writer
      .chunk('token.used', { id: token.id }, callerOf(token))
      .catch(log)
      .finally(() => writing.delete(write));
    writing.add(write);
  }

  return {
    async authenticate(request, dialect, level) {
      const found = find(request, dialect);
      if (found instanceof GatewayProblem) {
        await limits.failedLogin(request);
        throw found;
      }
      request.token = found;
      await limits.request(request);
      const scope = `${dialect.id}:${level}`;
      if (!reaches(found.scopes, dialect.id, level)) {
        throw new GatewayProblem(403, 'forbidden', `This needs a token with the scope ${scope}.`, {
          hint: 'Create one with that scope in Settings, Gateway.',
        });
      }
      touch(found);
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}
