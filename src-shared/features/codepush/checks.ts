import { type ChannelHistory, newestOf, refusal } from './history.ts';
import { type ChannelRelease, isUnfinished, type SelectionPolicy } from './model.ts';
import { compileRange, isExactVersion, isRange, isSameRange, RANGE_HINT, rangesOverlap } from './range.ts';

export const LONGEST_DESCRIPTION = 1000;

/** @throws invalid_input when the text is no range of binary versions. */
export function checkRange(history: ChannelHistory, targetBinaryRange: string): void {
  if (isRange(targetBinaryRange)) return;
  throw refusal(
    history,
    'invalid_input',
    'targetBinaryRange',
    `"${targetBinaryRange}" is not a range of binary versions.`,
    { hint: RANGE_HINT },
  );
}

/** @throws invalid_input when the description is longer than 1000 characters (spec/mobile 2.3). */
export function checkDescription(history: ChannelHistory, description: string): void {
  if (description.length <= LONGEST_DESCRIPTION) return;
  throw refusal(
    history,
    'invalid_input',
    'description',
    `The description has ${description.length} characters, more than ${LONGEST_DESCRIPTION}.`,
    { hint: 'Shorten it, or link to the long text.', allowed: LONGEST_DESCRIPTION },
  );
}

const isInSteps = (policy: SelectionPolicy, rollout: number) =>
  policy === 'codepush' ? Number.isInteger(rollout) : Math.round(rollout * 100) / 100 === rollout;

/**
 * From 0 to 100: whole numbers with `codepush` selection, two decimals with `shuffled` (spec/decisions, Mobile).
 * @throws invalid_input for anything else.
 */
export function checkRollout(history: ChannelHistory, rollout: number, field = 'rollout'): void {
  if (rollout >= 0 && rollout <= 100 && isInSteps(history.policy, rollout)) return;
  const steps = history.policy === 'codepush' ? 'a whole number' : 'a number with at most two decimals';
  throw refusal(history, 'invalid_input', field, `A rollout of ${rollout} % is not possible here.`, {
    hint: `Give ${steps} from 0 to 100.`,
    rollout,
  });
}

/** Whether a release is one that others wait for. A disabled or superseded one holds up nobody (spec/decisions, Mobile). */
export function holdsUpOthers(
  release: Pick<ChannelRelease, 'rollout' | 'isDisabled' | 'superseded'>,
): boolean {
  return isUnfinished(release) && !release.isDisabled && !release.superseded;
}

/**
 * A new release waits while another is being rolled out to some of the same binaries (spec/mobile 2.3 rule 3, per
 * overlapping range by 2.6).
 * @throws conflict naming the unfinished release.
 */
export function checkNoUnfinishedRollout(history: ChannelHistory, targetBinaryRange: string): void {
  const blocks = (release: ChannelRelease) =>
    holdsUpOthers(release) && rangesOverlap(release.targetBinaryRange, targetBinaryRange);
  const unfinished = history.releases.findLast(blocks);
  if (!unfinished) return;
  throw refusal(
    history,
    'conflict',
    'rollout',
    `The rollout of ${unfinished.label} stands at ${unfinished.rollout} % for ${unfinished.targetBinaryRange}.`,
    {
      hint: `Complete ${unfinished.label}, end its rollout early, or roll back; then release again.`,
      label: unfinished.label,
      rollout: unfinished.rollout,
    },
  );
}

/** The release whose contents a new one for this target would repeat (spec/mobile 2.3 rule 4). */
function comparable(history: ChannelHistory, targetBinaryRange: string): ChannelRelease | null {
  if (isExactVersion(targetBinaryRange)) {
    const serves = (release: ChannelRelease) =>
      compileRange(release.targetBinaryRange).test(targetBinaryRange);
    return history.releases.findLast(serves) ?? null;
  }
  const newest = newestOf(history);
  return newest && isSameRange(newest.targetBinaryRange, targetBinaryRange) ? newest : null;
}

/**
 * The same contents twice for the same binaries is a mistake; for other binaries it is not.
 * @throws conflict naming the release that has these contents.
 */
export function checkNewContents(
  history: ChannelHistory,
  { packageHash, targetBinaryRange }: Pick<ChannelRelease, 'packageHash' | 'targetBinaryRange'>,
): void {
  const same = comparable(history, targetBinaryRange);
  if (same?.packageHash !== packageHash) return;
  throw refusal(
    history,
    'conflict',
    'packageHash',
    `${same.label} has these very contents for ${same.targetBinaryRange} already.`,
    { hint: 'Change the contents, or name another range of binaries.', label: same.label, packageHash },
  );
}
