import { SYSTEM } from '../../context.ts';
import { changedIds, type Follower, type Surroundings } from '../../jobs/follower.ts';
import { unknownContents } from './contents.ts';

/** What a new candidate holds of the commits that were picked is read from the clone, where there is one. */
export function followReleases({ stores, jobs, machine, log }: Surroundings): Follower {
  async function readContents(candidateId: number): Promise<void> {
    const projectUid = unknownContents(stores, candidateId);
    if (projectUid === null || (await machine.clone(projectUid)) === null) return;
    await jobs.start('candidate.readContents', { candidateId }, SYSTEM);
  }
  return {
    follow(changes) {
      for (const id of changedIds(changes, 'release')) readContents(id).catch(log);
    },
  };
}
