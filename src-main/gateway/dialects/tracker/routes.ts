import type { Client } from '#shared/contract/index.ts';
import { notFound } from '#shared/errors.ts';
import { type Dialect, route } from '../dialect.ts';
import { toDeployment, toError, toMatrix, toRecord } from './codec.ts';
import { shownAs } from './states.ts';
import {
  idParams,
  latestQuery,
  listQuery,
  newDeployment,
  statusChange,
  trackerDeployment,
  trackerError,
  trackerMatrix,
  trackerPage,
} from './wire.ts';

const BASE = '/api/v1/deployments';

async function componentNamed(client: Client, uid: string): Promise<number> {
  const { projectId } = await client.deployment.place({ projectUid: uid });
  if (projectId === null) throw notFound('component', uid);
  return projectId;
}

async function environmentNamed(client: Client, uid: string): Promise<number> {
  const { environmentId } = await client.deployment.place({ environmentUid: uid });
  if (environmentId === null) throw notFound('environment', uid);
  return environmentId;
}

const deploymentNamed = async (client: Client, uid: string) =>
  toDeployment(await client.deployment.facts({ uid }));

/** The component tracker: six operations over deployments; a component is a project. */
export const tracker: Dialect = {
  id: 'tracker',
  statuses: { illegal_transition: 400 },
  error: trackerError,
  errorBody: toError,
  routes: [
    route({
      method: 'GET',
      path: BASE,
      level: 'read',
      summary: 'List deployments with optional filters, newest created first',
      status: 200,
      query: listQuery,
      answer: trackerPage,
      async handle(client, { query: { componentId, environmentId, status, skip, take } }) {
        const { rows, total } = await client.deployment.page({
          projectUid: componentId ?? null,
          environmentUid: environmentId ?? null,
          statuses: status ? shownAs(status) : null,
          skip,
          take,
        });
        return { data: rows.map(toDeployment), total, skip, take };
      },
    }),
    route({
      method: 'GET',
      path: `${BASE}/matrix`,
      level: 'read',
      summary: 'Get the deployment matrix: latest successful version per component per environment',
      status: 200,
      answer: trackerMatrix,
      handle: async (client) => toMatrix(await client.deployment.running()),
    }),
    route({
      method: 'GET',
      path: `${BASE}/latest`,
      level: 'read',
      summary: 'Get the latest successful deployment per environment for a component',
      status: 200,
      query: latestQuery,
      answer: trackerDeployment.array(),
      async handle(client, { query: { componentId } }) {
        const projectId = await componentNamed(client, componentId);
        return (await client.deployment.latest({ projectId })).map(toDeployment);
      },
    }),
    route({
      method: 'GET',
      path: `${BASE}/:id`,
      level: 'read',
      summary: 'Get a deployment by ID',
      status: 200,
      params: idParams,
      answer: trackerDeployment,
      handle: (client, { params: { id } }) => deploymentNamed(client, id),
    }),
    route({
      method: 'POST',
      path: BASE,
      level: 'admin',
      summary: 'Record a new deployment',
      status: 201,
      body: newDeployment,
      answer: trackerDeployment,
      async handle(client, { body }) {
        const projectId = await componentNamed(client, body.componentId);
        const environmentId = await environmentNamed(client, body.environmentId);
        const { uid } = await client.deployment.record(toRecord(body, { projectId, environmentId }));
        return deploymentNamed(client, uid);
      },
    }),
    route({
      method: 'PATCH',
      path: `${BASE}/:id`,
      level: 'admin',
      summary: 'Update deployment status',
      status: 200,
      params: idParams,
      body: statusChange,
      answer: trackerDeployment,
      async handle(client, { params, body }) {
        const { id } = await client.deployment.facts({ uid: params.id });
        await client.deployment.move({ ids: [id], to: body.status, errorMessage: body.errorMessage ?? null });
        return deploymentNamed(client, params.id);
      },
    }),
  ],
};
