import type { NewReleaseInput } from '#shared/features/codepush/contract.ts';
import { planEnd, planHalt, planResume } from '#shared/features/codepush/edit.ts';
import { numberOf } from '#shared/features/codepush/labels.ts';
import type { ReleaseMethod } from '#shared/features/codepush/model.ts';
import { warningWords } from '#shared/features/codepush/warnings.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import type { Ctx } from '../../context.ts';
import { recordDeployment } from '../deployment/record.ts';
import { noteReleaseChange } from '../rollout/wake.ts';
import { planBack, type RollbackInput } from './back.ts';
import { channelLabel, releaseTag } from './channels.ts';
import {
  type AppendPlan,
  type EditInput,
  type PromoteInput,
  planChange,
  planEditing,
  planPromote,
  planUpload,
  type ReleaseEditPlan,
  requireRelease,
  warningsOf,
} from './plans.ts';

const verbs: Readonly<Record<ReleaseMethod, string>> = {
  upload: 'codepush.release',
  promote: 'codepush.promote',
  rollback: 'codepush.rollback',
  'force-update': 'codepush.forceUpdate',
  baseline: 'codepush.rollback',
};

/** Ends the rollout of a release where it stands; a plan that drives it ends as well. */
export function cutShort(ctx: Ctx, channelId: number, number: number): void {
  ctx.stores.codepush.supersede(channelId, number, ctx.now());
  const release = ctx.stores.codepush.byNumber(channelId, number);
  if (release) noteReleaseChange(ctx, release.deploymentId, { superseded: true });
}

/**
 * Appends a release to its channel: the deployment, the release with its number, and the rollouts that it cuts short,
 * in one transaction. A label is never given twice (spec/mobile 2.3).
 */
export function appendRelease(ctx: Ctx, append: AppendPlan, reason: string | null) {
  const { stores } = ctx;
  const { channel, parentId, originalChannelId } = append;
  const { release, superseded } = append.plan;
  const warnings = warningsOf(ctx, append);
  const tag = append.tag ?? releaseTag(channel, release.label);
  const isBack = release.releaseMethod === 'rollback' || release.releaseMethod === 'baseline';
  const deploymentId = recordDeployment(
    ctx,
    recordDeploymentSchema.parse({
      projectId: channel.projectId,
      environmentId: channel.environmentId,
      version: tag,
      kind: 'code-push',
      status: 'succeeded',
      policy: 'mobile',
      description: release.description || null,
      flags: isBack ? ['rollback'] : [],
      startedAt: ctx.now(),
      finishedAt: ctx.now(),
      metadata: { label: release.label, targetBinaryRange: release.targetBinaryRange },
      reason,
      issues: warnings.map((title) => ({ severity: 'warning', title })),
    }),
  );
  stores.codepush.insert({
    ...release,
    deploymentId,
    channelId: channel.id,
    parentId,
    tag,
    originalChannelId,
    releasedAt: ctx.now(),
  });
  for (const label of superseded) cutShort(ctx, channel.id, numberOf(label) ?? 0);
  stores.channel.takeNumber(channel.id, release.number);
  const { label, targetBinaryRange, rollout, isMandatory, isDisabled, packageHash, originalLabel } = release;
  ctx.changed('codepush', channel.id, {
    verb: verbs[release.releaseMethod],
    object: { uid: channel.uid, label: `${channelLabel(channel)} ${label}` },
    project: channel.project,
    reason,
    after: {
      label,
      targetBinaryRange,
      rollout,
      isMandatory,
      isDisabled,
      packageHash,
      originalLabel,
      superseded,
    },
  });
  return { release: requireRelease(ctx, deploymentId), warnings };
}

/** Releases an uploaded package to a channel (spec/mobile 2.3). @throws as `planUpload`. */
export function release(ctx: Ctx, input: NewReleaseInput) {
  return appendRelease(ctx, planUpload(ctx, input), input.reason);
}

/** Promotes a staging release (spec/mobile 2.7). @throws as `planPromote`. */
export function promote(ctx: Ctx, input: PromoteInput) {
  return appendRelease(ctx, planPromote(ctx, input), input.reason);
}

/** Goes back to older contents (spec/mobile 2.8). @throws as `planBack`. */
export function rollBack(ctx: Ctx, input: RollbackInput) {
  return appendRelease(ctx, planBack(ctx, input), input.reason);
}

function applyChange(
  ctx: Ctx,
  { channel, before, plan }: ReleaseEditPlan,
  verb: string,
  reason: string | null,
) {
  const { release, changes, warnings } = plan;
  if (Object.keys(changes).length > 0) {
    ctx.stores.codepush.update(channel.id, release, ctx.now());
    noteReleaseChange(ctx, before.deploymentId, changes);
    ctx.changed('codepush', channel.id, {
      verb,
      object: { uid: channel.uid, label: `${channelLabel(channel)} ${release.label}` },
      project: channel.project,
      reason,
      before: Object.fromEntries(
        Object.keys(changes).map((field) => [field, before[field as keyof typeof before]]),
      ),
      after: changes,
    });
    ctx.changed('deployment', before.deploymentId, null);
  }
  return { release: requireRelease(ctx, before.deploymentId), warnings: warnings.map(warningWords) };
}

/** Edits a release (spec/mobile 2.4). @throws as `planEdit`. */
export function edit(ctx: Ctx, input: EditInput) {
  return applyChange(ctx, planEditing(ctx, input), 'codepush.edit', input.reason);
}

interface OfRelease {
  readonly deploymentId: number;
  readonly reason: string | null;
}

/** @throws as `planHalt`. */
export function halt(ctx: Ctx, { deploymentId, reason }: OfRelease) {
  return applyChange(ctx, planChange(ctx, deploymentId, planHalt), 'codepush.halt', reason);
}

/** @throws as `planResume`. */
export function resume(ctx: Ctx, { deploymentId, reason }: OfRelease) {
  return applyChange(ctx, planChange(ctx, deploymentId, planResume), 'codepush.resume', reason);
}

/** @throws as `planEnd`. */
export function end(ctx: Ctx, { deploymentId, reason }: OfRelease) {
  return applyChange(ctx, planChange(ctx, deploymentId, planEnd), 'codepush.end', reason);
}
