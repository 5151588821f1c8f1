import { SYSTEM } from '../context.ts';
import { neededBy } from '../features/workflow/follow.ts';
import type { Stores } from '../store/index.ts';
import type { Reader } from '../threads/reader.ts';
import type { Log, OnChanges, Workers } from '../threads/workers.ts';
import type { JobQueue } from './queue.ts';

interface Followers {
  readonly reader: Pick<Reader, 'stores'>;
  readonly jobs: Pick<JobQueue, 'start'>;
  readonly workers: Pick<Workers, 'chunk'>;
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
 * What follows from a change without anybody asking. A release is followed by the differences that lead to it: the job
 * is started once for each release that lacks some, whatever becomes of it, as devices can always take the whole
 * package. A run of a workflow is begun once nothing is in its way, and ended when its deployment is.
 */
export function createFollowers({ reader, jobs, workers, log }: Followers): OnChanges {
  const followed = new Map<number, string>();
  const underWay = new Set<number>();

  function followRelease(channelId: number): void {
    const label = releaseWithoutDiffs(reader.stores, channelId);
    if (label === null || followed.get(channelId) === label) return;
    followed.set(channelId, label);
    jobs.start('codepush.makeDiffs', { channelId }, SYSTEM).catch(log);
  }

  function followRuns(): void {
    for (const { runId, need } of neededBy(reader.stores)) {
      if (underWay.has(runId)) continue;
      underWay.add(runId);
      const asked =
        need === 'execute'
          ? jobs.start('workflow.execute', { runId }, SYSTEM)
          : workers.chunk('workflow.settle', { runId }, SYSTEM);
      asked.catch(log).finally(() => underWay.delete(runId));
    }
  }

  return (changes) => {
    if (changes.some(({ noun }) => noun === 'workflow' || noun === 'deployment')) {
      try {
        followRuns();
      } catch (error) {
        log(error);
      }
    }
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
