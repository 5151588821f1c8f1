import { AppError } from '../../errors.ts';
import { eventBetween, movesFrom } from '../../machine.ts';
import type { DeploymentEvent, DeploymentMachine, DeploymentPolicy, DeploymentStatus } from './machine.ts';
import { deploymentPolicies, isActive, isFinished } from './machine.ts';
import type { AllowedMove, Attempt, DeploymentFlag, UsualTime } from './model.ts';

/** What the rules need to know of a record to decide about a move. */
export interface DeploymentState {
  readonly id: number;
  readonly uid: string;
  readonly number: number;
  readonly status: DeploymentStatus;
  readonly policy: DeploymentPolicy;
  readonly attempt: number;
  readonly version: string;
  readonly triggeredAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly succeededAt: number | null;
  readonly errorMessage: string | null;
}

export interface MovePlan {
  readonly event: DeploymentEvent;
  /** The record's mutable state after the move. */
  readonly state: Pick<
    DeploymentState,
    'status' | 'attempt' | 'triggeredAt' | 'startedAt' | 'finishedAt' | 'succeededAt' | 'errorMessage'
  >;
  /** The attempt's row after the move; a retry opens a new one and leaves the old one as it was. */
  readonly attempt: Attempt;
}

export function machineOf(policy: DeploymentPolicy): DeploymentMachine {
  return deploymentPolicies[policy];
}

const reasoned: ReadonlySet<DeploymentEvent> = new Set(['roll_back', 'retry', 'cancel', 'request_cancel']);

/**
 * A move that changes what history says needs a reason from a person (the rule; spec/releases 2.5 for retry).
 * `from` is the status that it leads out of: whatever leads out of a finished one is such a move.
 */
export function needsReason(event: DeploymentEvent, from: DeploymentStatus | null = null): boolean {
  return reasoned.has(event) || (from !== null && isFinished(from));
}

export function allowedMoves(state: Pick<DeploymentState, 'status' | 'policy'>): AllowedMove[] {
  return movesFrom(machineOf(state.policy), state.status).map((move) => ({
    ...move,
    needsReason: needsReason(move.event, state.status),
  }));
}

const words = (status: DeploymentStatus) => status.replaceAll('_', ' ');

/** The error for an edge that a record's own policy does not have: both states and the ones allowed. */
export function illegalTransition(state: DeploymentState, to: DeploymentStatus): AppError {
  const allowed = movesFrom(machineOf(state.policy), state.status).map((move) => move.to);
  const next = allowed.length === 0 ? 'nothing' : allowed.map(words).join(', ');
  return new AppError(
    'illegal_transition',
    `Deployment #${state.number} is ${words(state.status)} and cannot become ${words(to)}. Nothing was changed.`,
    {
      hint: `Under its ${state.policy} rules it can become: ${next}.`,
      from: state.status,
      to,
      policy: state.policy,
      allowed,
      object: { noun: 'deployment', id: state.uid, label: `#${state.number} ${state.version}` },
    },
  );
}

/** Whether a move tells otherwise how something ended, which the log says in so many words (spec/releases 2.4). */
export function isCorrection(from: DeploymentStatus, to: DeploymentStatus, event: DeploymentEvent): boolean {
  return isFinished(from) && isFinished(to) && event !== 'roll_back';
}

/**
 * Decides a move by the record's own machine (spec/releases 2.5 and spec/decisions, Core). `at` is when it happened,
 * in ms. Work that begins again after its end opens the next attempt of the same record and is its new trigger. An end
 * that is corrected into another one keeps its time (spec/releases 2.4).
 * @throws illegal_transition when the machine has no such edge, the same status included.
 */
export function planMove(
  state: DeploymentState,
  to: DeploymentStatus,
  at: number,
  errorMessage: string | null,
): MovePlan {
  const event = eventBetween(machineOf(state.policy), state.status, to);
  if (!event) throw illegalTransition(state, to);
  const begunAgain = isFinished(state.status) && !isFinished(to);
  // Work that is reported finished without ever having been reported begun took an unknown time.
  const begunAt = to === 'in_progress' ? at : null;
  const startedAt = begunAgain ? begunAt : (state.startedAt ?? begunAt);
  const rolledBack = event === 'roll_back';
  const corrected = isCorrection(state.status, to, event);
  const finishedAt = isFinished(to) ? (rolledBack || corrected ? (state.finishedAt ?? at) : at) : null;
  const succeededAt = to === 'succeeded' ? at : rolledBack ? state.succeededAt : null;
  const next = {
    status: to,
    attempt: begunAgain ? state.attempt + 1 : state.attempt,
    triggeredAt: begunAgain ? at : state.triggeredAt,
    startedAt: to === 'pending' ? null : startedAt,
    finishedAt,
    succeededAt,
    errorMessage: begunAgain
      ? null
      : (errorMessage ?? (to === 'succeeded' && corrected ? null : state.errorMessage)),
  };
  // A success that is taken back never stood; that it was believed until now is kept on the second clock.
  const believedAt = corrected && state.status === 'succeeded' ? state.succeededAt : null;
  return {
    event,
    state: next,
    attempt: {
      attempt: next.attempt,
      status: to,
      triggeredAt: next.triggeredAt,
      startedAt: next.startedAt,
      finishedAt,
      succeededAt: succeededAt ?? believedAt,
      rolledBackAt: rolledBack ? at : believedAt,
      errorMessage: next.errorMessage,
    },
  };
}

export interface NewDeployment {
  readonly status: DeploymentStatus;
  readonly policy: DeploymentPolicy;
  readonly occurredAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly errorMessage: string | null;
}

/**
 * The first attempt of a new record. Times that a status implies and nobody gave are the trigger's.
 * @throws invalid_input when the policy does not let a record begin in that status (spec/releases 2.5, initial status).
 */
export function planFirstAttempt(input: NewDeployment): Attempt {
  const { initial, name } = machineOf(input.policy);
  if (!initial.includes(input.status)) {
    throw new AppError('invalid_input', `A ${name} deployment cannot begin as ${words(input.status)}.`, {
      hint: `It can begin as: ${initial.map(words).join(', ')}.`,
      allowed: initial,
    });
  }
  const finished = isFinished(input.status);
  const begun = finished || input.status === 'in_progress' || input.status === 'canceling';
  // Known as finished at once, and by nobody's clock: how long it took is unknown, not nothing.
  const took = !finished || input.finishedAt !== null || input.startedAt !== null;
  const startedAt = begun && took ? (input.startedAt ?? input.occurredAt) : null;
  const finishedAt = finished ? (input.finishedAt ?? startedAt ?? input.occurredAt) : null;
  return {
    attempt: 1,
    status: input.status,
    triggeredAt: input.occurredAt,
    startedAt,
    finishedAt,
    succeededAt: input.status === 'succeeded' ? finishedAt : null,
    rolledBackAt: null,
    errorMessage: input.errorMessage,
  };
}

/** The success that runs in a cell, as far as the rules care. */
export interface RunningSuccess {
  readonly deploymentId: number;
  readonly version: string;
  readonly triggeredAt: number;
  readonly succeededAt: number;
}

/**
 * A success that finished after one that was triggered later replaces it all the same, but is marked, because the
 * older work now runs (spec/releases 2.8, out-of-order finish).
 */
export function flagsOnSuccess(triggeredAt: number, running: RunningSuccess | null): DeploymentFlag[] {
  return running && running.triggeredAt > triggeredAt ? ['out_of_order'] : [];
}

/** The version that ran at the trigger: what a new record comes from, computed once and then frozen (2.4). */
export function fromVersionOf(running: RunningSuccess | null): string | null {
  return running?.version ?? null;
}

export function medianAndP95(durations: readonly number[]): UsualTime {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
  return { count: sorted.length, medianMs: at(0.5), p95Ms: sorted.length >= 5 ? at(0.95) : null };
}

/** Running longer than 95 of 100 of its own kind took; a history of fewer than five says nothing. */
export function isStuck(
  state: Pick<DeploymentState, 'status' | 'triggeredAt' | 'startedAt'>,
  usual: UsualTime,
  now: number,
): boolean {
  if (!isActive(state.status) || usual.p95Ms === null) return false;
  return now - (state.startedAt ?? state.triggeredAt) > usual.p95Ms;
}
