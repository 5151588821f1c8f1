import type { DeploymentStatus } from '../deployment/machine.ts';
import type { Attempt, DeploymentFlag } from '../deployment/model.ts';

/** A deployment of the environment with its attempts, as far as a rollback cares. */
export interface PastDeployment {
  readonly id: number;
  readonly uid: string;
  readonly number: number;
  /** The candidate: two deployments of one version are the same target. */
  readonly version: string;
  readonly status: DeploymentStatus;
  /** Of the newest attempt, in ms. */
  readonly triggeredAt: number;
  readonly flags: readonly DeploymentFlag[];
  /** The release it is of is blocked. */
  readonly isBlocked: boolean;
  readonly attempts: readonly Pick<Attempt, 'attempt' | 'status' | 'succeededAt'>[];
}

/** An attempt that succeeded. `stands` unless it was rolled back since; to a release project's client it did either way. */
export interface Success<Past extends PastDeployment = PastDeployment> {
  readonly deployment: Past;
  readonly succeededAt: number;
  readonly stands: boolean;
}

/** Every success, the one that finished last first: success time decides, then the record (spec/decisions, Releases). */
export function successesOf<Past extends PastDeployment>(history: readonly Past[]): Success<Past>[] {
  return history
    .flatMap((deployment) =>
      deployment.attempts.flatMap(({ attempt, status, succeededAt }) =>
        succeededAt !== null && (status === 'succeeded' || status === 'rolled_back')
          ? [{ deployment, attempt, succeededAt, stands: status === 'succeeded' }]
          : [],
      ),
    )
    .toSorted(
      (a, b) => b.succeededAt - a.succeededAt || b.deployment.id - a.deployment.id || b.attempt - a.attempt,
    );
}

/** The newest by its trigger, whatever came of it. What is scheduled has not begun. */
export function newestOf<Past extends PastDeployment>(history: readonly Past[]): Past | null {
  const [newest] = history
    .filter(({ status }) => status !== 'scheduled')
    .toSorted((a, b) => b.triggeredAt - a.triggeredAt || b.id - a.id);
  return newest ?? null;
}

export const unfits = ['marked_bad', 'blocked'] as const;
export type Unfit = (typeof unfits)[number];

/** By which rule the target was chosen. Kept with the deployment: append only. */
export const rollbackBranches = ['before_running', 'last_known_good', 'walk_back', 'undo', 'chosen'] as const;
export type RollbackBranch = (typeof rollbackBranches)[number];

export type RollbackWarning = 'same_version' | 'superseded' | 'artifact_gone' | 'blocked';

/** Another target that can be named instead. */
export interface OtherTarget {
  readonly deploymentId: number;
  readonly version: string;
}

/** What the rule passed over. */
export interface Skipped extends OtherTarget {
  readonly why: Unfit;
}

/** Why the rule passes a deployment over; null when it is a target. */
export function unfitFor({ flags, isBlocked }: Pick<PastDeployment, 'flags' | 'isBlocked'>): Unfit | null {
  if (flags.includes('marked_bad')) return 'marked_bad';
  return isBlocked ? 'blocked' : null;
}

/**
 * The versions that the environment can be walked back through, the one that runs on top: what succeeds is laid on, and
 * going back to a version takes away what was laid on it since. So a second rollback does not return to what the first
 * one left. `successes` as `successesOf` orders them.
 */
export function pathOf<Past extends PastDeployment>(successes: readonly Success<Past>[]): Success<Past>[] {
  const path: Success<Past>[] = [];
  for (const success of successes.toReversed()) {
    const at = path.findLastIndex(({ deployment }) => deployment.version === success.deployment.version);
    if (at !== -1) path.length = at;
    path.push(success);
  }
  return path;
}

/**
 * The versions that stand above a target on the way back to it, each once and the newest first, with an attempt that is
 * abandoned on top. None when the target is not below: to go forward again, or aside, takes nothing away.
 */
export function aboveOnPath(
  successes: readonly Success[],
  target: string,
  abandoned: string | null,
): string[] {
  const path = pathOf(successes.filter(({ stands }) => stands)).map(({ deployment }) => deployment.version);
  const at = path.lastIndexOf(target);
  const above = at === -1 ? [] : path.slice(at + 1).toReversed();
  return [...new Set(abandoned === null || abandoned === target ? above : [abandoned, ...above])];
}
