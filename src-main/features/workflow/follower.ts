import { isAppError } from '#shared/errors.ts';
import { SYSTEM } from '../../context.ts';
import type { Follower, Surroundings } from '../../jobs/follower.ts';
import { neededBy } from './needed.ts';

/** A run is begun once nothing is in its way, and ended when its deployment is; when a file is opened as well. */
export function followRuns({ stores, jobs, workers, log }: Surroundings): Follower {
  const underWay = new Set<number>();

  function takeUp(): void {
    for (const { runId, need } of neededBy(stores)) {
      if (underWay.has(runId)) continue;
      underWay.add(runId);
      const asked =
        need === 'execute'
          ? jobs.start('workflow.execute', { runId }, SYSTEM)
          : workers.chunk('workflow.settle', { runId }, SYSTEM);
      asked
        .catch((error) => {
          // Somebody was faster; what then stands in the file is looked at with the change that they made.
          if (!isAppError(error) || error.code !== 'conflict') log(error);
        })
        .finally(() => underWay.delete(runId));
    }
  }

  return {
    takeUp,
    follow(changes) {
      if (changes.some(({ noun }) => noun === 'workflow' || noun === 'deployment')) takeUp();
    },
  };
}
