import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import type { ChannelHistory } from '#shared/features/codepush/history.ts';
import type { Ctx } from '../../context.ts';
import { ensureMobilePlace } from '../build/place.ts';

/** Bytes of chance in a deployment key of ours. */
const KEY_BYTES = 27;

export function requireChannel({ stores }: Ctx, id: number): Channel {
  const channel = stores.channel.get(id);
  if (!channel) throw notFound('channel', id);
  return channel;
}

/** `Payments android-production`: what a sentence and the log call a channel. */
export function channelLabel({ project, os, name }: Pick<Channel, 'project' | 'os' | 'name'>): string {
  return `${project} ${os} ${name}`;
}

/**
 * The version that a release of a channel has among the project's others: `android-staging-v3`, and `android-qa-v3` in a
 * channel of another name than its target's.
 */
export function releaseTag(
  { os, target, name }: Pick<Channel, 'os' | 'target' | 'name'>,
  label: string,
): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${os}-${plain || target}-${label}`;
}

/** A channel with its releases, as the rules need it. */
export function historyOf({ stores }: Ctx, channel: Channel): ChannelHistory {
  return {
    channel: { uid: channel.uid, name: channelLabel(channel), project: channel.project },
    policy: channel.selection,
    lastNumber: channel.lastNumber,
    releases: stores.codepush.history(channel.id),
  };
}

/** Devices of a channel that failed on these contents and will ignore them whatever label they carry (spec/mobile 2.9). */
export function failedDevices({ stores }: Ctx, channelId: number, packageHash: string): number {
  const counts = stores.client.counts(channelId);
  return stores.codepush
    .history(channelId)
    .filter((release) => release.packageHash === packageHash)
    .reduce((sum, { label }) => sum + (counts.get(label)?.failed ?? 0), 0);
}

/** Devices that are somewhere in a channel: the sum of what is active. */
export function devicesOf({ stores }: Ctx, channelId: number): number {
  return stores.board.devices(channelId);
}

const facts = ({ name, key, os, target, selection, publicKey }: Channel) => ({
  name,
  key,
  os,
  target,
  selection,
  signed: publicKey !== null,
});

function requireFree(ctx: Ctx, { id, projectId, os, name, key }: Omit<Channel, 'project'>): void {
  const { stores } = ctx;
  const [sameName, sameKey] = [stores.channel.named(projectId, os, name), stores.channel.idByKey(key)];
  const taken =
    sameName !== null && sameName !== id ? 'name' : sameKey !== null && sameKey !== id ? 'key' : null;
  if (taken === null) return;
  const other = requireChannel(ctx, (taken === 'name' ? sameName : sameKey) as number);
  throw new AppError(
    'conflict',
    taken === 'name'
      ? `${other.project} has a channel ${name} for ${os} already. Nothing was changed.`
      : `This deployment key belongs to ${channelLabel(other)}. Nothing was changed.`,
    {
      field: taken,
      hint: taken === 'name' ? 'Choose another name.' : 'A key belongs to one channel; let Slipway make one.',
      object: { noun: 'codepush', id: other.uid, label: channelLabel(other), project: other.project },
    },
  );
}

type CreateChannel = ParsedInputOf<(typeof codepushContract)['createChannel']>;

/**
 * Opens a channel. Its name is Staging or Production unless one is given; its key is made unless an app has one already.
 * @throws not_found, conflict for a name or key that is taken.
 */
export function createChannel(ctx: Ctx, { reason, ...input }: CreateChannel): Channel {
  const { stores } = ctx;
  const { project, environment } = ensureMobilePlace(ctx, input.projectId, input, 'code-push');
  const fresh = {
    uid: ctx.uid(),
    projectId: project.id,
    os: input.os,
    target: input.target,
    name: input.name ?? (input.target === 'staging' ? 'Staging' : 'Production'),
    key: input.key ?? ctx.secret(KEY_BYTES),
    selection: input.selection,
    environmentId: environment.id,
    publicKey: input.publicKey,
    createdAt: ctx.now(),
  };
  requireFree(ctx, { ...fresh, id: 0, lastNumber: 0, quarantined: 0 });
  stores.project.link(project.id, environment.id);
  const channel = requireChannel(ctx, stores.channel.insert(fresh));
  ctx.changed('codepush', channel.id, {
    verb: 'codepush.createChannel',
    object: { uid: channel.uid, label: channelLabel(channel) },
    project: channel.project,
    environment: environment.name,
    reason,
    after: facts(channel),
  });
  return channel;
}

type EditChannel = ParsedInputOf<(typeof codepushContract)['editChannel']>;

/** Changes a channel's name, key, selection or public key. @throws not_found, conflict as `createChannel`. */
export function editChannel(ctx: Ctx, { id, reason, ...input }: EditChannel): Channel {
  const before = requireChannel(ctx, id);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after: Channel = { ...before, ...given };
  requireFree(ctx, after);
  ctx.stores.channel.update(after);
  ctx.changed('codepush', id, {
    verb: 'codepush.editChannel',
    object: { uid: before.uid, label: channelLabel(after) },
    project: before.project,
    reason,
    before: facts(before),
    after: facts(after),
  });
  return after;
}
