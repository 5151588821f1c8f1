import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { ForeignKey } from '#shared/features/mobile/contract.ts';
import { type Dialect, route } from '../dialect.ts';
import {
  codePushDeployment,
  type DeploymentAnswer,
  deployment,
  deploymentPage,
  metrics,
  refusal,
} from './answers.ts';
import { toDeployment, toFilter, toPage } from './codec.ts';
import { distributionRoutes } from './distributions.ts';
import { toError } from './errors.ts';
import { keyOf } from './ids.ts';
import { inProject, LIST, named, ONE } from './paths.ts';
import {
  deploymentParams,
  listQuery,
  projectParams,
  releaseEditBody,
  rollbackBody,
  storeStateBody,
} from './wire.ts';

type OfDeployment = z.output<typeof deploymentParams>;

interface Asked {
  readonly params: OfDeployment;
  readonly base: string;
}

/** A deployment of the path's project: the path's own, or another by its key. */
async function read(
  client: Client,
  { params, base }: Asked,
  key: ForeignKey = params.deploymentId,
): Promise<DeploymentAnswer> {
  const { row, project } = await client.mobile.get({ ...inProject(params), deployment: key });
  return toDeployment(row, project, { organization: params.organizationId, base });
}

/**
 * A project's builds, releases and store distributions: twelve operations of one organization, which is the workspace.
 * A token comes as Bearer or in a header of its own, and stands for the user who cancels, releases and delivers.
 */
export const akinon: Dialect = {
  id: 'akinon',
  tokenHeader: 'x-access-token',
  statuses: { conflict: 400, illegal_transition: 400, unsupported: 400 },
  error: refusal,
  errorBody: toError,
  routes: [
    route({
      method: 'GET',
      path: LIST,
      level: 'read',
      summary: 'Get organizations project deployments',
      status: 200,
      params: projectParams,
      query: listQuery,
      answer: deploymentPage,
      async handle(client, { params, query, base }) {
        const { page, limit, sort } = query;
        const slice = { ...inProject(params), skip: (page - 1) * limit, take: limit };
        const filter = toFilter(query);
        const found =
          filter === null && sort === undefined
            ? await client.mobile.page(slice)
            : await client.mobile.search({ ...slice, filter: filter ?? {}, order: sort ?? [] });
        return toPage(found, query, { organization: params.organizationId, base });
      },
    }),
    route({
      method: 'GET',
      path: ONE,
      level: 'read',
      summary: 'Get a organization project deployment',
      status: 200,
      params: deploymentParams,
      answer: deployment,
      handle: read,
    }),
    route({
      method: 'PATCH',
      path: `${ONE}/cancel`,
      level: 'admin',
      summary: 'Cancel a organization project deployment',
      status: 200,
      params: deploymentParams,
      answer: deployment,
      async handle(client, { params, base }) {
        const { deploymentId, kind } = await client.mobile.place(named(params));
        if (kind === 'build') await client.build.cancel({ id: deploymentId });
        else await client.deployment.move({ ids: [deploymentId], to: 'canceled' });
        return read(client, { params, base });
      },
    }),
    route({
      method: 'PATCH',
      path: `${ONE}/storestate`,
      level: 'report',
      summary: 'Update deployment store state',
      status: 200,
      params: deploymentParams,
      body: storeStateBody,
      answer: deployment,
      async handle(client, { params, body, base }) {
        const { deploymentId } = await client.mobile.place(named(params));
        await client.build.setStoreState({ id: deploymentId, state: body.isOnStore });
        return read(client, { params, base });
      },
    }),
    route({
      method: 'GET',
      path: `${ONE}/metrics`,
      level: 'read',
      summary: 'Get a organization project deployment metrics',
      status: 200,
      params: deploymentParams,
      answer: metrics,
      async handle(client, { params }) {
        const rows = await client.mobile.metrics(named(params));
        return rows.map(({ place, ...counters }) => ({ label: place, ...counters }));
      },
    }),
    route({
      method: 'PATCH',
      path: `${ONE}/code-push-release`,
      level: 'admin',
      summary: 'Update a organization project deployment release',
      status: 200,
      params: deploymentParams,
      body: releaseEditBody,
      answer: deployment,
      async handle(client, { params, body, base }) {
        const { deploymentId } = await client.mobile.release(named(params));
        await client.codepush.edit({ deploymentId, ...body.release });
        return read(client, { params, base });
      },
    }),
    route({
      method: 'POST',
      path: `${ONE}/rollback-release`,
      level: 'admin',
      summary: 'Rollback a organization project deployment code push',
      status: 200,
      params: deploymentParams,
      body: rollbackBody,
      answer: codePushDeployment,
      async handle(client, { params, body, base }) {
        const { channelId } = await client.mobile.release(named(params));
        const { release } = await client.codepush.rollback({
          how: 'rollback',
          channelId,
          label: body.releaseLabel,
        });
        return read(client, { params, base }, keyOf(release.deploymentId));
      },
    }),
    route({
      method: 'POST',
      path: `${ONE}/promote-release`,
      level: 'admin',
      summary: 'Promote a organization project deployment code push',
      status: 200,
      params: deploymentParams,
      answer: codePushDeployment,
      async handle(client, { params, base }) {
        const { deploymentId } = await client.mobile.release(named(params));
        const { release } = await client.codepush.promote({ deploymentId });
        return read(client, { params, base }, keyOf(release.deploymentId));
      },
    }),
    ...distributionRoutes,
  ],
};
