import { isUncut } from '#shared/features/candidate/grammar.ts';
import { ask } from './open.ts';

interface Continued {
  readonly id: number;
  readonly projectId: number;
  readonly version: string;
  readonly commitSha: string | null;
  readonly candidates: readonly unknown[];
}

/** Asks for the cut that continues a release; a version that nobody cut yet is cut at its own commit. */
export function askCutOf(release: Continued): void {
  const { id: releaseId, projectId, commitSha } = release;
  const commit = isUncut(release) && commitSha !== null ? { commit: commitSha } : {};
  ask({ act: 'cut', projectId, releaseId, ...commit });
}
