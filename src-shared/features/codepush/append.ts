import type { ChannelHistory } from './history.ts';
import { labelOf } from './labels.ts';
import { type ChannelRelease, isUnfinished } from './model.ts';
import { rangesOverlap } from './range.ts';
import { failureWarnings, type ReleaseWarning, rangeWarnings, signatureWarnings } from './warnings.ts';

/** A release that is ready to be appended to its channel, with what it does to the others. */
export interface ReleasePlan {
  readonly release: ChannelRelease;
  /** The labels whose unfinished rollouts it cuts short. They keep their numbers (spec/mobile 2.14, D16). */
  readonly superseded: readonly string[];
  readonly warnings: readonly ReleaseWarning[];
}

/** Everything about a new release but the place that its channel gives it. */
export type NewRelease = Omit<ChannelRelease, 'number' | 'label' | 'superseded'>;

/** Gives a release the next number of its channel; rollbacks and promotions take numbers too (spec/mobile 2.3). */
export function planAppend(history: ChannelHistory, release: NewRelease, failedDevices: number): ReleasePlan {
  const number = history.lastNumber + 1;
  const cutShort = (other: ChannelRelease) =>
    isUnfinished(other) &&
    !other.superseded &&
    rangesOverlap(other.targetBinaryRange, release.targetBinaryRange);
  return {
    release: { ...release, number, label: labelOf(number), superseded: false },
    superseded: history.releases.filter(cutShort).map(({ label }) => label),
    warnings: [
      ...rangeWarnings(release.targetBinaryRange),
      ...signatureWarnings(history, release.signed),
      ...failureWarnings(release.packageHash, failedDevices),
    ],
  };
}
