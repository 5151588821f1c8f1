import type { RolloutStep } from '#shared/features/codepush/plan.ts';

export type PresetName = 'careful' | 'usual' | 'quick';

interface Preset {
  readonly name: PresetName;
  readonly label: string;
  readonly sentence: string;
  readonly percents: readonly number[];
  readonly hours: number;
  readonly failures: number;
}

/** Plans to begin with; every number of them can be changed. */
export const presets: readonly Preset[] = [
  {
    name: 'careful',
    label: 'Careful',
    sentence: 'Five steps, a day at each, at most 1 % failed.',
    percents: [1, 5, 20, 50, 100],
    hours: 24,
    failures: 0.01,
  },
  {
    name: 'usual',
    label: 'Usual',
    sentence: 'Four steps, twelve hours at each, at most 2 % failed.',
    percents: [5, 20, 50, 100],
    hours: 12,
    failures: 0.02,
  },
  {
    name: 'quick',
    label: 'Quick',
    sentence: 'Three steps, two hours at each, at most 5 % failed.',
    percents: [20, 50, 100],
    hours: 2,
    failures: 0.05,
  },
];

/** More reports than this say little more about a rate. */
const ENOUGH_REPORTS = 500;

/** A third of the devices that a step reaches: most apps are not opened every day. */
function reportsAt(percent: number, reached: readonly number[] | null): number {
  const devices = reached?.[Math.floor(percent)] ?? 0;
  return Math.min(ENOUGH_REPORTS, Math.floor(devices / 3));
}

/**
 * The steps of a preset for a rollout that stands at a percentage: those still ahead, after the one that it has reached.
 * @param reached known devices drawn at 0, 1, … 100 percent; null when that is not known.
 */
export function presetSteps(
  name: PresetName,
  rollout: number,
  reached: readonly number[] | null,
): RolloutStep[] {
  const preset = presets.find((one) => one.name === name);
  if (!preset) return [];
  const { percents, hours, failures } = preset;
  const standing = percents.findLastIndex((percent) => percent <= rollout);
  return percents.slice(Math.max(0, standing)).map((percent) => ({
    percent,
    minimumHours: percent === 100 ? 0 : hours,
    minimumReports: percent === 100 ? 0 : reportsAt(percent, reached),
    maximumFailureRate: failures,
  }));
}
