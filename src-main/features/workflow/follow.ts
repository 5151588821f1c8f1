import { isActive, isFinished } from '#shared/features/deployment/machine.ts';
import { flagsOf } from '#shared/features/deployment/model.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import type { Stores } from '../../store/index.ts';

/** What an open run needs now: to be begun, to be ended, or nothing. */
export interface Followed {
  readonly runId: number;
  readonly need: 'execute' | 'settle';
}

/** How many records of a cell are looked at for active ones; more were never seen at a time. */
const LOOKED_AT = 50;

/**
 * Whether something has to end before a run may begin: a run that was opened before it for the same environment, and
 * for a rollback every active deployment there (spec/decisions, Releases: no time-out dispatches by itself).
 */
export function blockersOf({ deployment, run: runs }: Stores, run: Run): number[] {
  if (run.startedAt !== null || run.deploymentId === null) return [];
  const own = deployment.state(run.deploymentId);
  if (!own) return [];
  const isRollback = flagsOf(own.flags).includes('rollback');
  return deployment
    .history(own.projectId, own.environmentId, LOOKED_AT)
    .filter(({ id, status }) => id !== own.id && isActive(status))
    .filter(
      ({ id }) =>
        isRollback ||
        runs.ofDeployment(id, 1).some((other) => other.finishedAt === null && other.id < run.id),
    )
    .map(({ id }) => id);
}

/** What the open runs need, by what the file says of them and their deployments. */
export function neededBy(stores: Stores): Followed[] {
  return stores.run.open(1000).flatMap((run): Followed[] => {
    const status = run.deploymentId === null ? null : stores.deployment.state(run.deploymentId)?.status;
    const isLeft = status !== null && (status === undefined || status === 'canceling' || isFinished(status));
    switch (run.status) {
      case 'waiting':
        if (isLeft) return [{ runId: run.id, need: 'settle' }];
        return blockersOf(stores, run).length === 0 ? [{ runId: run.id, need: 'execute' }] : [];
      case 'paused':
        return isLeft ? [{ runId: run.id, need: 'settle' }] : [];
      default:
        return [];
    }
  });
}
