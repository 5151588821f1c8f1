import type { BuildState } from '#shared/features/candidate/model.ts';
import { type DeploymentStatus, isFinished } from '#shared/features/deployment/machine.ts';
import { machineOf } from '#shared/features/deployment/rules.ts';
import type { Run } from '#shared/features/workflow/model.ts';
import { leftBecause } from '#shared/features/workflow/rules.ts';
import { eventBetween } from '#shared/machine.ts';
import type { Ctx } from '../../context.ts';
import type { Stores } from '../../store/index.ts';
import { moveDeployment } from '../deployment/move.ts';

/** What a run works for. */
export type Subject =
  | { readonly kind: 'deployment'; readonly id: number; readonly projectId: number; readonly attempt: number }
  | { readonly kind: 'candidate'; readonly id: number; readonly projectId: number; readonly attempt: number };

/** Where a subject can be moved to when its own policy lacks the word. */
const nextBest: Readonly<Partial<Record<DeploymentStatus, DeploymentStatus>>> = {
  errored: 'failed',
  canceled: 'failed',
};

const buildOf: Readonly<Partial<Record<DeploymentStatus, BuildState>>> = {
  pending: 'pending',
  in_progress: 'in_progress',
  succeeded: 'ready',
  failed: 'failed',
  errored: 'failed',
  canceled: 'canceled',
};

/** Why a run has nothing to work for any more, as a sentence; null while it has. */
export function whyLeft({ deployment }: Stores, run: Pick<Run, 'deploymentId' | 'attempt'>): string | null {
  if (run.deploymentId === null) return null;
  return leftBecause(deployment.state(run.deploymentId) ?? null, run.attempt);
}

/**
 * Says of a run's subject where it stands now. A deployment that somebody else ended or began anew meanwhile, or that its
 * own policy does not let go there, stays as it is.
 */
export function moveSubject(ctx: Ctx, run: Run, to: DeploymentStatus, message: string | null): void {
  const { stores } = ctx;
  if (run.candidateId !== null) {
    const candidate = stores.candidate.get(run.candidateId);
    const build = buildOf[to];
    if (!candidate || !build || candidate.build === build) return;
    stores.candidate.setBuild(candidate.id, candidate.build, build);
    ctx.changed('release', candidate.releaseId, null);
    return;
  }
  const state = run.deploymentId === null ? null : stores.deployment.state(run.deploymentId);
  if (!state || state.attempt !== run.attempt || state.status === to || isFinished(state.status)) return;
  const fallback = nextBest[to];
  const reachable = [to, ...(fallback ? [fallback] : [])].find(
    (status) => eventBetween(machineOf(state.policy), state.status, status) !== null,
  );
  if (!reachable) return;
  const reason = to === 'canceled' || to === 'canceling' ? (message ?? 'Its workflow was canceled.') : null;
  moveDeployment(ctx, state.id, reachable, { reason, errorMessage: message });
}
