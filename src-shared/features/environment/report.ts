import { assertNever } from '../../assert.ts';
import { eventBetween } from '../../machine.ts';
import { aviatorMachine, type DeploymentStatus, isActive, isFinished } from '../deployment/machine.ts';
import type { DeploymentFlag } from '../deployment/model.ts';
import { type DeploymentState, illegalTransition, machineOf } from '../deployment/rules.ts';

/** What a pipeline can say of a deployment: the eight words of spec/releases 1.1 in ours. */
export const reportStatuses = [
  'pending',
  'in_progress',
  'canceling',
  'succeeded',
  'failed',
  'errored',
  'canceled',
  'unknown',
] as const satisfies readonly DeploymentStatus[];
export type ReportStatus = (typeof reportStatuses)[number];

/** Our eleven statuses in the reporters' eight (spec/releases 2.3, downward). */
export function reportedAs(status: DeploymentStatus): ReportStatus {
  switch (status) {
    case 'scheduled':
      return 'pending';
    case 'partial':
      return 'failed';
    case 'rolled_back':
      return 'succeeded';
    case 'pending':
    case 'in_progress':
    case 'canceling':
    case 'succeeded':
    case 'failed':
    case 'errored':
    case 'canceled':
    case 'unknown':
      return status;
    default:
      return assertNever(status);
  }
}

export interface Report {
  readonly version: string;
  readonly status: ReportStatus;
  /** Kept with a failure or an error only; the documented body has none. */
  readonly errorMessage: string | null;
  /** Whether a freeze stands there now. A report states facts, so it is never refused for that. */
  readonly frozen: boolean;
}

/** What a report does. The door answers 200 to all of them. */
export type ReportPlan =
  | {
      readonly kind: 'create';
      readonly status: ReportStatus;
      readonly errorMessage: string | null;
      readonly flags: readonly DeploymentFlag[];
    }
  | { readonly kind: 'same'; readonly recordId: number }
  | {
      /** `correct`: how it ended is told otherwise, and the audit says so. `next_attempt`: it is deployed again. */
      readonly kind: 'move' | 'correct' | 'next_attempt';
      readonly recordId: number;
      /** The statuses to move the record to, one after the other; the last one is the reported one. */
      readonly through: readonly DeploymentStatus[];
      readonly errorMessage: string | null;
      readonly flags: readonly DeploymentFlag[];
    }
  | { readonly kind: 'ignored'; readonly recordId: number; readonly note: string };

const newer = (a: DeploymentState, b: DeploymentState) =>
  b.triggeredAt === a.triggeredAt ? b.id - a.id : b.triggeredAt - a.triggeredAt;

/** The record that a report is about: the newest unfinished one of the candidate, else its newest one (2.4, step 3). */
function recordOf(history: readonly DeploymentState[], version: string): DeploymentState | null {
  const own = history
    // What is scheduled has not begun, so nobody can report on it yet.
    .filter((record) => record.version === version && record.status !== 'scheduled')
    .toSorted(newer);
  return own.find(({ status }) => isActive(status)) ?? own[0] ?? null;
}

/** How a record comes to a status by its own machine; over `pending` where it begins again. Null when it cannot. */
function wayTo({ policy, status: from }: DeploymentState, to: ReportStatus): DeploymentStatus[] | null {
  const machine = machineOf(policy);
  if (eventBetween(machine, from, to)) return [to];
  const isOver = isFinished(from) && to === 'in_progress';
  const overPending = eventBetween(machine, from, 'pending') && eventBetween(machine, 'pending', to);
  return isOver && overPending ? ['pending', to] : null;
}

const words = (status: DeploymentStatus) => status.replaceAll('_', ' ');

/** What the table of spec/releases 2.4 itself has no edge for: answered 200 and noted, never refused. */
function isIgnored(from: DeploymentStatus, to: ReportStatus): boolean {
  return eventBetween(aviatorMachine, reportedAs(from), to) === null;
}

/**
 * Decides a report on a candidate in an environment (spec/releases 2.4 with spec/decisions: a running status on a
 * finished deployment is the next attempt of the same record). `history` are the deployments of that environment.
 * A record of another policy follows its own: where that cannot begin again, the report opens a record beside it.
 * @throws illegal_transition naming both states, when the record's own policy forbids what the table would allow.
 */
export function planReport(history: readonly DeploymentState[], report: Report): ReportPlan {
  const { version, status } = report;
  const errorMessage = status === 'failed' || status === 'errored' ? report.errorMessage : null;
  const flags: readonly DeploymentFlag[] = report.frozen ? ['during_freeze'] : [];
  const record = recordOf(history, version);
  if (!record) return { kind: 'create', status, errorMessage, flags };
  const recordId = record.id;
  if (reportedAs(record.status) === status) return { kind: 'same', recordId };
  const ignored = (because: string): ReportPlan => ({
    kind: 'ignored',
    recordId,
    note: `Reported ${words(status)}, which changes nothing: ${because}.`,
  });
  if (isIgnored(record.status, status)) return ignored(`#${record.number} is ${words(record.status)}`);
  const through = wayTo(record, status);
  if (!isFinished(record.status)) {
    if (!through) throw illegalTransition(record, status);
    return { kind: 'move', recordId, through, errorMessage, flags: [] };
  }
  if (isActive(status)) {
    if (!through) return { kind: 'create', status, errorMessage, flags };
    return { kind: 'next_attempt', recordId, through, errorMessage, flags };
  }
  if (through) return { kind: 'correct', recordId, through, errorMessage, flags: [] };
  // What was rolled back had ended before, and that it was cannot be corrected by how it ended.
  if (machineOf(record.policy) === aviatorMachine) return ignored(`#${record.number} was rolled back since`);
  throw illegalTransition(record, status);
}
