import type { Notice } from '../../contract/wire.ts';
import type { Settings } from '../settings/contract.ts';
import type { DeploymentStatus } from './machine.ts';
import type { DeploymentFlag, DeploymentRow } from './model.ts';

/** How an end is told; null for what goes on. */
const endWords: Readonly<Record<DeploymentStatus, string | null>> = {
  scheduled: null,
  pending: null,
  in_progress: null,
  canceling: null,
  unknown: null,
  succeeded: 'reached',
  partial: 'reached in part',
  failed: 'failed in',
  errored: 'could not be carried out in',
  canceled: 'was canceled in',
  rolled_back: 'was rolled back in',
};

type Ended = Pick<
  DeploymentRow,
  | 'uid'
  | 'attempt'
  | 'status'
  | 'project'
  | 'environment'
  | 'tier'
  | 'version'
  | 'fromVersion'
  | 'finishedAt'
  | 'errorMessage'
> & { readonly flags: readonly DeploymentFlag[] };

/**
 * What a person is told on their desktop when a deployment ends (spec/releases 1.1: those who own a change are told when it
 * reaches an environment). Null while it goes on, and for what ended before `since`: history that is imported or
 * reported late is no news.
 */
export function endNotice(row: Ended, since: number): Notice | null {
  const words = endWords[row.status];
  if (words === null || row.finishedAt === null || row.finishedAt < since) return null;
  const { uid, attempt, status, project, version, environment, tier, fromVersion, flags } = row;
  const isRollback = status === 'succeeded' && flags.includes('rollback');
  return {
    kind: 'ended',
    tier,
    title: `${project} ${version} ${isRollback ? 'is back in' : words} ${environment}`,
    body:
      row.errorMessage ??
      (fromVersion === null || fromVersion === version ? '' : `In place of ${fromVersion}.`),
    about: { noun: 'deployment', uid },
    tag: `${uid} ${attempt} ${status}`,
  };
}

/** One for each question of a run. */
export const decisionTag = (uid: string, position: number) => `${uid} ${position}`;

/** What a person is told when a run asks them for a decision. */
export function decisionNotice(
  { uid, position, question }: { readonly uid: string; readonly position: number; readonly question: string },
  { project, version, environment, tier }: Pick<Ended, 'project' | 'version' | 'environment' | 'tier'>,
): Notice {
  return {
    kind: 'decision',
    tier,
    title: `${project} ${version} waits for a decision in ${environment}`,
    body: question,
    about: { noun: 'run', uid },
    tag: decisionTag(uid, position),
  };
}

/** Whether a person wants to be told, by the settings of their machine. */
export function wantsNotice({ ended, decisions }: Settings['notices'], { kind, tier }: Notice): boolean {
  if (kind === 'decision') return decisions;
  return ended === 'all' || (ended === 'production' && tier === 'production');
}
