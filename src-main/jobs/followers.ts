import type { Stores } from '../store/index.ts';
import type { Reader } from '../threads/reader.ts';
import type { Log, OnChanges } from '../threads/workers.ts';
import { SYSTEM } from '../transactor.ts';
import type { JobQueue } from './queue.ts';

interface Followers {
  readonly reader: Pick<Reader, 'stores'>;
  readonly jobs: Pick<JobQueue, 'start'>;
  readonly log: Log;
}

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
 * What follows from a change without anybody asking: a release is followed by the differences that lead to it. The job
 * is started once for each release that lacks some, whatever becomes of it: devices can always take the whole package.
 */
export function createFollowers({ reader, jobs, log }: Followers): OnChanges {
  const followed = new Map<number, string>();

  function followRelease(channelId: number): void {
    const label = releaseWithoutDiffs(reader.stores, channelId);
    if (label === null || followed.get(channelId) === label) return;
    followed.set(channelId, label);
    jobs.start('codepush.makeDiffs', { channelId }, SYSTEM).catch(log);
  }

  return (changes) => {
    const channels = changes.flatMap(({ noun, id }) => (noun === 'codepush' && id !== 0 ? [Number(id)] : []));
    for (const channelId of new Set(channels)) {
      try {
        followRelease(channelId);
      } catch (error) {
        // The change is committed and announced: what cannot follow it now is logged, not thrown at whoever made it.
        log(error);
      }
    }
  };
}
