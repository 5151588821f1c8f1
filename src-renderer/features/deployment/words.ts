import type { FilterField } from '#shared/features/deployment/filter.ts';
import type { DeploymentEvent } from '#shared/features/deployment/machine.ts';
import type {
  DeploymentFlag,
  DeploymentRow,
  deploymentKinds,
  sources,
} from '#shared/features/deployment/model.ts';
import { formatCount } from '../../ui/numbers.ts';

/** What a person asks for when they choose a move: the button's words, without the environment. */
export const moveLabels: Readonly<Record<DeploymentEvent, string>> = {
  schedule: 'Mark scheduled',
  queue: 'Mark pending',
  start: 'Start',
  succeed: 'Mark succeeded',
  finish_partly: 'Mark partial',
  fail: 'Mark failed',
  error: 'Mark errored',
  request_cancel: 'Request cancel',
  cancel: 'Mark canceled',
  requeue: 'Requeue',
  roll_back: 'Mark rolled back',
  retry: 'Retry',
  lose: 'Mark unknown',
};

export const flagLabels: Readonly<Record<DeploymentFlag, string>> = {
  rollback: 'rollback',
  hotfix: 'hotfix',
  forced: 'forced',
  during_freeze: 'during a freeze',
  marked_bad: 'marked bad',
  out_of_order: 'out of order',
  stale: 'stale',
  paused: 'paused',
  live: 'live',
  synthetic: 'synthetic',
};

export const sourceLabels: Readonly<Record<(typeof sources)[number], string>> = {
  desk: 'desk',
  gateway: 'gateway',
  import: 'import',
  connection: 'connection',
  system: 'Slipway itself',
};

export const kindLabels: Readonly<Record<(typeof deploymentKinds)[number], string>> = {
  environment: 'environment',
  build: 'build',
  'code-push': 'code push',
  fleet: 'fleet',
};

export const fieldLabels: Readonly<Record<FilterField, string>> = {
  status: 'status',
  project: 'project',
  environment: 'environment',
  tier: 'tier',
  actor: 'actor',
  source: 'source',
  flag: 'flag',
  kind: 'kind',
};

/** `#318,442`, as it is read aloud. */
export function numberLabel(number: number): string {
  return `#${formatCount(number)}`;
}

/** What one deployment is called: `checkout-api 4.18.0-rc3 in prod-eu`. */
export function nameOf(row: Pick<DeploymentRow, 'project' | 'version' | 'environment'>): string {
  return `${row.project} ${row.version} in ${row.environment}`;
}

/** The move's words with the environment it touches: "Mark rolled back in prod-eu". */
export function moveIn(event: DeploymentEvent, row: Pick<DeploymentRow, 'environment' | 'tier'>): string {
  return row.tier === 'production' ? `${moveLabels[event]} in ${row.environment}` : moveLabels[event];
}

const doneWords: Readonly<Record<DeploymentEvent, string>> = {
  schedule: 'scheduled',
  queue: 'pending',
  start: 'started',
  succeed: 'succeeded',
  finish_partly: 'partial',
  fail: 'failed',
  error: 'errored',
  request_cancel: 'canceling',
  cancel: 'canceled',
  requeue: 'pending again',
  roll_back: 'rolled back',
  retry: 'retried',
  lose: 'unknown',
};

const verbs: Partial<Record<DeploymentEvent, string>> = {
  start: 'Start',
  request_cancel: 'Request cancel of',
  requeue: 'Requeue',
  retry: 'Retry',
};

/** The action and its object as a title: "Mark checkout-api rolled back in prod-eu", "Retry 3 deployments". */
export function moveTitle(event: DeploymentEvent, what: string, environment: string | null): string {
  const verb = verbs[event];
  const place = environment === null ? '' : ` in ${environment}`;
  return verb ? `${verb} ${what}${place}` : `Mark ${what} ${doneWords[event]}${place}`;
}
