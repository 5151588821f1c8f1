import type { Machine } from '../../machine.ts';

export const runStates = [
  'waiting',
  'running',
  'paused',
  'canceling',
  'succeeded',
  'failed',
  'errored',
  'canceled',
] as const;
export type RunState = (typeof runStates)[number];

export const runEvents = [
  'start',
  'pause',
  'go_on',
  'request_cancel',
  'succeed',
  'fail',
  'error',
  'cancel',
] as const;
export type RunEvent = (typeof runEvents)[number];

/**
 * One run of a workflow. It waits to be begun, at first and after each pause for a person or a clock; it is `errored`
 * when a step could not be carried out or died with the application. Going on after that is a run of the next attempt.
 */
export const runMachine: Machine<RunState, RunEvent> = {
  name: 'run',
  initial: ['waiting'],
  states: {
    waiting: {
      label: 'waiting',
      tone: 'dim',
      on: { start: 'running', cancel: 'canceled', error: 'errored' },
    },
    running: {
      label: 'running',
      tone: 'accent',
      on: {
        pause: 'paused',
        request_cancel: 'canceling',
        succeed: 'succeeded',
        fail: 'failed',
        error: 'errored',
        cancel: 'canceled',
      },
    },
    paused: {
      label: 'paused',
      tone: 'warn',
      on: { go_on: 'waiting', fail: 'failed', error: 'errored', cancel: 'canceled' },
    },
    canceling: {
      label: 'canceling',
      tone: 'dim',
      on: { cancel: 'canceled', succeed: 'succeeded', fail: 'failed', error: 'errored' },
    },
    succeeded: { label: 'succeeded', tone: 'ok', on: {} },
    failed: { label: 'failed', tone: 'bad', on: {} },
    errored: { label: 'errored', tone: 'err', on: {} },
    canceled: { label: 'canceled', tone: 'dim', on: {} },
  },
};

/** One try of one step. A retried step keeps its earlier tries. */
export const stepStates = [
  'running',
  'waiting',
  'succeeded',
  'failed',
  'errored',
  'canceled',
  'skipped',
] as const;
export type StepState = (typeof stepStates)[number];
