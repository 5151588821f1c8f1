import { createHash } from 'node:crypto';
import type { Selection } from '#shared/features/codepush/bucket.ts';
import { type PreparedChannel, prepareChannel } from '#shared/features/codepush/channel.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import type { Stores } from '../../store/index.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** How a channel draws its devices, with this side's hash. */
export function selectionOf({ selection, key }: Pick<Channel, 'selection' | 'key'>): Selection {
  return selection === 'codepush' ? { policy: 'codepush' } : { policy: 'shuffled', channelKey: key, sha256 };
}

/** Reads a channel once for many update checks; to be read again after a change of it. */
export function readPrepared(stores: Stores, channel: Channel): PreparedChannel<ChannelRelease> {
  const { projectId, os, target } = channel;
  const awaited = stores.package.awaitedBy(channel.id);
  const releases = stores.codepush.history(channel.id);
  return prepareChannel({
    releases:
      awaited.size === 0
        ? releases
        : releases.map((release) => ({ ...release, hasContents: !awaited.has(release.packageHash) })),
    selection: selectionOf(channel),
    forcedBuilds: stores.build.forced(projectId, os, target),
  });
}
