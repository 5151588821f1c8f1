import { type ChannelRelease, isUnfinished } from '#shared/features/codepush/model.ts';
import type { StatusName } from '../../ui/StatusBadge.tsx';

/** How a release stands with its rollout, as one word. */
export type Standing = 'rolling_out' | 'halted' | 'complete' | 'disabled' | 'ended' | 'cut_short';

type Rolled = Pick<ChannelRelease, 'rollout' | 'isDisabled' | 'superseded'>;

/** A rollout below 100 goes on, is halted, or is over by a newer release or by hand; a complete one is on or off. */
export function standingOf(release: Rolled): Standing {
  if (!isUnfinished(release)) return release.isDisabled ? 'disabled' : 'complete';
  if (release.isDisabled) return release.superseded ? 'ended' : 'halted';
  return release.superseded ? 'cut_short' : 'rolling_out';
}

interface StandingLook {
  readonly status: StatusName;
  readonly label: string;
  readonly bar: 'running' | 'halted' | 'complete' | 'over';
}

export const standingLooks: Readonly<Record<Standing, StandingLook>> = {
  rolling_out: { status: 'in_progress', label: 'rolling out', bar: 'running' },
  halted: { status: 'paused', label: 'halted', bar: 'halted' },
  complete: { status: 'succeeded', label: 'complete', bar: 'complete' },
  disabled: { status: 'canceled', label: 'disabled', bar: 'over' },
  ended: { status: 'canceled', label: 'ended', bar: 'over' },
  cut_short: { status: 'canceled', label: 'cut short', bar: 'over' },
};

/** What follows from a standing, as a sentence for who hovers or peeks. */
export const standingSentences: Readonly<Record<Standing, string>> = {
  rolling_out: 'Devices below its percentage get it; the others keep what they have.',
  halted: 'Nobody gets it, and devices that run it are offered another release, until it is resumed.',
  complete: 'Every device in its range gets it, unless a newer one is for that device.',
  disabled: 'Nobody gets it; devices that run it are offered the newest other release.',
  ended: 'Its rollout is over and it is disabled; it holds up no other release.',
  cut_short: 'A newer release ended its rollout; it keeps its percentage.',
};

/** The percentages that a rollout is usually raised to. */
export const usualSteps = [1, 5, 20, 50, 100] as const;

/** The usual percentage after one. */
export function nextStep(rollout: number): number {
  return usualSteps.find((step) => step > rollout) ?? 100;
}
