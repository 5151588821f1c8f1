import { type AppError, isAppError } from '#shared/errors.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { NewReleaseInput, PlanPreview } from '#shared/features/codepush/contract.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import { warningWords } from '#shared/features/codepush/warnings.ts';
import type { Ctx } from '../../context.ts';
import { planBack, type RollbackInput } from './back.ts';
import { devicesOf, failedDevices, requireChannel } from './channels.ts';
import {
  type AppendPlan,
  destinationOf,
  type EditInput,
  type PromoteInput,
  planEditing,
  planPromote,
  planUpload,
  requireRelease,
  warningsOf,
} from './plans.ts';

interface Planned {
  readonly release: ChannelRelease;
  readonly superseded?: readonly string[];
  /** In words. */
  readonly warnings: readonly string[];
}

/** A refusal as part of an answer. */
export function refusalFacts({ message, details }: AppError): NonNullable<PlanPreview['refusal']> {
  const { hint = null, field } = details;
  return { message, hint, field: typeof field === 'string' ? field : null };
}

/** Runs the plan of an action and stops before anything is saved; a refusal is part of the answer. */
export function preview(ctx: Ctx, channel: Channel, plan: () => Planned): PlanPreview {
  const base = { checkedAt: ctx.now(), devices: devicesOf(ctx, channel.id) };
  try {
    const { release, superseded = [], warnings } = plan();
    return {
      ...base,
      refusal: null,
      release,
      superseded: [...superseded],
      warnings: [...warnings],
      failedDevices: failedDevices(ctx, channel.id, release.packageHash),
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return {
      ...base,
      refusal: refusalFacts(error),
      release: null,
      superseded: [],
      warnings: [],
      failedDevices: 0,
    };
  }
}

function appended(ctx: Ctx, append: AppendPlan): Planned {
  return { ...append.plan, warnings: warningsOf(ctx, append) };
}

export function previewRelease(ctx: Ctx, input: NewReleaseInput): PlanPreview {
  return preview(ctx, requireChannel(ctx, input.channelId), () => appended(ctx, planUpload(ctx, input)));
}

export function previewEdit(ctx: Ctx, input: EditInput): PlanPreview {
  const { channelId } = requireRelease(ctx, input.deploymentId);
  return preview(ctx, requireChannel(ctx, channelId), () => {
    const { release, warnings } = planEditing(ctx, input).plan;
    return { release, warnings: warnings.map(warningWords) };
  });
}

export function previewPromote(ctx: Ctx, input: PromoteInput) {
  const source = requireChannel(ctx, requireRelease(ctx, input.deploymentId).channelId);
  let destination: Channel | null = null;
  try {
    destination = destinationOf(ctx, source, input.destinationId);
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  return {
    ...preview(ctx, destination ?? source, () => appended(ctx, planPromote(ctx, input))),
    destination,
  };
}

export function previewRollback(ctx: Ctx, input: RollbackInput): PlanPreview {
  return preview(ctx, requireChannel(ctx, input.channelId), () => appended(ctx, planBack(ctx, input)));
}
