import { SYSTEM } from '../../context.ts';
import { changedIds, type Follower, type Surroundings } from '../../jobs/follower.ts';
import type { Stores } from '../../store/index.ts';

/** The newest release of a channel, when no difference leads to it from the contents before it, which most devices have. */
function releaseWithoutDiffs({ codepush, package: packages }: Stores, channelId: number): string | null {
  const history = codepush.history(channelId);
  const newest = history.at(-1);
  const before = history.findLast(({ packageHash }) => packageHash !== newest?.packageHash);
  if (!newest || !before) return null;
  const made = packages.diffs(newest.packageHash).some(({ fromHash }) => fromHash === before.packageHash);
  return made ? null : newest.label;
}

/**
 * A release is followed by the differences that lead to it: the job is started once for each release that lacks some,
 * whatever becomes of it, as devices can always take the whole package.
 */
export function followChannels({ stores, jobs, log }: Surroundings): Follower {
  const followed = new Map<number, string>();
  return {
    follow(changes) {
      for (const channelId of changedIds(changes, 'codepush')) {
        const label = releaseWithoutDiffs(stores, channelId);
        if (label === null || followed.get(channelId) === label) continue;
        followed.set(channelId, label);
        jobs.start('codepush.makeDiffs', { channelId }, SYSTEM).catch(log);
      }
    },
  };
}
