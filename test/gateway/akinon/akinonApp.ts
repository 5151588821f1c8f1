import type { BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import type { TestApp } from '../../support/testApp.ts';
import { type Call, type GatewayApp, gatewayApp, type Reply } from '../gatewayApp.ts';
import { openSchema, type Schema } from './schema.ts';

const API = '/api/v1';
const ORGANIZATIONS = `${API}/organizations`;

/** An id of 24 digits that no record has. */
export const NOBODY = 'ffffffffffffffffffffffff';

/** Our integer id as the door writes it. */
export const hexId = (id: number) => id.toString(16).padStart(24, '0');

export const organizationOf = async ({ client }: Pick<TestApp, 'client'>) => {
  const { workspace } = await client.workspace.state();
  return (workspace?.uid ?? '').replaceAll('-', '').slice(0, 24);
};

/** The path of a project's deployments. */
export const listPath = (organization: string, projectId: number | string) =>
  `${ORGANIZATIONS}/${organization}/projects/${typeof projectId === 'number' ? hexId(projectId) : projectId}/deployments`;

let schema: Promise<Schema> | null = null;

/** Sends, and checks every answer of the twelve operations against the vendor's document. */
export function checked(app: GatewayApp) {
  const faults: string[] = [];
  const answered = new Set<string>();
  return {
    faults,
    /** `operation status` of every answer so far. */
    answered,
    async send(call: Call): Promise<Reply> {
      schema ??= openSchema();
      const reply = await app.send(call);
      const { status, json } = reply;
      const { operation, faults: found } = (await schema).check({
        method: call.method,
        path: call.path.replace(API, ''),
        status,
        json,
      });
      answered.add(`${operation} ${status}`);
      faults.push(...found);
      return reply;
    },
  };
}

export interface ReleaseOptions {
  readonly channel?: Channel;
  readonly rollout?: number;
  readonly range?: string;
  readonly parentId?: number | null;
  readonly description?: string;
}

/** A mobile project with its channels, a gateway, and what a pipeline would have put there. */
export async function akinonApp(options: Parameters<typeof gatewayApp>[0] = {}) {
  const app = await gatewayApp(options);
  const { client } = app.desk;
  const { faults, answered, send } = checked(app);
  const project = await client.project.create({ name: 'Payments App', kind: 'mobile' });
  const open = (os: OperatingSystem, target: BuildTarget) =>
    client.codepush.createChannel({ projectId: project.id, os, target });
  const staging = await open('android', 'staging');
  const production = await open('android', 'production');
  const organization = await organizationOf(app.desk);
  const base = listPath(organization, project.id);
  const call = (method: string, path: string, body?: unknown, token?: string | null) =>
    send({
      method,
      path: base + path,
      ...(body === undefined ? {} : { body }),
      ...(token === undefined ? {} : { token }),
    });
  return {
    app,
    client,
    project,
    staging,
    production,
    organization,
    base,
    faults,
    answered,
    send,
    get: (path: string, token?: string | null) => call('GET', path, undefined, token),
    post: (path: string, body?: unknown, token?: string | null) => call('POST', path, body, token),
    patch: (path: string, body?: unknown, token?: string | null) => call('PATCH', path, body, token),
    build: (more: Partial<Parameters<typeof client.build.create>[0]> = {}) =>
      client.build.create({
        projectId: project.id,
        os: 'android',
        target: 'production',
        tag: 'v2.3.1',
        envVersion: '2.3.1',
        status: 'succeeded',
        ...more,
      }),
    async release(
      text: string,
      { channel = staging, rollout = 100, range = '1.0.0', ...more }: ReleaseOptions = {},
    ) {
      const packageHash = await uploadPackage(app.desk, await bundle(text));
      const { release } = await client.codepush.release({
        channelId: channel.id,
        packageHash,
        targetBinaryRange: range,
        rollout,
        ...more,
      });
      return release;
    },
    close: () => app.desk.close(),
  };
}
export type AkinonApp = Awaited<ReturnType<typeof akinonApp>>;

export const refusedField = (fields: Record<string, unknown>) => ({ validationError: fields });
export const refused = (...messages: unknown[]) => ({ apiError: messages });
