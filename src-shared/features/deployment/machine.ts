import type { Machine } from '../../machine.ts';
import { mobilePolicy } from '../build/policy.ts';

export const deploymentStatuses = [
  'scheduled',
  'pending',
  'in_progress',
  'canceling',
  'succeeded',
  'partial',
  'failed',
  'errored',
  'canceled',
  'rolled_back',
  'unknown',
] as const;

export type DeploymentStatus = (typeof deploymentStatuses)[number];

export const deploymentEvents = [
  'schedule',
  'queue',
  'start',
  'succeed',
  'finish_partly',
  'fail',
  'error',
  'request_cancel',
  'cancel',
  'requeue',
  'roll_back',
  'retry',
  'lose',
] as const;

export type DeploymentEvent = (typeof deploymentEvents)[number];

export type DeploymentMachine = Machine<DeploymentStatus, DeploymentEvent>;

/** The canonical machine: the transitions of spec/decisions, Core, over the statuses of spec/releases 2.3. */
export const canonicalMachine: DeploymentMachine = {
  name: 'canonical',
  initial: deploymentStatuses,
  states: {
    scheduled: { label: 'scheduled', tone: 'dim', on: { queue: 'pending', cancel: 'canceled' } },
    pending: {
      label: 'pending',
      tone: 'dim',
      on: {
        start: 'in_progress',
        succeed: 'succeeded',
        fail: 'failed',
        error: 'errored',
        request_cancel: 'canceling',
        cancel: 'canceled',
      },
    },
    in_progress: {
      label: 'in progress',
      tone: 'accent',
      on: {
        succeed: 'succeeded',
        finish_partly: 'partial',
        fail: 'failed',
        error: 'errored',
        request_cancel: 'canceling',
        cancel: 'canceled',
        requeue: 'pending',
      },
    },
    canceling: {
      label: 'canceling',
      tone: 'dim',
      on: { cancel: 'canceled', succeed: 'succeeded', fail: 'failed', error: 'errored' },
    },
    succeeded: { label: 'succeeded', tone: 'ok', on: { roll_back: 'rolled_back' } },
    partial: { label: 'partial', tone: 'warn', on: { roll_back: 'rolled_back' } },
    failed: { label: 'failed', tone: 'bad', on: { retry: 'pending' } },
    errored: { label: 'errored', tone: 'err', on: { retry: 'pending' } },
    canceled: { label: 'canceled', tone: 'dim', on: { retry: 'pending' } },
    rolled_back: { label: 'rolled back', tone: 'rb', on: { retry: 'pending' } },
    unknown: {
      label: 'unknown',
      tone: 'dim',
      on: {
        schedule: 'scheduled',
        queue: 'pending',
        start: 'in_progress',
        request_cancel: 'canceling',
        succeed: 'succeeded',
        finish_partly: 'partial',
        fail: 'failed',
        error: 'errored',
        cancel: 'canceled',
        roll_back: 'rolled_back',
      },
    },
  },
};

const { states } = canonicalMachine;

/** The component tracker's strict machine: five states, seven edges (spec/releases 2.5). */
export const trackerMachine: DeploymentMachine = {
  name: 'tracker',
  initial: ['pending', 'in_progress'],
  states: {
    ...canonicalMachine.states,
    scheduled: { ...states.scheduled, on: {} },
    pending: { ...states.pending, on: { start: 'in_progress', fail: 'failed' } },
    in_progress: { ...states.in_progress, on: { succeed: 'succeeded', fail: 'failed' } },
    canceling: { ...states.canceling, on: {} },
    succeeded: { ...states.succeeded, on: { roll_back: 'rolled_back' } },
    partial: { ...states.partial, on: {} },
    failed: { ...states.failed, on: { retry: 'pending' } },
    errored: { ...states.errored, on: {} },
    canceled: { ...states.canceled, on: {} },
    rolled_back: { ...states.rolled_back, on: { retry: 'pending' } },
    unknown: { ...states.unknown, on: {} },
  },
};

const closed = Object.fromEntries(
  deploymentStatuses.map((status) => [status, { ...states[status], on: {} }]),
) as DeploymentMachine['states'];

/**
 * Builds and code-push releases: five states, and nothing leaves a terminal one (spec/mobile 2.1). A pipeline may report
 * a build that is over, so a record can begin in any of them.
 */
export const mobileMachine: DeploymentMachine = {
  name: 'mobile',
  initial: Object.keys(mobilePolicy.states) as DeploymentStatus[],
  states: { ...closed, ...mobilePolicy.states },
};

/** A finished record that a pipeline reports on again: its next attempt, or a correction of how it ended. */
const reported = {
  retry: 'pending',
  start: 'in_progress',
  succeed: 'succeeded',
  fail: 'failed',
  error: 'errored',
  cancel: 'canceled',
} as const;

const { succeed: _succeed, ...afterSuccess } = reported;
const { fail: _fail, ...afterFailure } = reported;
const { error: _error, ...afterError } = reported;
const { cancel: _cancel, ...afterCancel } = reported;

/**
 * Deployments of a release project, as their pipelines report them (spec/releases 2.4 over the canonical statuses): a
 * running status opens the next attempt of a finished record, and an end can be corrected into another one. What is not
 * here is answered all the same and changes nothing (`environment/report.ts`).
 */
export const aviatorMachine: DeploymentMachine = {
  name: 'reported',
  initial: ['pending', 'in_progress', 'canceling', 'succeeded', 'failed', 'errored', 'canceled', 'unknown'],
  states: {
    scheduled: { ...states.scheduled, on: {} },
    pending: { ...states.pending, on: { ...states.pending.on, lose: 'unknown' } },
    in_progress: {
      ...states.in_progress,
      on: {
        succeed: 'succeeded',
        fail: 'failed',
        error: 'errored',
        request_cancel: 'canceling',
        cancel: 'canceled',
        requeue: 'pending',
        lose: 'unknown',
      },
    },
    canceling: { ...states.canceling, on: { ...states.canceling.on, lose: 'unknown' } },
    succeeded: { ...states.succeeded, on: { roll_back: 'rolled_back', ...afterSuccess } },
    partial: { ...states.partial, on: {} },
    failed: { ...states.failed, on: afterFailure },
    errored: { ...states.errored, on: afterError },
    canceled: { ...states.canceled, on: afterCancel },
    rolled_back: { ...states.rolled_back, on: { retry: 'pending', start: 'in_progress' } },
    unknown: {
      ...states.unknown,
      on: {
        queue: 'pending',
        start: 'in_progress',
        request_cancel: 'canceling',
        succeed: 'succeeded',
        fail: 'failed',
        error: 'errored',
        cancel: 'canceled',
      },
    },
  },
};

/** The policies a record can carry: the machine of the door it came in by. */
export const deploymentPolicies = {
  canonical: canonicalMachine,
  tracker: trackerMachine,
  mobile: mobileMachine,
  aviator: aviatorMachine,
} as const;

export type DeploymentPolicy = keyof typeof deploymentPolicies;

export const deploymentPolicyNames = Object.keys(deploymentPolicies) as [
  DeploymentPolicy,
  ...DeploymentPolicy[],
];

const active: ReadonlySet<DeploymentStatus> = new Set(['pending', 'in_progress', 'canceling', 'unknown']);
const finished: ReadonlySet<DeploymentStatus> = new Set([
  'succeeded',
  'partial',
  'failed',
  'errored',
  'canceled',
  'rolled_back',
]);

/** Active = pending, in_progress, canceling, unknown (spec/releases 2.3). */
export function isActive(status: DeploymentStatus): boolean {
  return active.has(status);
}

export function isFinished(status: DeploymentStatus): boolean {
  return finished.has(status);
}
