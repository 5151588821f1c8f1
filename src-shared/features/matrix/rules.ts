import { DRIFT_LIMIT } from './model.ts';

/** One attempt that succeeded, with both clocks of its success and of its roll-back. */
export interface SuccessFact {
  readonly deploymentId: number;
  readonly version: string;
  readonly succeededAt: number;
  readonly succeededRecordedAt: number;
  readonly rolledBackAt: number | null;
  readonly rolledBackRecordedAt: number | null;
  /** Breaks ties between equal instants: the later record wins. */
  readonly sequence: number;
}

/** An instant on both clocks: as it was at `at`, as far as was known at `knownAt` (null: everything known since). */
export interface AsOf {
  readonly at: number;
  readonly knownAt: number | null;
}

/** Whether a success stands at an instant: it had happened, was not yet rolled back, and was known (spec/releases 2.8). */
export function stands(fact: SuccessFact, { at, knownAt }: AsOf): boolean {
  if (fact.succeededAt > at) return false;
  if (knownAt !== null && fact.succeededRecordedAt > knownAt) return false;
  if (fact.rolledBackAt === null || fact.rolledBackAt > at) return true;
  return knownAt !== null && fact.rolledBackRecordedAt !== null && fact.rolledBackRecordedAt > knownAt;
}

/** Whether `a` takes the place of `b`: the greater success time wins, then the later record. Never the trigger's order. */
export function supersedes(a: SuccessFact, b: SuccessFact): boolean {
  return a.succeededAt !== b.succeededAt ? a.succeededAt > b.succeededAt : a.sequence > b.sequence;
}

/** `running(component, environment)` at an instant, from the facts in any order. */
export function runningAt(facts: Iterable<SuccessFact>, asOf: AsOf): SuccessFact | null {
  let running: SuccessFact | null = null;
  for (const fact of facts) {
    if (stands(fact, asOf) && (!running || supersedes(fact, running))) running = fact;
  }
  return running;
}

/**
 * How far a cell stands from the column to its left, in releases: negative behind, positive ahead, 0 the same.
 * `between` is the number of releases in (lower, higher], counted up to the limit.
 */
export function driftOf(own: string, left: string, between: number): number {
  if (own === left) return 0;
  const distance = Math.min(Math.max(between, 1), DRIFT_LIMIT);
  return own < left ? -distance : distance;
}

export type DiffKind = 'unchanged' | 'changed' | 'new' | 'removed';

/** Compares two sides of one cell; both empty is unchanged, never "removed". */
export function diffKind(before: string | null, after: string | null): DiffKind {
  if (before === after) return 'unchanged';
  if (before === null) return 'new';
  return after === null ? 'removed' : 'changed';
}
