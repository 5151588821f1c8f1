import { planAppend, type ReleasePlan } from './append.ts';
import {
  checkDescription,
  checkNewContents,
  checkNoUnfinishedRollout,
  checkRange,
  checkRollout,
} from './checks.ts';
import { type ChannelHistory, refusal } from './history.ts';
import type { ChannelRelease } from './model.ts';

export interface ReleaseInput
  extends Pick<
    ChannelRelease,
    | 'packageHash'
    | 'size'
    | 'signed'
    | 'targetBinaryRange'
    | 'description'
    | 'isMandatory'
    | 'isDisabled'
    | 'rollout'
  > {
  /** How many devices of the channel have failed on these contents. */
  readonly failedDevices: number;
}

function checkAll(history: ChannelHistory, release: Omit<ReleaseInput, 'failedDevices'>): void {
  checkRange(history, release.targetBinaryRange);
  checkDescription(history, release.description);
  checkRollout(history, release.rollout);
  checkNoUnfinishedRollout(history, release.targetBinaryRange);
  checkNewContents(history, release);
}

/**
 * A new package for a channel (spec/mobile 2.3).
 * @throws invalid_input for a range, description or rollout that cannot be; conflict when a rollout for some of the
 * same binaries is unfinished, or when the contents are those of the release that these binaries get already.
 */
export function planRelease(history: ChannelHistory, input: ReleaseInput): ReleasePlan {
  const { failedDevices, ...values } = input;
  checkAll(history, values);
  return planAppend(history, { ...values, releaseMethod: 'upload', originalLabel: null }, failedDevices);
}

/**
 * The "please update" bundle for the binaries of a build with Force Update: mandatory and for everybody, and the one
 * thing that such binaries are still served (spec/mobile 2.2).
 * @throws as `planRelease`.
 */
export function planForceUpdate(
  history: ChannelHistory,
  input: Omit<ReleaseInput, 'isMandatory' | 'isDisabled' | 'rollout'>,
): ReleasePlan {
  const { failedDevices, ...given } = input;
  const values = { ...given, isMandatory: true, isDisabled: false, rollout: 100 };
  checkAll(history, values);
  return planAppend(
    history,
    { ...values, releaseMethod: 'force-update', originalLabel: null },
    failedDevices,
  );
}

export interface PromotionSource {
  readonly buildTarget: 'staging' | 'production';
  /** Null when the deployment never succeeded and so has no place in the history. */
  readonly release: ChannelRelease | null;
}

/** What a promotion may change on the way; null and absent copy what the source has. */
export interface PromotionChanges {
  readonly targetBinaryRange?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly isMandatory?: boolean | null | undefined;
  readonly isDisabled?: boolean | null | undefined;
  /** Never copied: 100 unless it is given. */
  readonly rollout?: number | null | undefined;
}

/**
 * A staging release goes on to the production channel of its project and os, by the rules of that channel and with
 * the range that it will have there (spec/mobile 2.7, 2.14 D11). The source stays as it is.
 * @throws invalid_input when the source is no successful staging release, or for a change that cannot be; conflict as
 * in `planRelease`.
 */
export function planPromotion(
  source: PromotionSource,
  destination: ChannelHistory,
  { changes = {}, failedDevices }: { readonly changes?: PromotionChanges; readonly failedDevices: number },
): ReleasePlan {
  const { release } = source;
  if (source.buildTarget !== 'staging') {
    throw refusal(destination, 'invalid_input', 'buildTarget', 'Only a staging release can be promoted.', {
      hint: 'Promote the staging release that has these contents.',
    });
  }
  if (release === null) {
    throw refusal(destination, 'invalid_input', 'status', 'This deployment never became a release.', {
      hint: 'Promote one that succeeded.',
    });
  }
  const { packageHash, size, signed } = release;
  const values = {
    packageHash,
    size,
    signed,
    targetBinaryRange: changes.targetBinaryRange ?? release.targetBinaryRange,
    description: changes.description || release.description,
    isMandatory: changes.isMandatory ?? release.isMandatory,
    isDisabled: changes.isDisabled ?? release.isDisabled,
    rollout: changes.rollout ?? 100,
  };
  checkAll(destination, values);
  const { label: originalLabel } = release;
  const plan = planAppend(destination, { ...values, releaseMethod: 'promote', originalLabel }, failedDevices);
  if (!values.isDisabled) return plan;
  return { ...plan, warnings: [{ code: 'disabled_target', label: originalLabel }, ...plan.warnings] };
}
