import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GatewayProblem } from './problems.ts';

/**
 * 6,000 requests of one token in 10 s: 600 a second without end, and a pipeline that opens with 1,000 at once is far
 * from it. One writer thread commits a few thousand small commands a second, so a single client cannot take the
 * workspace away from the desk and from the others. Who runs into it waits 10 s at the most.
 */
const TOKEN_REQUESTS = 6000;
const TOKEN_WINDOW = 10_000;

/** 60 failed log-ins of one address in a minute. Secrets are 256 bits, so this spares the log, it guards no secret. */
const FAILED_LOGINS = 60;
const FAILED_WINDOW = 60_000;

export interface Limits {
  /** Counts a request of a known token. @throws 429. */
  request(request: FastifyRequest): Promise<void>;
  /** Counts a failed log-in of an address; valid tokens from there go on. @throws 429. */
  failedLogin(request: FastifyRequest): Promise<void>;
}

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

function guarded(limiter: Limiter, message: string) {
  return async (request: FastifyRequest): Promise<void> => {
    const state = await limiter(request);
    if (state.isAllowed || !state.isExceeded) return;
    throw new GatewayProblem(
      429,
      'unavailable',
      message,
      { reason: 'rate_limited', hint: `Try again in ${state.ttlInSeconds} s.` },
      { 'retry-after': String(state.ttlInSeconds) },
    );
  };
}

export async function createLimits(app: FastifyInstance): Promise<Limits> {
  await app.register(rateLimit, { global: false });
  return {
    request: guarded(
      app.createRateLimit({
        max: TOKEN_REQUESTS,
        timeWindow: TOKEN_WINDOW,
        keyGenerator: (request) => String(request.token?.id),
      }),
      `This token sent more than ${TOKEN_REQUESTS} requests in ${TOKEN_WINDOW / 1000} s. Nothing was changed.`,
    ),
    failedLogin: guarded(
      app.createRateLimit({ max: FAILED_LOGINS, timeWindow: FAILED_WINDOW }),
      'Too many requests without a valid token came from this address. Nothing was changed.',
    ),
  };
}
