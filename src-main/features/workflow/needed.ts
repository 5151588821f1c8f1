import { flagsOf } from '#shared/features/deployment/model.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import type { Stores } from '../../store/index.ts';
import { whyLeft } from './subject.ts';

/** What an open run needs now: to be begun, to be ended, or nothing. */
export interface Followed {
  readonly runId: number;
  readonly need: 'execute' | 'settle';
}

/**
 * Whether something has to end before a run may begin: an earlier run for the same environment, up to the last of its
 * processes, and for a rollback every active deployment there but those that wait for it (spec/decisions, Releases: no
 * time-out dispatches by itself).
 */
function isBlocked({ deployment, run: runs }: Stores, run: Run): boolean {
  const own = run.deploymentId === null ? undefined : deployment.state(run.deploymentId);
  if (run.startedAt !== null || !own) return false;
  const { projectId, environmentId } = own;
  const open = runs.openIn(projectId, environmentId);
  if (open.some(({ id }) => id < run.id)) return true;
  if (!flagsOf(own.flags).includes('rollback')) return false;
  const behind = new Set(open.map(({ deploymentId }) => deploymentId));
  return runs.activeIn(projectId, environmentId).some((id) => !behind.has(id));
}

/** What the open runs need, by what the file says of them and their deployments. */
export function neededBy(stores: Stores): Followed[] {
  return stores.run.open(1000).flatMap((run): Followed[] => {
    const isIdle = run.status === 'waiting' || run.status === 'paused';
    if (isIdle && whyLeft(stores, run) !== null) return [{ runId: run.id, need: 'settle' }];
    return run.status === 'waiting' && !isBlocked(stores, run) ? [{ runId: run.id, need: 'execute' }] : [];
  });
}
