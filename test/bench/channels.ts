import { setTimeout } from 'node:timers/promises';
import type { Client } from '#shared/contract/index.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { zipOf } from '../support/packages.ts';

/** A desk that releases to channels, in this process or in another one. */
export interface ReleasingDesk {
  readonly client: Client;
  upload(fileId: string, content: Buffer): Promise<unknown>;
}

const isRunning = async (client: Client) =>
  (await client.job.list({ limit: 200 })).some(({ status }) => status === 'running');

/** A channel with so many releases, each a package of its own; `ballast` makes the packages as large as real ones. */
export async function channelOf(
  { client, upload }: ReleasingDesk,
  name: string,
  releases: number,
  ballast: Buffer = Buffer.alloc(0),
): Promise<Channel> {
  const [known] = await client.project.list();
  const project = known ?? (await client.project.create({ name: 'Bench', kind: 'mobile' }));
  const channel = await client.codepush.createChannel({
    projectId: project.id,
    os: 'android',
    target: 'staging',
    name,
  });
  for (let number = 1; number <= releases; number += 1) {
    const fileId = `bench-${name}-${String(number).padStart(3, '0')}`;
    const files = { 'CodePush/index.android.bundle': `${name} ${number}`, 'CodePush/ballast': ballast };
    await upload(fileId, await zipOf(files));
    const { id } = await client.codepush.inspect({ fileId, channelId: channel.id });
    while ((await client.job.get({ id })).status === 'running') await setTimeout(5);
    const { result } = await client.job.get({ id });
    await client.codepush.release({
      channelId: channel.id,
      packageHash: String(result?.packageHash),
      targetBinaryRange: '1.0.x',
      isMandatory: number % 10 === 0,
    });
  }
  // Every release is followed by a job that makes differences.
  while (await isRunning(client)) await setTimeout(10);
  return channel;
}

/** An id as devices make them up. */
export const clientId = (index: number) => `3f2504e0-4f89-11d3-9a0c-${index.toString(16).padStart(12, '0')}`;
