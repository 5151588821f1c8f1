import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { uploadPackage, zipOf } from '../../support/packages.ts';
import { type GatewayApp, gatewayApp, type Reply } from '../gatewayApp.ts';
import { createDevice, type Device } from './device.ts';

/** Does not get smaller in a zip, so that a difference is clearly smaller than the whole. */
const IMAGE = randomBytes(30_000);

export interface ReleaseOptions {
  readonly channel?: Channel;
  readonly range?: string;
  readonly rollout?: number;
  readonly isMandatory?: boolean;
  readonly isDisabled?: boolean;
  readonly description?: string;
}

export const PUBLIC = '/v0.1/public/codepush';

/** A project with a staging and a production channel behind a real gateway. */
export async function codepushWorld(options: Parameters<typeof gatewayApp>[0] = {}) {
  const gateway: GatewayApp = await gatewayApp(options);
  const { client } = gateway.desk;
  const project = await client.project.create({ name: 'Payments', kind: 'mobile' });
  const open = (target: 'staging' | 'production') =>
    client.codepush.createChannel({ projectId: project.id, os: 'android', target });
  const staging = await open('staging');
  const production = await open('production');

  /** The body of an answer in the current protocol. */
  async function check(
    query: Readonly<Record<string, string>>,
    path = `${PUBLIC}/update_check`,
  ): Promise<Reply> {
    return gateway.send({ method: 'GET', path: `${path}?${new URLSearchParams(query)}`, token: null });
  }

  return {
    gateway,
    client,
    project,
    staging,
    production,
    check,

    /** Releases a package whose bundle is this text. */
    async release(text: string, more: ReleaseOptions = {}) {
      const { channel = staging, range = '1.0.0', ...facts } = more;
      const files = { 'CodePush/index.android.bundle': text, 'CodePush/assets/image.png': IMAGE };
      const packageHash = await uploadPackage(gateway.desk, await zipOf(files));
      const input = { channelId: channel.id, packageHash, targetBinaryRange: range, ...facts };
      return (await client.codepush.release(input)).release;
    },

    device: (
      clientId: string,
      more: { key?: string; binary?: string; sdkVersion?: string | null } = {},
    ): Device => createDevice({ url: gateway.url, key: staging.key, clientId, ...more }),

    /** Posts a status report as it is given. */
    report: (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
      gateway.send({ method: 'POST', path, body, headers, token: null }),

    /** The counters of a channel by place, only those that are not 0. */
    async counted(channel = staging): Promise<Record<string, Record<string, number>>> {
      const { rows } = await client.codepush.metrics({ channelId: channel.id });
      const shown = ['active', 'installed', 'downloaded', 'failed', 'anonymous'] as const;
      return Object.fromEntries(
        rows.map((row) => [
          row.place,
          Object.fromEntries(shown.filter((name) => row[name] !== 0).map((name) => [name, row[name]])),
        ]),
      );
    },

    /** Waits until every job is over, those that follow from a release among them. */
    /** Waits until so many jobs there have been, at least, and none runs: what follows a release starts a little after it. */
    async jobsEnded(least = 0): Promise<void> {
      const isOver = async () => {
        const jobs = await client.job.list({});
        return jobs.length >= least && jobs.every(({ status }) => status !== 'running');
      };
      while (!(await isOver())) await setTimeout(5);
    },

    async close(): Promise<void> {
      await this.jobsEnded();
      await gateway.desk.close();
    },
  };
}

export type CodePushWorld = Awaited<ReturnType<typeof codepushWorld>>;
