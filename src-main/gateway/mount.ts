import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { Token } from '#shared/features/token/contract.ts';
import { systems } from '#shared/systems.ts';
import { addressFor } from './address.ts';
import {
  type Dialect,
  type DialectRoute,
  type IncomingPackage,
  pathsOf,
  RouteAnswer,
} from './dialects/dialect.ts';
import { securityOf } from './docs.ts';
import { callerOf, clientOf, type GatewayDoor } from './door.ts';
import type { Idempotency } from './idempotency.ts';
import { GatewayProblem } from './problems.ts';
import type { Tokens } from './tokens.ts';
import { createUpload, takeMultipart, type Upload } from './upload.ts';

declare module 'fastify' {
  interface FastifyRequest {
    token: Token | null;
    /** The body as it came, for the fingerprint of a repeated request. */
    rawBody: string;
  }
  interface FastifyContextConfig {
    dialect?: Dialect;
    /** A public route: pages of any site may call it. */
    anyOrigin?: boolean;
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

interface MountTools {
  readonly door: GatewayDoor;
  readonly tokens: Tokens;
  readonly idempotency: Idempotency;
  readonly baseUrl: string | null;
}

function scopeSentence({ id, tokenHeader }: Dialect, { level }: DialectRoute): string {
  const header = tokenHeader === undefined ? '' : ` The token may also come alone in ${tokenHeader}.`;
  return `Needs the scope ${id}:${level}.${header}`;
}

function schemaOf(dialect: Dialect, route: DialectRoute): RouteOptions['schema'] {
  return {
    summary: route.summary,
    description: scopeSentence(dialect, route),
    tags: [systems[dialect.id].label],
    security: securityOf(dialect),
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.file === undefined ? {} : { consumes: ['multipart/form-data'] }),
    response: {
      [route.status]: route.answer.describe(route.summary),
      '4xx': dialect.error.describe('A refusal; nothing was changed'),
    },
  };
}

/** The client of a token's person; a token stands for the same one as long as it lives. */
function clientsOf(door: GatewayDoor): (token: Token) => Client {
  const clients = new Map<number, Client>();
  return (token) => {
    let client = clients.get(token.id);
    if (!client) {
      client = clientOf(door, callerOf(token));
      clients.set(token.id, client);
    }
    return client;
  };
}

function tokenOf(request: FastifyRequest): Token {
  if (!request.token) throw new Error('a request that came this far has a token');
  return request.token;
}

const noUpload: IncomingPackage = {
  receive: () => Promise.reject(new Error('this route takes no package')),
  keep: () => Promise.reject(new Error('this route takes no package')),
};

/** What a route answers, with the status and headers that it has when it names none. */
function answerOf(route: DialectRoute, result: unknown): RouteAnswer {
  return result instanceof RouteAnswer ? result : new RouteAnswer(route.status, result);
}

/** Carries out one operation: at once, or once for all requests under the same Idempotency-Key. */
function handlerOf(route: DialectRoute, { door, idempotency, baseUrl }: MountTools) {
  const clientFor = clientsOf(door);
  const addressOf = addressFor(baseUrl);

  const answer = async (request: FastifyRequest, client: Client, upload: Upload | null) =>
    answerOf(
      route,
      await route.handle(client, {
        params: request.params,
        query: request.query,
        body: request.body,
        caller: tokenOf(request),
        base: addressOf(request.headers.host),
        upload: upload ?? noUpload,
      }),
    );

  async function answerOnce(request: FastifyRequest, reply: FastifyReply, upload: Upload | null) {
    const token = tokenOf(request);
    if (upload) request.rawBody = await upload.fingerprint();
    const kept = await idempotency.once(request, token, async (once) => {
      const client = clientOf(door, { ...callerOf(token), once });
      const { status, headers, body } = await answer(request, client, upload);
      return { status, headers, body: body === null ? '' : JSON.stringify(body) };
    });
    if (kept.replayed) reply.header('idempotency-replayed', 'true');
    reply.code(kept.status).headers(kept.headers);
    return kept.body === '' ? reply.send() : reply.type('application/json; charset=utf-8').send(kept.body);
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const token = tokenOf(request);
    const upload = route.file === undefined ? null : createUpload(door, request, route.file, callerOf(token));
    try {
      if (route.method === 'POST' && request.headers['idempotency-key'] !== undefined)
        return await answerOnce(request, reply, upload);
      const { status, headers, body } = await answer(request, clientFor(token), upload);
      reply.code(status).headers(headers);
      return body === null ? reply.send() : reply.send(body);
    } finally {
      await upload?.drop();
    }
  };
}

/** Registers a dialect's operations: token, scope and limit before the body is read, Idempotency-Key on every POST. */
export function mountDialect(app: FastifyInstance, dialect: Dialect, tools: MountTools): void {
  const { tokens } = tools;
  for (const route of dialect.routes) {
    const handler = handlerOf(route, tools);
    const register = (to: FastifyInstance) => {
      for (const url of pathsOf(route)) {
        const schema = schemaOf(dialect, route) ?? {};
        to.route({
          method: route.method,
          url,
          schema: url === route.path ? schema : { ...schema, hide: true },
          config: { dialect },
          ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
          onRequest: (request) => tokens.authenticate(request, dialect, route.level),
          handler,
        });
      }
    };
    if (route.file === undefined) register(app);
    else
      app.register(async (child) => {
        await takeMultipart(child);
        register(child);
      });
  }
}

/** Answers 405 with the methods that a path does have, before anything of the request is read. */
export function refuseOtherMethods(
  app: FastifyInstance,
  routes: readonly { readonly method: string; readonly path: string }[],
): void {
  const paths = new Map<string, Set<string>>();
  for (const { method, path } of routes) {
    paths.set(path, (paths.get(path) ?? new Set()).add(method));
  }
  for (const [url, methods] of paths) {
    const allowed = [...methods, ...(methods.has('GET') ? ['HEAD'] : [])].join(', ');
    app.route({
      method: METHODS.filter((method) => !methods.has(method)),
      url,
      schema: { hide: true },
      onRequest: async () => {
        throw new GatewayProblem(
          405,
          'unsupported',
          `This path answers to ${allowed} only. Nothing was changed.`,
          { reason: 'method' },
          { allow: allowed },
        );
      },
      handler: async () => null,
    });
  }
}

/** Whether an operation can do without a body. */
function takesNothing(schema: unknown): boolean {
  return schema === undefined || (schema as z.ZodType).safeParse(null).success;
}

/**
 * Parses JSON and keeps the text; every other kind of body is refused. Many clients name the type even where an
 * operation needs no body, so nothing at all is taken there.
 */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    request.rawBody = body;
    if (body === '' && takesNothing(request.routeOptions.schema?.body)) done(null);
    else parse(request, body, done);
  });
}
