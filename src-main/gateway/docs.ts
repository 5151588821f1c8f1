import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Dialect } from './dialects/dialect.ts';

type Spoken = Pick<Dialect, 'tokenHeader'>;

/** The ways to show a token, by their names in `security`: as Bearer, or bare in a header of a dialect's own. */
function securitySchemes(dialects: readonly Spoken[]) {
  const headers = dialects.flatMap(({ tokenHeader: name }) => (name === undefined ? [] : [name]));
  return {
    token: { type: 'http', scheme: 'bearer' } as const,
    ...Object.fromEntries(headers.map((name) => [name, { type: 'apiKey', in: 'header', name } as const])),
  };
}

/** What an operation of a dialect takes as a token: any one of these. */
export function securityOf({ tokenHeader }: Spoken): Record<string, string[]>[] {
  return [{ token: [] }, ...(tokenHeader === undefined ? [] : [{ [tokenHeader]: [] }])];
}

/** Collects the routes that are registered after it into one OpenAPI document, served as `/openapi.json`. */
export async function collectDocs(
  app: FastifyInstance,
  dialects: readonly Spoken[],
  version: string,
  baseUrl: string | null,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Slipway gateway',
        version,
        description:
          'The vendors’ own paths over one workspace. Tokens are made in Settings, Gateway. Every POST honours Idempotency-Key.',
      },
      servers: [{ url: baseUrl ?? '/' }],
      components: { securitySchemes: securitySchemes(dialects) },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** The OpenAPI page, out of the package's own files: nothing of it comes from the network. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(helmet, {
      // The gateway speaks plain HTTP on loopback: nothing to upgrade to, nothing to remember.
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:'],
          'connect-src': ["'self'"],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'frame-ancestors': ["'none'"],
        },
      },
    });
    await pages.register(swaggerUi, { routePrefix: '/docs', uiConfig: { docExpansion: 'list' } });
  });
}
