import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import { nativeWarningWords } from '#shared/features/build/native.ts';
import { defaultTargetRange } from '#shared/features/build/rules.ts';
import type { ReleasePlan } from '#shared/features/codepush/append.ts';
import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { codepushContract, NewReleaseInput } from '#shared/features/codepush/contract.ts';
import { type EditPlan, planEdit } from '#shared/features/codepush/edit.ts';
import { refusal } from '#shared/features/codepush/history.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import { planPromotion, planRelease } from '#shared/features/codepush/release.ts';
import { warningWords } from '#shared/features/codepush/warnings.ts';
import type { Ctx } from '../../context.ts';
import { nativeWarnings } from '../build/native.ts';
import { channelLabel, failedDevices, historyOf, requireChannel } from './channels.ts';
import type { StoredPackage } from './package-store.ts';

export type PromoteInput = ParsedInputOf<(typeof codepushContract)['promote']>;
export type EditInput = ParsedInputOf<(typeof codepushContract)['edit']>;

/** A release to be appended, and where; each plan is made by the action and by its preview alike. */
export interface AppendPlan {
  readonly channel: Channel;
  readonly plan: ReleasePlan;
  readonly parentId: number | null;
  readonly tag: string | null;
  readonly originalChannelId: number | null;
}

/** Every warning about a release that would be appended, in words: the channel's, and those about its binaries. */
export function warningsOf(ctx: Ctx, { channel, plan, parentId }: AppendPlan): string[] {
  const { targetBinaryRange } = plan.release;
  return [
    ...plan.warnings.map(warningWords),
    ...nativeWarnings(ctx, channel, targetBinaryRange, parentId).map(nativeWarningWords),
  ];
}

export function requireRelease({ stores }: Ctx, deploymentId: number): ReleaseRow {
  const release = stores.codepush.byDeployment(deploymentId);
  if (!release) throw notFound('code-push release', deploymentId);
  return release;
}

export function requirePackage({ stores }: Ctx, packageHash: string): StoredPackage {
  const found = stores.package.get(packageHash);
  if (!found) {
    throw new AppError('not_found', 'This package is not here. Nothing was changed.', {
      field: 'packageHash',
      hint: 'Upload it first.',
    });
  }
  return found;
}

/** The range that a release is for when nobody says: exactly its parent build's store version (spec/mobile 2.2). */
function rangeFor(ctx: Ctx, { channelId, targetBinaryRange, parentId }: NewReleaseInput): string {
  if (targetBinaryRange) return targetBinaryRange;
  const storeVersion = parentId === null ? null : ctx.stores.build.storeVersion(parentId);
  const range = defaultTargetRange({ storeVersion });
  if (range) return range;
  throw refusal(
    historyOf(ctx, requireChannel(ctx, channelId)),
    'invalid_input',
    'targetBinaryRange',
    'A release needs the versions of the binaries that it is for.',
    { hint: 'Name a version like 1.2.3 or a range like 1.2.x, or choose the build that it was made for.' },
  );
}

/** @throws as `planRelease`; not_found for a channel or package that is not there. */
export function planUpload(ctx: Ctx, input: NewReleaseInput): AppendPlan {
  const channel = requireChannel(ctx, input.channelId);
  const { packageHash, size, signature } = requirePackage(ctx, input.packageHash);
  if (signature === 'invalid') {
    throw refusal(
      historyOf(ctx, channel),
      'invalid_input',
      'packageHash',
      'The signature of this package does not fit its contents or the key of the channel.',
      { hint: 'Sign it again with the private key of the app.' },
    );
  }
  const plan = planRelease(historyOf(ctx, channel), {
    packageHash,
    size,
    signed: signature !== 'none',
    targetBinaryRange: rangeFor(ctx, input),
    description: input.description,
    isMandatory: input.isMandatory,
    isDisabled: input.isDisabled,
    rollout: input.rollout,
    failedDevices: failedDevices(ctx, channel.id, packageHash),
  });
  return { channel, plan, parentId: input.parentId, tag: input.tag, originalChannelId: null };
}

/** What is only known by its hash can be served to nobody. @throws conflict. */
export function requireContents(ctx: Ctx, channel: Channel, { label, packageHash }: ChannelRelease): void {
  if (!ctx.stores.package.isAwaited(packageHash)) return;
  throw refusal(
    historyOf(ctx, channel),
    'conflict',
    'packageHash',
    `The package of ${label} is not here: only its history came in.`,
    { hint: 'Upload the same contents first; Slipway knows them by their hash.', label, packageHash },
  );
}

function requireDestination(ctx: Ctx, source: Channel, id: number): Channel {
  const channel = requireChannel(ctx, id);
  const { projectId, os } = channel;
  if (id !== source.id && projectId === source.projectId && os === source.os) return channel;
  throw refusal(
    historyOf(ctx, source),
    'invalid_input',
    'destinationId',
    `A release of ${channelLabel(source)} cannot go to ${channelLabel(channel)}.`,
    { hint: 'Choose another channel of the same project and operating system.' },
  );
}

/**
 * The channel that a promotion goes to: the chosen one, else the first production channel of the app.
 * @throws invalid_input when there is none, or it is no other channel of the same project and operating system.
 */
export function destinationOf(ctx: Ctx, source: Channel, destinationId: number | null): Channel {
  if (destinationId !== null) return requireDestination(ctx, source, destinationId);
  const id = ctx.stores.channel.ofPlace(source.projectId, source.os, 'production');
  if (id !== null) return requireChannel(ctx, id);
  throw refusal(
    historyOf(ctx, source),
    'invalid_input',
    'buildTarget',
    `${source.project} has no production channel for ${source.os}.`,
    { hint: 'Open one first.' },
  );
}

/** @throws as `planPromotion`; invalid_input when the project has no production channel for the operating system. */
export function planPromote(
  ctx: Ctx,
  { deploymentId, destinationId, tag, reason: _reason, ...changes }: PromoteInput,
): AppendPlan {
  const release = requireRelease(ctx, deploymentId);
  const source = requireChannel(ctx, release.channelId);
  const channel = destinationOf(ctx, source, destinationId);
  requireContents(ctx, source, release);
  const plan = planPromotion({ buildTarget: source.target, release }, historyOf(ctx, channel), {
    changes,
    failedDevices: failedDevices(ctx, channel.id, release.packageHash),
  });
  return {
    channel,
    plan,
    parentId: release.parentId,
    tag: tag ?? release.tag,
    originalChannelId: source.id,
  };
}

export interface ReleaseEditPlan {
  readonly channel: Channel;
  readonly before: ReleaseRow;
  readonly plan: EditPlan;
}

/** A change of one release by one of the rules. @throws as the rule. */
export function planChange(
  ctx: Ctx,
  deploymentId: number,
  rule: (history: ReturnType<typeof historyOf>, label: string) => EditPlan,
): ReleaseEditPlan {
  const before = requireRelease(ctx, deploymentId);
  const channel = requireChannel(ctx, before.channelId);
  return { channel, before, plan: rule(historyOf(ctx, channel), before.label) };
}

/** @throws as `planEdit`. */
export function planEditing(
  ctx: Ctx,
  { deploymentId, reason: _reason, ...edit }: EditInput,
): ReleaseEditPlan {
  return planChange(ctx, deploymentId, (history, label) => planEdit(history, label, edit));
}
