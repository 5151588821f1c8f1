import { isAppError } from '#shared/errors.ts';
import { SYSTEM } from '../../context.ts';
import { changedIds, type Follower, type Surroundings } from '../../jobs/follower.ts';
import { unknownContents } from './contents.ts';

/**
 * What a new candidate holds of the commits that were picked is read from the clone, where there is one. A project whose
 * time to be cut has come is cut, when the file is opened as well.
 */
export function followReleases({ stores, jobs, machine, log }: Surroundings): Follower {
  async function readContents(candidateId: number): Promise<void> {
    const projectUid = unknownContents(stores, candidateId);
    if (projectUid === null || (await machine.clone(projectUid)) === null) return;
    await jobs.start('candidate.readContents', { candidateId }, SYSTEM);
  }
  const underWay = new Set<number>();

  function takeUp(): void {
    for (const projectId of stores.cutSchedule.waiting()) {
      if (underWay.has(projectId)) continue;
      underWay.add(projectId);
      jobs
        .start('candidate.cutScheduled', { projectId }, SYSTEM)
        .catch((error) => {
          // Somebody asked for it themselves meanwhile, or ended the schedule.
          if (!isAppError(error)) log(error);
        })
        .finally(() => underWay.delete(projectId));
    }
  }

  return {
    takeUp,
    follow(changes) {
      for (const id of changedIds(changes, 'release')) readContents(id).catch(log);
      if (changes.some(({ noun }) => noun === 'release')) takeUp();
    },
  };
}
