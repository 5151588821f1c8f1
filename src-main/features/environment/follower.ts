import type { Change } from '#shared/contract/wire.ts';
import { SYSTEM } from '../../context.ts';
import type { Follower, Surroundings } from '../../jobs/follower.ts';
import type { Stores } from '../../store/index.ts';
import { placesToPromote } from './promote.ts';

const opensPromotions: ReadonlySet<Change['noun']> = new Set([
  'release',
  'deployment',
  'environment',
  'freeze',
  'workflow',
]);

/** The projects whose promotions a change may have opened; a deployment is of one, anything else may be of all. */
function projectsToPromote({ steering, deployment }: Stores, changes: readonly Change[]): number[] {
  const relevant = changes.filter(({ noun }) => opensPromotions.has(noun));
  const promoting = relevant.length === 0 ? [] : steering.promoting();
  if (promoting.length === 0) return [];
  const own = relevant.map(({ noun, id }) =>
    noun === 'deployment' && id !== 0 ? deployment.state(Number(id))?.projectId : undefined,
  );
  return own.includes(undefined) ? promoting : promoting.filter((id) => own.includes(id));
}

/**
 * The current candidate goes on to where it is to go by itself. A project is judged by one at a time, and once more when
 * something changed meanwhile.
 */
export function followPromotions({ stores, workers, machine, log }: Surroundings): Follower {
  const judged = new Map<number, 'once' | 'again'>();

  async function promote(projectId: number): Promise<void> {
    const environmentIds = await placesToPromote(stores, machine, projectId);
    if (environmentIds.length === 0) return;
    await workers.chunk('environment.promote', { projectId, environmentIds }, SYSTEM);
  }

  function judge(projectId: number): void {
    const isUnderWay = judged.has(projectId);
    judged.set(projectId, isUnderWay ? 'again' : 'once');
    if (isUnderWay) return;
    promote(projectId)
      .catch(log)
      .finally(() => {
        const isStale = judged.get(projectId) === 'again';
        judged.delete(projectId);
        if (isStale) judge(projectId);
      });
  }

  return {
    follow(changes) {
      for (const projectId of projectsToPromote(stores, changes)) judge(projectId);
    },
  };
}
