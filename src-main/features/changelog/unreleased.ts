import type { OutputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { changelogContract } from '#shared/features/changelog/contract.ts';
import { MOST_LISTED } from '#shared/features/changelog/model.ts';
import { sizeOf, tallyOfChanges } from '#shared/features/changelog/rules.ts';
import type { Project } from '#shared/features/project/model.ts';
import { type LoggedCommit, type LogQuery, readLog } from '../../git/history.ts';
import {
  branchesOf,
  countBetween,
  findCommit,
  inspectRepository,
  requireCommit,
} from '../../git/repository.ts';
import type { GitOptions } from '../../git/run.ts';
import type { Stores } from '../../store/index.ts';

/** So many of the highest versions are looked for in a clone. */
const LOOKED_FOR = 50;

/** Where a reading of a clone ends, and what it is called. */
export interface Tip {
  readonly name: string;
  readonly sha: string;
}

/** A log read to its end. */
export async function collectLog(
  folder: string,
  query: LogQuery,
  options: GitOptions = {},
): Promise<LoggedCommit[]> {
  const commits: LoggedCommit[] = [];
  for await (const some of readLog(folder, query, options)) commits.push(...some);
  return commits;
}

/** A branch by name, or the one that is checked out. @throws not_found. */
export async function headOf(folder: string, branch: string | null, options: GitOptions = {}): Promise<Tip> {
  if (branch === null) return { name: 'HEAD', sha: await requireCommit(folder, 'HEAD', options) };
  const found = (await branchesOf(folder)).find(({ name }) => name === branch);
  if (found) return found;
  throw new AppError('not_found', `The clone has no branch ${branch}.`, {
    hint: 'Fetch in the clone, or choose another one.',
    field: 'branch',
  });
}

/** The highest version whose commit the clone has. */
async function newestKnown<V extends { readonly commitSha: string }>(
  folder: string,
  versions: readonly V[],
  options: GitOptions,
) {
  for (const version of versions) {
    const sha = await findCommit(folder, version.commitSha, options);
    if (sha !== null) return { ...version, sha };
  }
  return null;
}

/**
 * What landed up to a commit of a clone since the highest version of which it has the commit, by the project's paths and
 * without merges; what the changes make of the next version.
 */
export async function readSince(
  stores: Stores,
  folder: string,
  { id, paths }: Pick<Project, 'id' | 'paths'>,
  head: Tip,
  options: GitOptions = {},
): Promise<OutputOf<(typeof changelogContract)['unreleased']>> {
  const known = await newestKnown(folder, stores.changelog.withCommit(id, LOOKED_FOR), options);
  const since = known && { releaseId: known.id, version: known.version, commitSha: known.sha };
  const query = { to: head.sha, from: known?.sha ?? null, paths, merges: false };
  const { readChange } = await import('./parse.ts');
  const found = await collectLog(folder, { ...query, most: MOST_LISTED + 1 }, options);
  const tally = tallyOfChanges();
  for (const commit of found.slice(0, MOST_LISTED)) tally.add(readChange(commit), commit.email);
  const changes = tally.changes({
    leftBehind: known ? await countBetween(folder, head.sha, known.sha, options) : 0,
    isShallow: (await inspectRepository(folder)).isShallow,
  });
  return {
    branch: head.name,
    head: head.sha,
    since,
    changes: { ...changes, entries: changes.entries.slice(0, 200) },
    size: sizeOf(changes),
    more: found.length > MOST_LISTED,
  };
}

/** The same up to the newest commit of a branch. @throws not_found for a branch that is not there. */
export async function readUnreleased(
  stores: Stores,
  folder: string,
  project: Pick<Project, 'id' | 'paths'>,
  branch: string | null,
  options: GitOptions = {},
): Promise<OutputOf<(typeof changelogContract)['unreleased']>> {
  return readSince(stores, folder, project, await headOf(folder, branch, options), options);
}
