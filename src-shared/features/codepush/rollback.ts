import { planAppend, type ReleasePlan } from './append.ts';
import { checkNewContents, checkRange, checkRollout } from './checks.ts';
import { type ChannelHistory, newestOf, refusal, releaseOf } from './history.ts';
import type { ChannelRelease } from './model.ts';

/** A copy of an older release as the next one of its channel. */
function copyOf(
  history: ChannelHistory,
  target: ChannelRelease,
  changes: Pick<ChannelRelease, 'targetBinaryRange' | 'rollout'>,
  failedDevices: number,
): ReleasePlan {
  const { packageHash, size, signed, description, isMandatory, isDisabled, label } = target;
  const copied = { packageHash, size, signed, description, isMandatory, isDisabled, originalLabel: label };
  const plan = planAppend(history, { ...copied, ...changes, releaseMethod: 'rollback' }, failedDevices);
  // CodePush copies the flag without a word, and the bad release stays live (spec/mobile 2.8, 2.14 D13).
  if (!isDisabled) return plan;
  return { ...plan, warnings: [{ code: 'disabled_target', label }, ...plan.warnings] };
}

function targetOf(history: ChannelHistory, label: string | null): ChannelRelease {
  if (label !== null) return releaseOf(history, label, 'releaseLabel');
  const target = history.releases.at(-2);
  if (target) return target;
  const { name } = history.channel;
  throw refusal(history, 'not_found', 'releaseLabel', `${name} has no release before its newest one.`, {
    hint: 'Disable the newest release, or roll back to the binary of the store.',
  });
}

export interface RollbackInput {
  /** Null goes back to the release before the newest. */
  readonly label: string | null;
  readonly failedDevices: number;
}

/**
 * The contents of an older release as the newest one, for everybody, also while a rollout is unfinished, which ends
 * by it (spec/mobile 2.8).
 * @throws not_found for a label that the channel does not have; conflict when it is the newest, or is for another
 * range than the newest.
 */
export function planRollback(history: ChannelHistory, { label, failedDevices }: RollbackInput): ReleasePlan {
  const target = targetOf(history, label);
  const newest = newestOf(history) ?? target;
  if (target.label === newest.label) {
    throw refusal(history, 'conflict', 'releaseLabel', `${target.label} is the newest release already.`, {
      hint: 'Choose an older one.',
      label: target.label,
    });
  }
  if (target.targetBinaryRange !== newest.targetBinaryRange) {
    throw refusal(
      history,
      'conflict',
      'releaseLabel',
      `${target.label} is for ${target.targetBinaryRange}, the newest release ${newest.label} for ${newest.targetBinaryRange}.`,
      {
        hint: `Release the contents of ${target.label} again for ${newest.targetBinaryRange}, if its binaries can run them.`,
        label: target.label,
        targetBinaryRange: newest.targetBinaryRange,
      },
    );
  }
  return copyOf(
    history,
    target,
    { targetBinaryRange: target.targetBinaryRange, rollout: 100 },
    failedDevices,
  );
}

export interface RereleaseInput {
  readonly label: string;
  readonly targetBinaryRange: string;
  readonly rollout: number;
  readonly failedDevices: number;
}

/**
 * The contents of an older release for another range of binaries, said in so many words because CodePush refuses it
 * as a rollback (spec/mobile 2.8, beyond the reference). Like a rollback it ends an unfinished rollout.
 * @throws not_found for an unknown label; invalid_input for a range or rollout that cannot be; conflict when these
 * binaries get these contents already.
 */
export function planRerelease(history: ChannelHistory, input: RereleaseInput): ReleasePlan {
  const { label, targetBinaryRange, rollout, failedDevices } = input;
  const target = releaseOf(history, label, 'releaseLabel');
  checkRange(history, targetBinaryRange);
  checkRollout(history, rollout);
  checkNewContents(history, { packageHash: target.packageHash, targetBinaryRange });
  return copyOf(history, target, { targetBinaryRange, rollout }, failedDevices);
}

/** The bundle that a binary was built with, kept aside without a label until somebody rolls back to it. */
export interface Baseline
  extends Pick<ChannelRelease, 'packageHash' | 'size' | 'signed' | 'targetBinaryRange' | 'description'> {
  readonly isMandatory: boolean;
  /** It came without what the bundle loads. */
  readonly isBundleOnly: boolean;
  readonly failedDevices: number;
}

/**
 * Back to the binary of the store. Stock clients cannot be told to drop a release, so they are given the binary's own
 * bundle as one (spec/mobile 2.8, beyond the reference). Like a rollback it ends an unfinished rollout.
 * @throws invalid_input for a range that cannot be; conflict when these binaries get these contents already.
 */
export function planBaseline(history: ChannelHistory, baseline: Baseline): ReleasePlan {
  const { failedDevices, isBundleOnly, ...values } = baseline;
  checkRange(history, values.targetBinaryRange);
  checkNewContents(history, values);
  const plan = planAppend(
    history,
    { ...values, isDisabled: false, rollout: 100, releaseMethod: 'baseline', originalLabel: null },
    failedDevices,
  );
  return isBundleOnly ? { ...plan, warnings: [{ code: 'bundle_only' }, ...plan.warnings] } : plan;
}
