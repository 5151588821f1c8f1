import { osLabels } from '#shared/features/build/model.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import type { RolloutAction, RolloutJudgement, RolloutStep } from '#shared/features/codepush/plan.ts';
import type { PlanStatus } from '#shared/features/rollout/machine.ts';
import { formatCount, formatPercent } from '../../ui/numbers.ts';
import type { StatusName } from '../../ui/StatusBadge.tsx';

/** `storefront Android Production`. */
export function channelTitle({ project, os, name }: Pick<Channel, 'project' | 'os' | 'name'>): string {
  return `${project} ${osLabels[os]} ${name}`;
}

export function devicesWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'device' : 'devices'}`;
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** `24 h`, `6.5 h`. */
export function hoursWords(hours: number): string {
  return `${formatCount(tenth(hours))} h`;
}

/** A share as percent with at most two decimals. */
export function shareWords(share: number): string {
  return formatPercent(Math.round(share * 10_000) / 100);
}

/** What must be so at a step, as lines that are short enough for its rung. */
export function ruleWords({ minimumHours, minimumReports, maximumFailureRate }: RolloutStep): string[] {
  const least = [
    ...(minimumHours > 0 ? [`≥ ${hoursWords(minimumHours)}`] : []),
    ...(minimumReports > 0 ? [`≥ ${formatCount(minimumReports)} reports`] : []),
  ];
  return [...(least.length > 0 ? [least.join(', ')] : []), `≤ ${shareWords(maximumFailureRate)} failed`];
}

export const planLooks: Readonly<Record<PlanStatus, { status: StatusName; label: string }>> = {
  running: { status: 'in_progress', label: 'running' },
  paused: { status: 'paused', label: 'paused' },
  halted: { status: 'paused', label: 'halted' },
  done: { status: 'succeeded', label: 'done' },
  stopped: { status: 'canceled', label: 'stopped' },
};

export const verdictLooks: Readonly<Record<RolloutAction, { status: StatusName; label: string }>> = {
  advance: { status: 'in_progress', label: 'advance' },
  hold: { status: 'held', label: 'hold' },
  halt: { status: 'failed', label: 'halt' },
  done: { status: 'succeeded', label: 'done' },
};

/** The numbers that a judgement was made from; what is not known is left out. */
export function numbersWords({
  hours,
  reports,
  failed,
  failureRate,
  lowerBound,
}: Pick<RolloutJudgement, 'hours' | 'reports' | 'failed' | 'failureRate' | 'lowerBound'>): string {
  const parts = [
    ...(hours === null ? [] : [hoursWords(hours)]),
    ...(reports === null ? [] : [`${formatCount(reports)} ${reports === 1 ? 'report' : 'reports'}`]),
    ...(failed === null
      ? []
      : [`${formatCount(failed)} failed${failureRate === null ? '' : ` (${shareWords(failureRate)})`}`]),
    ...(lowerBound === null ? [] : [`surely ≥ ${shareWords(lowerBound)}`]),
  ];
  return parts.join(', ');
}
