import type { BoardChannel, BoardRollout } from '#shared/features/codepush/board.ts';

/** A rollout with the channel that it is in. */
export interface PlacedRollout {
  readonly channel: BoardChannel;
  readonly release: BoardRollout;
}

/** The rollouts of some channels, in their own order. */
export function rolloutsOf(
  channels: readonly BoardChannel[],
  rollouts: readonly BoardRollout[],
): PlacedRollout[] {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  return rollouts.flatMap((release) => {
    const channel = byId.get(release.channelId);
    return channel ? [{ channel, release }] : [];
  });
}
