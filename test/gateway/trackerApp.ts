import { withPlace } from '../support/testApp.ts';
import type { GatewayApp } from './gatewayApp.ts';

export const BASE = '/api/v1/deployments';
export const NOBODY = '01939000-0000-7000-8000-ffffffffffff';
export const words = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'] as const;
export type Word = (typeof words)[number];

/** A component in an environment, with the ids by which the tracker knows them. */
export async function placed(app: GatewayApp, project = 'checkout-api', environment = 'prod-eu') {
  const ids = await withPlace(app.desk.client, project, environment);
  const { uid: componentId = '' } =
    (await app.desk.client.project.list()).find(({ id }) => id === ids.projectId) ?? {};
  const { uid: environmentId = '' } =
    (await app.desk.client.environment.list()).find(({ id }) => id === ids.environmentId) ?? {};
  return { ids, componentId, environmentId };
}
export type Place = Awaited<ReturnType<typeof placed>>;

export const report = ({ componentId, environmentId }: Place, more: object = {}) => ({
  componentId,
  environmentId,
  version: 'v2.3.1',
  deployedBy: 'ci-bot',
  ...more,
});

export const badRequest = (message: string) => ({ statusCode: 400, error: 'Bad Request', message });
export const notThere = (noun: string, id = NOBODY) => ({
  statusCode: 404,
  error: 'Not Found',
  message: `There is no ${noun} ${id} in this workspace.`,
});
