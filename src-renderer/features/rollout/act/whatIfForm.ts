import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import type { PlaceCounters } from '#shared/features/codepush/metrics.ts';
import type { RolloutStep } from '#shared/features/codepush/plan.ts';
import type { Plan } from '#shared/features/rollout/model.ts';

export type WhatIfMeasure = 'hours' | 'installed' | 'failed';

export interface WhatIfForm extends Readonly<Record<WhatIfMeasure, number>> {
  readonly rollout: number;
}

const HOUR = 3_600_000;

/** The numbers as they are, to begin with: what the plan counts, or all of it without one. */
export function startOf(
  {
    plan,
    release,
    counters,
  }: {
    readonly plan: Pick<Plan, 'enteredAt' | 'countedFrom'> | null;
    readonly release: Pick<ReleaseRow, 'rollout'>;
    readonly counters: Pick<PlaceCounters, 'installed' | 'failed'>;
  },
  now: number,
): WhatIfForm {
  const { installed, failed } = plan?.countedFrom ?? { installed: 0, failed: 0 };
  const hours = plan ? Math.max(0, now - plan.enteredAt) / HOUR : 0;
  return {
    rollout: release.rollout,
    hours: Math.round(hours * 10) / 10,
    installed: counters.installed - installed,
    failed: counters.failed - failed,
  };
}

/** How far the slider of a measure goes: well past what the steps ask for, or to every known device. */
export function limitOf(measure: WhatIfMeasure, steps: readonly RolloutStep[], devices: number): number {
  if (measure === 'hours')
    return Math.max(48, ...steps.map(({ minimumHours }) => Math.ceil(minimumHours * 2)));
  const reports = Math.max(100, devices, ...steps.map(({ minimumReports }) => minimumReports * 2));
  return measure === 'installed' ? reports : Math.max(20, Math.ceil(reports / 5));
}
