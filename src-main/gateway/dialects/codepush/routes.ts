import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { type Dialect, type DialectRoute, route } from '../dialect.ts';
import { APP, appRoutes } from './app-routes.ts';
import { accountOf, toAccessKey, toError } from './codec.ts';
import { releaseRoutes } from './release-routes.ts';
import { restAccessKey, restAccount, restError, sessionParams } from './wire.ts';

const TOKENS_HINT =
  'Access keys are made and revoked in Settings, Gateway; each reaches every app of the workspace.';

/** Who may do what is not decided through a key, so that a lost one cannot make others. */
function refusing(
  method: DialectRoute['method'],
  path: string,
  spellings: readonly string[] = [],
): DialectRoute {
  return route({
    method,
    path,
    spellings,
    level: 'read',
    summary: 'Refused: access is given in Settings, Gateway',
    status: 204,
    answer: z.null(),
    async handle() {
      throw new AppError('unsupported', 'Access is not given through this door. Nothing was changed.', {
        hint: TOKENS_HINT,
      });
    },
  });
}

/**
 * The management API that the CodePush command line speaks, up to version 2 and in the self-hosted server (spec/mobile
 * 3.7). An app is an operating system of a project, a deployment is a channel. An access key is a gateway token.
 */
export const codepush: Dialect = {
  id: 'codepush',
  statuses: {},
  error: restError,
  errorBody: toError,
  routes: [
    route({
      method: 'GET',
      path: '/authenticated',
      level: 'read',
      summary: 'Whether the access key is known',
      status: 200,
      answer: z.object({ authenticated: z.literal(true) }),
      handle: async () => ({ authenticated: true }),
    }),
    route({
      method: 'GET',
      path: '/account',
      level: 'read',
      summary: 'Whom the access key stands for',
      status: 200,
      answer: z.object({ account: restAccount }),
      handle: async (_client, { caller }) => ({
        account: { name: caller.personName, email: accountOf(caller), linkedProviders: [] },
      }),
    }),
    route({
      method: 'GET',
      path: '/accessKeys',
      spellings: ['/accessKeys/'],
      level: 'read',
      summary: 'The access key that is used; keys are made and revoked in Settings, Gateway',
      status: 200,
      answer: z.object({ accessKeys: z.array(restAccessKey) }),
      handle: async (_client, { caller }) => ({ accessKeys: [toAccessKey(caller)] }),
    }),
    route({
      method: 'DELETE',
      path: '/sessions/:machine',
      level: 'read',
      summary: 'There are no sessions: who has an access key is logged in',
      status: 204,
      params: sessionParams,
      answer: z.null(),
      async handle(_client, { params }) {
        throw new AppError('not_found', `There are no sessions associated with "${params.machine}".`, {
          hint: TOKENS_HINT,
        });
      },
    }),
    refusing('POST', '/accessKeys', ['/accessKeys/']),
    refusing('PATCH', '/accessKeys/:name'),
    refusing('DELETE', '/accessKeys/:name'),
    refusing('POST', `${APP}/collaborators/:email`),
    refusing('DELETE', `${APP}/collaborators/:email`),
    refusing('POST', `${APP}/transfer/:email`),
    ...appRoutes,
    ...releaseRoutes,
  ],
};
