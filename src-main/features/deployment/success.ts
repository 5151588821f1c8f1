import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { judgeHold } from '#shared/features/environment/hold.ts';
import { afterRollback } from '#shared/features/environment/rollback.ts';
import type { Ctx } from '../../context.ts';
import { rowOf } from './read.ts';

/** Moves a deployment; `moveDeployment`, which calls back here. */
type Move = (
  ctx: Ctx,
  id: number,
  to: 'rolled_back',
  facts: { reason: string | null; errorMessage: string | null },
) => DeploymentRow;

/** What a successful rollback took the place of becomes rolled back, when it had succeeded itself (spec/releases 2.6). */
function settleReplaced(ctx: Ctx, row: DeploymentRow, move: Move): void {
  const { stores } = ctx;
  const replacedId = stores.steering.rollback(row.id)?.replacedId ?? null;
  const replaced = replacedId === null ? undefined : stores.deployment.state(replacedId);
  // The same version deployed once more takes nothing away.
  if (!replaced || replaced.version === row.version) return;
  if (afterRollback(replaced) !== 'rolled_back') return;
  const reason = `Rolled back by #${row.number} to ${row.version}.`;
  move(ctx, replaced.id, 'rolled_back', { reason, errorMessage: null });
}

/** A success of something else than the current candidate holds auto-promotion back; one of it lifts the hold. */
export function settleHold(
  ctx: Ctx,
  { id, projectId, environmentId }: Pick<DeploymentRow, 'id' | 'projectId' | 'environmentId'>,
): void {
  const { stores } = ctx;
  const promotes = stores.steering.promotes(projectId, environmentId) === true;
  const held = stores.steering.hold(projectId, environmentId);
  if (!promotes && held === null) return;
  const row = rowOf(ctx, id);
  const change = judgeHold(
    { promotes, isHeld: held !== null, currentVersion: stores.candidate.current(projectId)?.version ?? null },
    {
      version: row.version,
      number: row.number,
      isRollback: row.flags.includes('rollback'),
      isPromotion: row.source === 'system',
    },
  );
  const place = {
    object: { uid: row.uid, label: `${row.project} in ${row.environment}` },
    project: row.project,
    environment: row.environment,
  };
  switch (change.kind) {
    case 'begins':
      stores.steering.putHold(projectId, environmentId, ctx.now(), row.id, change.reason);
      ctx.changed('environment', environmentId, {
        verb: 'environment.hold',
        ...place,
        reason: change.reason,
      });
      return;
    case 'lifted':
      stores.steering.dropHold(projectId, environmentId);
      ctx.changed('environment', environmentId, { verb: 'environment.liftHold', ...place });
      return;
    case 'stays':
  }
}

/** What follows from a success, in the same transaction. */
export function settleSuccess(ctx: Ctx, row: DeploymentRow, move: Move): void {
  if (row.kind !== 'environment') return;
  settleReplaced(ctx, row, move);
  settleHold(ctx, row);
}
