import type { BuildRow } from '#shared/features/build/record.ts';
import { defaultTargetRange } from '#shared/features/build/rules.ts';
import type { Channel, PackageFacts, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { isRange } from '#shared/features/codepush/range.ts';

/** What stands in the fields of a new release, as typed. */
export interface ReleaseForm {
  /** The build it is made for; null for none, undefined while nobody has chosen. */
  readonly parentId: number | null | undefined;
  /** Null until somebody has typed one. */
  readonly targetBinaryRange: string | null;
  readonly description: string;
  readonly tag: string;
  readonly isMandatory: boolean;
  readonly isDisabled: boolean;
  /** Null until somebody has chosen how many devices get it. */
  readonly rollout: number | null;
}

type Place = Pick<Channel, 'target'> & { readonly newest: Pick<ReleaseRow, 'targetBinaryRange'> | null };
export type ParentBuild = Pick<BuildRow, 'id' | 'live' | 'storeVersion'>;

/** The fields to begin with: everybody in staging. In production a person has to say how many. */
export function releaseFormFor(channel: Pick<Channel, 'target'> | null): ReleaseForm {
  return {
    parentId: undefined,
    targetBinaryRange: null,
    description: '',
    tag: '',
    isMandatory: false,
    isDisabled: false,
    rollout: channel?.target === 'staging' ? 100 : null,
  };
}

/**
 * What is proposed where nobody has said anything: the Live build, and the binaries of exactly its version (spec/mobile
 * 2.2); without a build, those of the newest release.
 */
export function completed(
  form: ReleaseForm,
  channel: Pick<Place, 'newest'> | null,
  builds: readonly ParentBuild[],
): ReleaseForm & { readonly parentId: number | null; readonly targetBinaryRange: string } {
  const chosen = form.parentId === undefined ? builds.find(({ live }) => live) : undefined;
  const parent = chosen ?? builds.find(({ id }) => id === form.parentId) ?? null;
  const proposed = parent && defaultTargetRange(parent);
  return {
    ...form,
    parentId: parent?.id ?? null,
    targetBinaryRange: form.targetBinaryRange ?? proposed ?? channel?.newest?.targetBinaryRange ?? '',
  };
}

type Completed = ReturnType<typeof completed>;

/** What keeps it from being released, as the words beside the button; the rules say the rest. */
export function releaseFault(
  form: Completed,
  { channel, facts }: { readonly channel: unknown; readonly facts: PackageFacts | null },
): string | null {
  if (channel === null) return 'Needs a channel';
  if (facts === null) return 'Needs a package';
  if (form.rollout === null) return 'Choose the rollout';
  if (form.targetBinaryRange.trim() === '') return 'Needs the binaries it is for';
  return isRange(form.targetBinaryRange) ? null : 'Not a range of versions';
}

/** The form as the command takes it; while no rollout is chosen, the plan is shown for everybody. */
export function releaseInput(form: Completed, channelId: number, packageHash: string) {
  const { parentId, targetBinaryRange, description, tag, isMandatory, isDisabled, rollout } = form;
  return {
    channelId,
    packageHash,
    parentId,
    targetBinaryRange: targetBinaryRange.trim(),
    description: description.trim(),
    tag: tag.trim() || null,
    isMandatory,
    isDisabled,
    rollout: rollout ?? 100,
  };
}
