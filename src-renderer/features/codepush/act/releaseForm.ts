import type { Channel, PackageFacts, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { isRange } from '#shared/features/codepush/range.ts';

/** What stands in the fields of a new release, as typed. */
export interface ReleaseForm {
  readonly targetBinaryRange: string;
  readonly description: string;
  readonly tag: string;
  readonly isMandatory: boolean;
  readonly isDisabled: boolean;
  /** Null until somebody has chosen how many devices get it. */
  readonly rollout: number | null;
}

type Place = Pick<Channel, 'target'> & { readonly newest: Pick<ReleaseRow, 'targetBinaryRange'> | null };

/**
 * The fields to begin with: the range of the newest release; everybody in staging. In production a person has to say
 * how many.
 */
export function releaseFormFor(channel: Place | null): ReleaseForm {
  return {
    targetBinaryRange: channel?.newest?.targetBinaryRange ?? '',
    description: '',
    tag: '',
    isMandatory: false,
    isDisabled: false,
    rollout: channel?.target === 'staging' ? 100 : null,
  };
}

/** What keeps it from being released, as the words beside the button; the rules say the rest. */
export function releaseFault(
  form: ReleaseForm,
  { channel, facts }: { readonly channel: unknown; readonly facts: PackageFacts | null },
): string | null {
  if (channel === null) return 'Needs a channel';
  if (facts === null) return 'Needs a package';
  if (form.rollout === null) return 'Choose the rollout';
  if (form.targetBinaryRange.trim() === '') return 'Needs the binaries it is for';
  return isRange(form.targetBinaryRange) ? null : 'Not a range of versions';
}

/** The form as the command takes it; while no rollout is chosen, the plan is shown for everybody. */
export function releaseInput(form: ReleaseForm, channelId: number, packageHash: string) {
  const { targetBinaryRange, description, tag, isMandatory, isDisabled, rollout } = form;
  return {
    channelId,
    packageHash,
    targetBinaryRange: targetBinaryRange.trim(),
    description: description.trim(),
    tag: tag.trim() || null,
    isMandatory,
    isDisabled,
    rollout: rollout ?? 100,
  };
}
