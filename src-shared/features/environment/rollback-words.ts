import type { DeploymentStatus } from '../deployment/machine.ts';
import type { OtherTarget, RollbackBranch, RollbackWarning, Skipped, Unfit } from './rollback-target.ts';

const words = (status: DeploymentStatus) => status.replaceAll('_', ' ');

/** Why the target is the one that it is. `runs` is the version that runs there, or the last that was tried. */
export function becauseWords(
  branch: RollbackBranch,
  newest: { readonly version: string; readonly status: DeploymentStatus },
  runs: string,
  target: string,
): string {
  switch (branch) {
    case 'before_running':
      return `${runs} runs and the last deployment succeeded, so it goes back to ${target}, which ran before.`;
    case 'last_known_good': {
      const became = newest.status === 'rolled_back' ? 'was rolled back' : `is ${words(newest.status)}`;
      return `The last deployment, ${newest.version}, ${became}, so the last known good version ${target} is deployed again.`;
    }
    case 'walk_back':
      return `${runs} came by a rollback itself, so it goes further back, to ${target}.`;
    case 'undo':
      return `The rollback to ${runs} is undone, so ${target} comes back.`;
    case 'chosen':
      return `${target} was chosen by hand; it ran there before.`;
  }
}

const unfitWords: Readonly<Record<Unfit, string>> = {
  marked_bad: 'marked bad',
  blocked: 'of a blocked release',
};

/** `v3, marked bad; v2, of a blocked release`: what the rule passed over, each version once for each reason. */
export function skippedWords(skipped: readonly Pick<Skipped, 'version' | 'why'>[]): string | null {
  const said = new Set(skipped.map(({ version, why }) => `${version}, ${unfitWords[why]}`));
  return said.size === 0 ? null : [...said].join('; ');
}

export function rollbackWarningWords(
  warning: RollbackWarning,
  { version }: Pick<OtherTarget, 'version'>,
): string {
  switch (warning) {
    case 'same_version':
      return `${version} is what runs already; it is deployed once more.`;
    case 'superseded':
      return `A newer candidate has taken the place of ${version}.`;
    case 'artifact_gone':
      return `An artifact of ${version} is gone, so its deployment may fail.`;
    case 'blocked':
      return `The release of ${version} is blocked.`;
  }
}

/** A picked commit that is live there and that the target is known to lack. */
export function droppedHotfixWords(subject: string, { version }: Pick<OtherTarget, 'version'>): string {
  return `“${subject}” was picked as a hotfix and is not in ${version}: it goes away.`;
}

/** What a deployment that made way says of itself. */
export function supersededWords(rollback: { readonly number: number; readonly version: string }): string {
  return `Canceled by rollback #${rollback.number} to ${rollback.version}.`;
}
