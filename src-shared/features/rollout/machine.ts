import type { Machine } from '../../machine.ts';

export const planStatuses = ['running', 'paused', 'halted', 'done', 'stopped'] as const;
export type PlanStatus = (typeof planStatuses)[number];

export type PlanEvent = 'begin' | 'pause' | 'resume' | 'halt' | 'finish' | 'stop';

/**
 * The way of a rollout plan (spec/mobile 2.13). `halt` and `finish` come of a judgement, the rest of a person. What is
 * paused or stopped is the plan; the release stays served at its percentage. A plan that is over can begin again.
 */
export const planMachine: Machine<PlanStatus, PlanEvent> = {
  name: 'rollout plan',
  initial: ['running'],
  states: {
    running: {
      label: 'running',
      tone: 'accent',
      on: { pause: 'paused', halt: 'halted', finish: 'done', stop: 'stopped' },
    },
    paused: { label: 'paused', tone: 'warn', on: { resume: 'running', finish: 'done', stop: 'stopped' } },
    halted: { label: 'halted', tone: 'bad', on: { resume: 'running', finish: 'done', stop: 'stopped' } },
    done: { label: 'done', tone: 'ok', on: { begin: 'running' } },
    stopped: { label: 'stopped', tone: 'dim', on: { begin: 'running' } },
  },
};

export const openPlanStatuses = ['running', 'paused', 'halted'] as const satisfies readonly PlanStatus[];

/** Open = it runs, or may run on. */
export function isOpenPlan(status: PlanStatus): boolean {
  return status === 'running' || status === 'paused' || status === 'halted';
}
