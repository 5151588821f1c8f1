import type { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { ForeignKey } from '#shared/features/mobile/contract.ts';
import { route } from '../dialect.ts';
import { distribution } from './answers.ts';
import { toDistribution } from './codec.ts';
import { keyOf } from './ids.ts';
import { named, ONE } from './paths.ts';
import { fromDistributionStatus } from './states.ts';
import { deploymentParams, distributionChangeBody, distributionParams, newDistributionBody } from './wire.ts';

const LIST = `${ONE}/distributions`;

/** A distribution of the path's build by its key. */
async function read(client: Client, params: z.output<typeof deploymentParams>, key: ForeignKey) {
  return toDistribution(await client.mobile.distribution({ ...named(params), distribution: key }));
}

/** The deliveries of a build to the tracks of its store; the store follows from the build. */
export const distributionRoutes = [
  route({
    method: 'GET',
    path: LIST,
    level: 'read',
    summary: 'Get a organization project deployment distributions',
    status: 200,
    params: deploymentParams,
    answer: distribution.array(),
    handle: async (client, { params }) =>
      (await client.mobile.distributions(named(params))).map(toDistribution),
  }),
  route({
    method: 'POST',
    path: LIST,
    level: 'admin',
    summary: 'Create a organization project deployment distribution',
    status: 201,
    params: deploymentParams,
    body: newDistributionBody,
    answer: distribution,
    async handle(client, { params, body }) {
      const { deploymentId } = await client.mobile.place(named(params));
      const { distribution: made } = await client.distribution.create({ deploymentId, ...body });
      return read(client, params, keyOf(made.id));
    },
  }),
  route({
    method: 'GET',
    path: `${LIST}/:distributionId`,
    level: 'read',
    summary: 'Get a organization project deployment distribution',
    status: 200,
    params: distributionParams,
    answer: distribution,
    handle: (client, { params }) => read(client, params, params.distributionId),
  }),
  route({
    method: 'PATCH',
    path: `${LIST}/:distributionId`,
    level: 'report',
    summary: 'Update a organization project deployment distribution',
    status: 200,
    params: distributionParams,
    body: distributionChangeBody,
    answer: distribution,
    async handle(client, { params, body: { status, remoteId } }) {
      const key = params.distributionId;
      const { id } = await client.mobile.distribution({ ...named(params), distribution: key });
      await client.distribution.report({
        id,
        status: status === undefined ? null : fromDistributionStatus[status],
        remoteId: remoteId ?? null,
      });
      return read(client, params, key);
    },
  }),
];
