import { type DeploymentStatus, isFinished } from '#shared/features/deployment/machine.ts';
import type { RollbackDeployment } from '#shared/features/environment/rollback.ts';
import { stepsOf } from '../../support/rollbackVectors.ts';

/** One deployment that succeeded when it was triggered, unless it says otherwise. */
export function past(
  id: number,
  version: string,
  status: DeploymentStatus,
  more: Partial<RollbackDeployment> = {},
) {
  const isSuccess = status === 'succeeded' || status === 'rolled_back';
  const triggeredAt = id * 10;
  return {
    id,
    uid: `u${id}`,
    number: id,
    version,
    status,
    triggeredAt,
    flags: [],
    isBlocked: false,
    attempts: [{ attempt: 1, status, succeededAt: isSuccess && isFinished(status) ? triggeredAt + 1 : null }],
    policy: 'aviator' as const,
    hasRun: false,
    isSuperseded: false,
    artifactGone: null,
    ...more,
  } satisfies RollbackDeployment;
}

/** A history in the words of `stepsOf`. */
export function pasts(words: string): RollbackDeployment[] {
  return stepsOf(words).map(
    ({ version, status, isMarkedBad, isRollback, isBlocked, isSuperseded, hasRun }, at) =>
      past(at + 1, version, status, {
        flags: [
          ...(isMarkedBad ? (['marked_bad'] as const) : []),
          ...(isRollback ? (['rollback'] as const) : []),
        ],
        isBlocked,
        isSuperseded,
        hasRun,
      }),
  );
}
