import { type DeploymentStatus, isFinished } from '#shared/features/deployment/machine.ts';
import type { RollbackDeployment } from '#shared/features/environment/rollback.ts';

const letters: Readonly<Record<string, DeploymentStatus>> = {
  s: 'succeeded',
  f: 'failed',
  e: 'errored',
  c: 'canceled',
  p: 'in_progress',
  q: 'pending',
  g: 'canceling',
  u: 'unknown',
  h: 'scheduled',
  b: 'rolled_back',
  l: 'partial',
};

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

/** A history in the words of spec/releases 2.6, oldest first: `v1 s, v2 f`. After the status, `!` is marked bad, `↶` a rollback. */
export function pasts(words: string): RollbackDeployment[] {
  if (words === '') return [];
  return words.split(', ').map((one, at) => {
    const [, version = '', letter = '', marks = ''] = /^(\S+) ([a-z])(.*)$/.exec(one) ?? [];
    return past(at + 1, version, letters[letter] ?? 'unknown', {
      flags: [
        ...(marks.includes('!') ? (['marked_bad'] as const) : []),
        ...(marks.includes('↶') ? (['rollback'] as const) : []),
      ],
      isBlocked: marks.includes('#'),
      hasRun: marks.includes('w'),
    });
  });
}
