import { z } from 'zod';
import type { Client } from '#shared/contract/index.ts';
import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { GatewayProblem } from '../../problems.ts';
import { type DialectRoute, RouteAnswer, route } from '../dialect.ts';
import { DEPLOYMENT, locationOf } from './app-routes.ts';
import { type Reader, toChanges, toPackage } from './codec.ts';
import { channelNamed, historyOf, type Place, placeOf, releaseOf } from './places.ts';
import {
  deploymentParams,
  newPackage,
  promoteParams,
  releaseChange,
  restPackage,
  rollbackParams,
} from './wire.ts';

const RELEASE = `${DEPLOYMENT}/release`;
const ROLLBACK = `${DEPLOYMENT}/rollback`;
const HISTORY = `${DEPLOYMENT}/history`;

const answer = z.object({ package: restPackage });

/** The answer to whatever made a release: it, and where its deployment is. */
function created({ app, channel }: Place, release: ReleaseRow, reader: Reader): RouteAnswer {
  return new RouteAnswer(
    201,
    { package: toPackage(release, app.channels, reader) },
    { location: locationOf(app.name, channel.name) },
  );
}

/** The text beside the file. @throws 400 naming the field. */
function readNewPackage(text: string | undefined): z.output<typeof newPackage> {
  let given: unknown;
  try {
    given = JSON.parse(text ?? '{}');
  } catch {
    throw new GatewayProblem(400, 'invalid_input', 'packageInfo is not valid JSON. Nothing was changed.');
  }
  const { data, error } = newPackage.safeParse(given);
  if (data) return data;
  const [issue] = error.issues;
  throw new GatewayProblem(
    400,
    'invalid_input',
    `packageInfo.${issue?.path.join('.')}: ${issue?.message}. Nothing was changed.`,
  );
}

const edited = ['targetBinaryRange', 'description', 'isDisabled', 'isMandatory', 'rollout'] as const;

async function rollBack(
  client: Client,
  params: { readonly app: string; readonly deployment: string },
  label: string | null,
  reader: Reader,
): Promise<RouteAnswer> {
  const place = await placeOf(client, params);
  const { release } = await client.codepush.rollback({
    how: 'rollback',
    channelId: place.channel.id,
    label,
  });
  return created(place, release, reader);
}

/** The releases of a deployment: in, on, back and out. */
export const releaseRoutes: readonly DialectRoute[] = [
  route({
    method: 'GET',
    path: HISTORY,
    level: 'read',
    summary: 'List the releases of a deployment, oldest first',
    status: 200,
    params: deploymentParams,
    answer: z.object({ history: z.array(restPackage) }),
    async handle(client, { params, caller, base }) {
      const { app, channel } = await placeOf(client, params);
      const releases = await historyOf(client, channel);
      return { history: releases.map((release) => toPackage(release, app.channels, { caller, base })) };
    },
  }),
  route({
    method: 'DELETE',
    path: HISTORY,
    level: 'admin',
    summary: 'Clear the history of a deployment: nothing of it is served any more; the labels go on',
    status: 204,
    params: deploymentParams,
    answer: z.null(),
    async handle(client, { params }) {
      const { channel } = await placeOf(client, params);
      await client.codepush.clearHistory({ channelId: channel.id });
      return new RouteAnswer(204);
    },
  }),
  route({
    method: 'POST',
    path: RELEASE,
    level: 'admin',
    summary: 'Release a package: the file "package", and what it is as JSON in the field "packageInfo"',
    status: 201,
    params: deploymentParams,
    file: 'package',
    answer,
    async handle(client, { params, upload, caller, base }) {
      const place = await placeOf(client, params);
      const { fields } = await upload.receive();
      const info = readNewPackage(fields.get('packageInfo'));
      const { packageHash } = await upload.keep(place.channel.publicKey);
      const { release } = await client.codepush.release({
        channelId: place.channel.id,
        packageHash,
        targetBinaryRange: info.appVersion,
        description: info.description ?? '',
        isMandatory: info.isMandatory ?? false,
        isDisabled: info.isDisabled ?? false,
        rollout: info.rollout ?? 100,
      });
      return created(place, release, { caller, base });
    },
  }),
  route({
    method: 'PATCH',
    path: RELEASE,
    level: 'admin',
    summary: 'Edit a release, the newest unless a label is named; 204 when nothing is different',
    status: 200,
    params: deploymentParams,
    body: releaseChange,
    answer,
    async handle(client, { params, body, caller, base }) {
      const { app, channel } = await placeOf(client, params);
      const info = body.packageInfo ?? {};
      const before = await releaseOf(client, channel, info.label ?? null);
      const { deploymentId } = before;
      const { release } = await client.codepush.edit({ deploymentId, ...toChanges(info) });
      if (edited.every((field) => release[field] === before[field])) return new RouteAnswer(204);
      return { package: toPackage(release, app.channels, { caller, base }) };
    },
  }),
  route({
    method: 'POST',
    path: `${DEPLOYMENT}/promote/:destination`,
    level: 'admin',
    summary: 'Promote a release, the newest unless a label is named, to another deployment of the app',
    status: 201,
    params: promoteParams,
    body: releaseChange,
    answer,
    async handle(client, { params, body, caller, base }) {
      const { app, channel } = await placeOf(client, params);
      const destination = channelNamed(app, params.destination);
      const info = body.packageInfo ?? {};
      const { deploymentId } = await releaseOf(client, channel, info.label ?? null);
      const { release } = await client.codepush.promote({
        deploymentId,
        destinationId: destination.id,
        ...toChanges(info),
      });
      return created({ app, channel: destination }, release, { caller, base });
    },
  }),
  route({
    method: 'POST',
    path: ROLLBACK,
    spellings: [`${ROLLBACK}/`],
    level: 'admin',
    summary: 'Roll back to the release before the newest',
    status: 201,
    params: deploymentParams,
    answer,
    handle: (client, { params, caller, base }) => rollBack(client, params, null, { caller, base }),
  }),
  route({
    method: 'POST',
    path: `${ROLLBACK}/:label`,
    level: 'admin',
    summary: 'Roll back to the release of a label',
    status: 201,
    params: rollbackParams,
    answer,
    handle: (client, { params, caller, base }) => rollBack(client, params, params.label, { caller, base }),
  }),
];
