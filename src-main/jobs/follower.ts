import type { Change, Notice } from '#shared/contract/wire.ts';
import type { Machine } from '../actions/machine.ts';
import type { Stores } from '../store/index.ts';
import type { Log, OnChanges, Workers } from '../threads/workers.ts';
import type { JobQueue } from './queue.ts';

/** What a follower reads and sets going, and whom it tells. It writes nothing by itself: jobs and chunks do, through the writer. */
export interface Surroundings {
  readonly stores: Stores;
  readonly jobs: Pick<JobQueue, 'start'>;
  readonly workers: Pick<Workers, 'chunk'>;
  readonly machine: Pick<Machine, 'isTrusted' | 'clone'>;
  readonly log: Log;
  now(): number;
  /** Tells whoever sits at this desk. */
  tell(notice: Notice): void;
}

/**
 * What a feature does about committed changes without anybody asking. It may throw: the change stands and was
 * announced, so what cannot follow it is logged.
 */
export interface Follower {
  readonly follow: OnChanges;
  /** Goes on with what waited when the application ended, once, when the workspace is opened. */
  readonly takeUp?: () => void;
}

export type CreateFollower = (surroundings: Surroundings) => Follower;

/** The rows of a noun that changed, each once. A change that names no row (0) is of none. */
export function changedIds(changes: readonly Change[], noun: Change['noun']): number[] {
  return [...new Set(changes.flatMap((change) => (change.noun === noun ? [Number(change.id)] : [])))].filter(
    (id) => id !== 0,
  );
}
