import type { OutputOf } from '#shared/contract/define.ts';
import { boardRanges, rememberRanges, SHOWN_RANGES } from '#shared/features/codepush/board.ts';
import type { codepushContract } from '#shared/features/codepush/contract.ts';
import type { Ctx } from '../../context.ts';

type Place = Pick<OutputOf<typeof codepushContract.board>['channels'][number], 'projectId' | 'os' | 'target'>;

const placeOf = ({ projectId, os, target }: Place) => `${projectId} ${os} ${target}`;

/** Every channel with what is served in it, and every rollout that is under way: the whole screen in one answer. */
export function readBoard({ stores }: Ctx): OutputOf<typeof codepushContract.board> {
  const live = new Map(
    stores.appStatus
      .all(null)
      .filter((status) => status.live)
      .map((status) => [placeOf(status), status]),
  );
  const ranges = rememberRanges();
  const channels = stores.board.channels().map((channel) => {
    const found = stores.board.ranges(channel.id, SHOWN_RANGES + 1);
    const status = live.get(placeOf(channel));
    return {
      ...channel,
      live: status
        ? {
            deploymentId: status.deploymentId,
            envVersion: status.envVersion,
            storeVersion: status.storeVersion,
            versionCode: status.versionCode,
          }
        : null,
      ranges: boardRanges(found.slice(0, SHOWN_RANGES), ranges),
      hasMore: found.length > SHOWN_RANGES,
    };
  });
  return { channels, rollouts: stores.board.rollouts() };
}
