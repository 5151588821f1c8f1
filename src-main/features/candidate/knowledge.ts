import type { Knowledge } from '#shared/features/candidate/contents.ts';
import { holdsChange } from '../../git/contains.ts';
import { findCommit } from '../../git/repository.ts';
import type { GitOptions } from '../../git/run.ts';
import type { Stores } from '../../store/index.ts';

/** Whether a commit's change is in another commit and what is behind it, which the clone has. */
export async function knowledgeAt(
  folder: string,
  sha: string,
  tip: string,
  options: GitOptions = {},
): Promise<Knowledge> {
  if ((await findCommit(folder, sha, options)) === null) return 'unknown';
  return (await holdsChange(folder, sha, tip, options)) ? 'holds' : 'lacks';
}

/**
 * Whether a candidate holds a commit: what is known already, else what the clone says of it. A candidate that Slipway
 * made itself, and that the clone lacks, holds what was picked onto it, which is known, and what the one before it does.
 */
export async function knowledgeOf(
  stores: Stores,
  folder: string,
  sha: string,
  candidateId: number,
  options: GitOptions = {},
): Promise<Knowledge> {
  const known = stores.candidate.commits(candidateId).find(({ commitSha }) => commitSha === sha);
  if (known) return known.holds ? 'holds' : 'lacks';
  const { commitSha = null, baseId = null } = stores.candidate.get(candidateId) ?? {};
  const tip = commitSha === null ? null : await findCommit(folder, commitSha, options);
  if (tip !== null) return knowledgeAt(folder, sha, tip, options);
  return baseId === null ? 'unknown' : knowledgeOf(stores, folder, sha, baseId, options);
}
