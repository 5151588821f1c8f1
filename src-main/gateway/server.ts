import type { AddressInfo } from 'node:net';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { AppError } from '#shared/errors.ts';
import { systems } from '#shared/systems.ts';
import { isLoopback } from '../host-names.ts';
import { mountAcquisition } from './acquisition/routes.ts';
import { dialectAt } from './dialects/at.ts';
import { type Dialect, pathsOf } from './dialects/dialect.ts';
import { dialects } from './dialects/index.ts';
import { collectDocs, serveDocs } from './docs.ts';
import type { GatewayDoor } from './door.ts';
import { guardOf } from './guard.ts';
import { createIdempotency } from './idempotency.ts';
import { createLimits } from './limits.ts';
import { loggedPath, openRequestLog } from './log.ts';
import { mountDialect, parseJsonBodies, refuseOtherMethods } from './mount.ts';
import { GatewayProblem, internalProblem, neutralBody, type Problem, problemOf } from './problems.ts';
import { createTokens } from './tokens.ts';
import { validatorCompiler } from './validate.ts';

/** Plain values, so that they cross to a thread. */
export interface GatewayServerOptions {
  readonly address: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly baseUrl: string | null;
  /** The folder of the request log. */
  readonly data: string;
  readonly version: string;
}

export interface GatewayServer {
  readonly url: string;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

const BODY_LIMIT = 1024 * 1024;
/** How long a request may take to arrive whole: 2 GB at 10 Mbit/s. Its head has a minute, by Node's own limit. */
const REQUEST_TIMEOUT = 30 * 60_000;

/** A name of 120 characters in a path, each of four bytes and percent-encoded. */
const LONGEST_NAME = 1440;

type Guard = ReturnType<typeof guardOf>;

const spokenAt = dialectAt(dialects);

/** Words a problem in a language; null is nobody's. */
function sendProblem(reply: FastifyReply, problem: Problem, dialect: Dialect | null): void {
  const status = dialect?.statusOf?.(problem) ?? problem.status;
  reply.code(status).send(dialect ? dialect.errorBody(problem) : neutralBody(problem));
}

/** Words whatever was thrown in the language of the route it was thrown in, or among whose paths it was. */
function answerError(door: GatewayDoor, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const dialect = request.routeOptions.config?.dialect ?? spokenAt(request.url);
  let problem = problemOf(error, dialect?.statuses ?? {});
  if (!problem) {
    door.log(error);
    problem = internalProblem();
  }
  if (error instanceof GatewayProblem) reply.headers({ ...error.headers });
  sendProblem(reply, problem, dialect);
}

const unknownPath = () =>
  new GatewayProblem(404, 'not_found', 'There is nothing at this path.', {
    hint: 'GET /docs lists every operation.',
  });

/** Puts together an application that does not listen yet. */
async function compose(
  options: GatewayServerOptions,
  door: GatewayDoor,
  guard: Guard,
): Promise<FastifyInstance> {
  const log = openRequestLog(options.data);
  const logged = (request: FastifyRequest, status: number, ms: number) =>
    log.request({
      method: request.method,
      path: loggedPath(request.url),
      status,
      ms: Math.round(ms * 10) / 10,
      token: request.token?.id ?? null,
      address: request.ip,
    });
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LONGEST_NAME },
    // A path that cannot be decoded meets no hook, so the guard stands here once more.
    frameworkErrors(_error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
      let problem = new GatewayProblem(
        400,
        'invalid_input',
        'This path cannot be read. Nothing was changed.',
      );
      try {
        guard(request.headers, () => false);
      } catch (refusal) {
        if (refusal instanceof GatewayProblem) problem = refusal;
      }
      logged(request, problem.problem.status, 0);
      sendProblem(reply, problem.problem, spokenAt(request.url));
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  // No compiled serialisers: they are slower here than plain JSON, and response schemas only document.
  app.setSerializerCompiler(() => JSON.stringify);
  app.decorateRequest('token', null);
  app.decorateRequest('rawBody', '');
  // Every request passes these two, so they are plain callbacks: a promise each would cost a tenth of a small answer.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    try {
      guard(request.headers, () => request.routeOptions.config?.anyOrigin === true);
      done();
    } catch (refusal) {
      done(refusal as Error);
    }
  });
  app.addHook('onResponse', (request, reply, done) => {
    logged(request, reply.statusCode, reply.elapsedTime);
    done();
  });
  app.addHook('onClose', async () => log.close());
  app.setErrorHandler((error, request, reply) => answerError(door, error, request, reply));
  app.setNotFoundHandler(async () => {
    throw unknownPath();
  });
  parseJsonBodies(app);

  const tokens = createTokens(door, await createLimits(app));
  const tools = { door, tokens, idempotency: createIdempotency(door), baseUrl: options.baseUrl };
  app.addHook('onClose', () => tokens.settled());
  await collectDocs(app, dialects, options.version, options.baseUrl);
  for (const dialect of dialects) mountDialect(app, dialect, tools);
  refuseOtherMethods(
    app,
    dialects
      .flatMap(({ routes }) => routes)
      .flatMap((route) => pathsOf(route).map((path) => ({ method: route.method, path }))),
  );
  await mountAcquisition(app, door, options.baseUrl);
  const spoken = dialects.map(({ id }) => ({ id, label: systems[id].label }));
  app.get('/', { schema: { hide: true } }, (_request, reply) => {
    reply.send({ name: 'Slipway', version: options.version, dialects: spoken, docs: '/docs' });
  });
  await serveDocs(app);
  return app;
}

/** Why it cannot listen, as a sentence for Settings. */
function listenError(error: unknown, { address, port }: GatewayServerOptions): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new AppError('unavailable', `Port ${port} is used by another program, so the gateway is off.`, {
        hint: 'Choose another port, or end that program.',
      });
    case 'EACCES':
      return new AppError(
        'unavailable',
        `This account may not listen on port ${port}, so the gateway is off.`,
        {
          hint: 'Choose a port above 1023.',
        },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EINVAL':
      return new AppError('unavailable', `This machine has no address ${address}, so the gateway is off.`, {
        hint: 'Use 127.0.0.1, or an address of this machine.',
      });
    default:
      return error;
  }
}

/** Where others reach it: a loopback address as it is, any other by the first name it answers to. */
function urlOf({ address, allowedHosts }: GatewayServerOptions, port: number): string {
  const name = isLoopback(address) ? address : (allowedHosts[0] ?? address);
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`;
}

/** Starts to listen. @throws AppError in a sentence when the address cannot be had. */
export async function startServer(options: GatewayServerOptions, door: GatewayDoor): Promise<GatewayServer> {
  const app = await compose(options, door, guardOf(options));
  try {
    await app.listen({ host: options.address, port: options.port });
  } catch (error) {
    await app.close();
    throw listenError(error, options);
  }
  const { port } = app.server.address() as AddressInfo;
  return { url: urlOf(options, port), close: () => app.close() };
}
