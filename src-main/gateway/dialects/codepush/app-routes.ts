import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { readOperatingSystem, targetOfName } from '#shared/features/codepush/app.ts';
import { type DialectRoute, RouteAnswer, route } from '../dialect.ts';
import { toApp, toDeployment, toMetrics } from './codec.ts';
import { appNamed, newestOf, placeOf } from './places.ts';
import {
  appChange,
  appParams,
  deploymentChange,
  deploymentParams,
  newApp,
  newDeployment,
  restApp,
  restDeployment,
  restMetrics,
} from './wire.ts';

export const APPS = '/apps';
export const APP = `${APPS}/:app`;
export const DEPLOYMENTS = `${APP}/deployments`;
export const DEPLOYMENT = `${DEPLOYMENTS}/:deployment`;

/** What every app has from the beginning, unless its maker wants to name them. */
const FIRST_CHANNELS = ['Production', 'Staging'];

/** The address of a new record, with names as they stand in addresses. */
export function locationOf(app: string, deployment?: string): string {
  const path = `${APPS}/${encodeURIComponent(app)}`;
  return deployment === undefined ? path : `${path}/deployments/${encodeURIComponent(deployment)}`;
}

function requireOperatingSystem(given: string | null) {
  const os = given === null ? null : readOperatingSystem(given);
  if (given === null || os !== null) return os;
  throw new AppError('invalid_input', `Slipway has no apps for ${given}. Nothing was changed.`, {
    field: 'os',
    hint: 'The operating systems are iOS, Android and Huawei.',
  });
}

const none = z.null();

/** Apps, and the deployments of each, which are channels here. */
export const appRoutes: readonly DialectRoute[] = [
  route({
    method: 'GET',
    path: APPS,
    spellings: [`${APPS}/`],
    level: 'read',
    summary: 'List the apps by name',
    status: 200,
    answer: z.object({ apps: z.array(restApp) }),
    handle: async (client, { caller }) => ({
      apps: (await client.codepush.apps()).map((app) => toApp(app, caller)),
    }),
  }),
  route({
    method: 'POST',
    path: APPS,
    spellings: [`${APPS}/`],
    level: 'admin',
    summary: 'Add an app with its deployments Production and Staging',
    status: 201,
    body: newApp,
    answer: z.object({ app: restApp }),
    async handle(client, { body, caller }) {
      const channels = body.manuallyProvisionDeployments ? [] : FIRST_CHANNELS;
      const app = await client.codepush.openApp({
        name: body.name,
        os: requireOperatingSystem(body.os ?? null),
        channels: channels.map((name) => ({ name, target: targetOfName(name) })),
      });
      return new RouteAnswer(201, { app: toApp(app, caller) }, { location: locationOf(app.name) });
    },
  }),
  route({
    method: 'GET',
    path: APP,
    level: 'read',
    summary: 'Get an app by its name',
    status: 200,
    params: appParams,
    answer: z.object({ app: restApp }),
    handle: async (client, { params, caller }) => ({
      app: toApp(await appNamed(client, params.app), caller),
    }),
  }),
  route({
    method: 'GET',
    path: `${APP}/collaborators`,
    level: 'read',
    summary: 'Get who works on an app: whoever has a token, which is whoever asks',
    status: 200,
    params: appParams,
    answer: restApp.pick({ collaborators: true }),
    async handle(client, { params, caller }) {
      const { collaborators } = toApp(await appNamed(client, params.app), caller);
      return { collaborators };
    },
  }),
  route({
    method: 'PATCH',
    path: APP,
    level: 'admin',
    summary: 'Rename an app',
    status: 200,
    params: appParams,
    body: appChange,
    answer: z.object({ app: restApp }),
    async handle(client, { params, body, caller }) {
      const app = await appNamed(client, params.app);
      const { projectId, os } = app;
      const renamed = body.name ? await client.codepush.renameApp({ projectId, os, name: body.name }) : app;
      return { app: toApp(renamed, caller) };
    },
  }),
  route({
    method: 'DELETE',
    path: APP,
    level: 'admin',
    summary: 'Remove an app that was never released to nor reported from',
    status: 204,
    params: appParams,
    answer: none,
    async handle(client, { params }) {
      const { projectId, os } = await appNamed(client, params.app);
      await client.codepush.removeApp({ projectId, os });
      return new RouteAnswer(204);
    },
  }),
  route({
    method: 'GET',
    path: DEPLOYMENTS,
    spellings: [`${DEPLOYMENTS}/`],
    level: 'read',
    summary: 'List the deployments of an app by name, each with its newest release',
    status: 200,
    params: appParams,
    answer: z.object({ deployments: z.array(restDeployment) }),
    async handle(client, { params, caller, base }) {
      const { channels } = await appNamed(client, params.app);
      const reader = { caller, base };
      return {
        deployments: await Promise.all(
          channels.map(async (channel) =>
            toDeployment(channel, await newestOf(client, channel), channels, reader),
          ),
        ),
      };
    },
  }),
  route({
    method: 'POST',
    path: DEPLOYMENTS,
    spellings: [`${DEPLOYMENTS}/`],
    level: 'admin',
    summary: 'Add a deployment, with a key of its own or one that installed apps have already',
    status: 201,
    params: appParams,
    body: newDeployment,
    answer: z.object({ deployment: restDeployment }),
    async handle(client, { params, body, caller, base }) {
      const app = await appNamed(client, params.app);
      const { projectId, os } = app;
      const { name, key = null } = body;
      const channel = await client.codepush.createChannel({
        projectId,
        os,
        name,
        key,
        target: targetOfName(name),
      });
      return new RouteAnswer(
        201,
        { deployment: toDeployment(channel, null, [], { caller, base }) },
        { location: locationOf(app.name, channel.name) },
      );
    },
  }),
  route({
    method: 'GET',
    path: DEPLOYMENT,
    level: 'read',
    summary: 'Get a deployment with its newest release',
    status: 200,
    params: deploymentParams,
    answer: z.object({ deployment: restDeployment }),
    async handle(client, { params, caller, base }) {
      const { app, channel } = await placeOf(client, params);
      const newest = await newestOf(client, channel);
      return { deployment: toDeployment(channel, newest, app.channels, { caller, base }) };
    },
  }),
  route({
    method: 'PATCH',
    path: DEPLOYMENT,
    level: 'admin',
    summary: 'Rename a deployment; its key and what it is for stay',
    status: 200,
    params: deploymentParams,
    body: deploymentChange,
    answer: z.object({ deployment: restDeployment }),
    async handle(client, { params, body, caller, base }) {
      const { app, channel } = await placeOf(client, params);
      const renamed = body.name
        ? await client.codepush.editChannel({ id: channel.id, name: body.name })
        : channel;
      const newest = await newestOf(client, channel);
      return { deployment: toDeployment(renamed, newest, app.channels, { caller, base }) };
    },
  }),
  route({
    method: 'DELETE',
    path: DEPLOYMENT,
    level: 'admin',
    summary: 'Remove a deployment that was never released to nor reported from',
    status: 204,
    params: deploymentParams,
    answer: none,
    async handle(client, { params }) {
      const { channel } = await placeOf(client, params);
      await client.codepush.removeChannel({ id: channel.id });
      return new RouteAnswer(204);
    },
  }),
  route({
    method: 'GET',
    path: `${DEPLOYMENT}/metrics`,
    level: 'read',
    summary: 'Get what clients reported, by label and by version of the binary',
    status: 200,
    params: deploymentParams,
    answer: z.object({ metrics: restMetrics }),
    async handle(client, { params }) {
      const { channel } = await placeOf(client, params);
      return { metrics: toMetrics((await client.codepush.metrics({ channelId: channel.id })).rows) };
    },
  }),
];
