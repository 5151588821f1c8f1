import { checkDescription, checkRange, checkRollout } from './checks.ts';
import { type ChannelHistory, refusal, releaseOf } from './history.ts';
import { type ChannelRelease, isUnfinished } from './model.ts';
import { fallbackWarnings, type ReleaseWarning, rangeWarnings } from './warnings.ts';

/** What an edit may change. Absent and null change nothing: the CodePush command line sends null for what is unset. */
export interface ReleaseEdit {
  readonly targetBinaryRange?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly isDisabled?: boolean | null | undefined;
  readonly isMandatory?: boolean | null | undefined;
  readonly rollout?: number | null | undefined;
}

type Editable = Pick<
  ChannelRelease,
  'targetBinaryRange' | 'description' | 'isDisabled' | 'isMandatory' | 'rollout' | 'superseded'
>;

export interface EditPlan {
  /** The release after the edit. */
  readonly release: ChannelRelease;
  /** Only what differs from before; empty when nothing does. */
  readonly changes: Partial<Editable>;
  readonly warnings: readonly ReleaseWarning[];
}

function planChange(history: ChannelHistory, before: ChannelRelease, wanted: Partial<Editable>): EditPlan {
  const changes: Partial<Editable> = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== before[field as keyof Editable]),
  );
  const release = { ...before, ...changes };
  return {
    release,
    changes,
    warnings: [
      ...(changes.targetBinaryRange === undefined ? [] : rangeWarnings(changes.targetBinaryRange)),
      ...(changes.isDisabled ? fallbackWarnings(history, release) : []),
    ],
  };
}

/** Percentages only grow: a device that was let in cannot be sent out again (spec/mobile 2.4). */
function checkGrowth(history: ChannelHistory, release: ChannelRelease, rollout: number): void {
  checkRollout(history, rollout);
  const { label } = release;
  const standing = { label, rollout: release.rollout };
  if (!isUnfinished(release)) {
    throw refusal(history, 'conflict', 'rollout', `${label} is complete; its rollout cannot be changed.`, {
      hint: `Roll back, or disable ${label}.`,
      ...standing,
    });
  }
  // Saying 0 to a release that nobody has yet changes nothing and is allowed.
  if (rollout > release.rollout || (rollout === 0 && release.rollout === 0)) return;
  throw refusal(history, 'conflict', 'rollout', `The rollout of ${label} stands at ${release.rollout} %.`, {
    hint: `Give more than ${release.rollout}, or halt it.`,
    ...standing,
  });
}

/**
 * An edit of any release of the history, as a whole or not at all (spec/mobile 2.4). An empty description keeps the
 * old one. A rollout of 100 completes the release for good.
 * @throws not_found for an unknown label; invalid_input for a value that cannot be; conflict when the rollout is
 * complete or would not grow.
 */
export function planEdit(history: ChannelHistory, label: string, edit: ReleaseEdit): EditPlan {
  const before = releaseOf(history, label);
  const targetBinaryRange = edit.targetBinaryRange ?? before.targetBinaryRange;
  const description = edit.description || before.description;
  if (targetBinaryRange !== before.targetBinaryRange) checkRange(history, targetBinaryRange);
  if (description !== before.description) checkDescription(history, description);
  const rollout = edit.rollout ?? null;
  if (rollout !== null) checkGrowth(history, before, rollout);
  return planChange(history, before, {
    targetBinaryRange,
    description,
    isDisabled: edit.isDisabled ?? before.isDisabled,
    isMandatory: edit.isMandatory ?? before.isMandatory,
    rollout: rollout ?? before.rollout,
  });
}

function unfinished(history: ChannelHistory, label: string): ChannelRelease {
  const release = releaseOf(history, label);
  if (isUnfinished(release)) return release;
  throw refusal(history, 'conflict', 'rollout', `${label} is complete; it has no rollout to change.`, {
    hint: `Roll back, or disable ${label}.`,
    label,
  });
}

/**
 * Halts a rollout: the release is disabled and keeps its percentage (spec/mobile 2.4).
 * @throws not_found for an unknown label; conflict when it is complete or disabled already.
 */
export function planHalt(history: ChannelHistory, label: string): EditPlan {
  const release = unfinished(history, label);
  if (!release.isDisabled) return planChange(history, release, { isDisabled: true });
  throw refusal(history, 'conflict', 'isDisabled', `The rollout of ${label} is halted already.`, {
    hint: 'Resume it, or end it.',
    label,
  });
}

/**
 * Resumes a halted rollout at the percentage where it was halted (spec/mobile 2.4).
 * @throws not_found for an unknown label; conflict when it is not halted, or was ended or superseded since.
 */
export function planResume(history: ChannelHistory, label: string): EditPlan {
  const release = unfinished(history, label);
  if (!release.isDisabled) {
    throw refusal(history, 'conflict', 'isDisabled', `The rollout of ${label} is not halted.`, {
      hint: 'Raise its percentage to let more devices in.',
      label,
    });
  }
  if (!release.superseded) return planChange(history, release, { isDisabled: false });
  throw refusal(history, 'conflict', 'rollout', `The rollout of ${label} has ended.`, {
    hint: `Enable ${label} by an edit to serve it to the same ${release.rollout} % all the same, or release its contents again.`,
    label,
  });
}

/**
 * Ends a rollout early: the release is disabled, keeps its percentage, and holds up no other release any more
 * (spec/mobile 2.4).
 * @throws not_found for an unknown label; conflict when it is complete or has ended already.
 */
export function planEnd(history: ChannelHistory, label: string): EditPlan {
  const release = unfinished(history, label);
  if (!release.isDisabled || !release.superseded) {
    return planChange(history, release, { isDisabled: true, superseded: true });
  }
  throw refusal(history, 'conflict', 'rollout', `The rollout of ${label} has ended already.`, {
    hint: 'Release again.',
    label,
  });
}
