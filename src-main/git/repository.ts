import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { missingCommit, missingFolder, notARepository, problemOf } from './problems.ts';
import { askGit, type GitOptions, git } from './run.ts';

/** What a folder is as a repository. */
export interface Repository {
  /** The top of its work tree, or the repository itself when it is bare. */
  readonly path: string;
  readonly isBare: boolean;
  /** Part of its history was never fetched. */
  readonly isShallow: boolean;
  /** The addresses of its remotes. They may carry passwords, so they stay in the main process. */
  readonly remotes: readonly string[];
}

/** @throws invalid_input or not_found for what is no repository; unavailable without git; forbidden for a stranger's. */
export async function inspectRepository(path: string): Promise<Repository> {
  if (!isAbsolute(path) || !statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw missingFolder(path);
  const asked = ['--is-bare-repository', '--is-shallow-repository', '--is-inside-work-tree'];
  const [bare, shallow, inside] = (await git(path, ['rev-parse', ...asked])).split('\n');
  const isBare = bare === 'true';
  // In a `.git` folder git finds a repository too, and a person means the one around it.
  if (!isBare && inside !== 'true') throw notARepository(path);
  const top = isBare ? ['rev-parse', '--absolute-git-dir'] : ['rev-parse', '--show-toplevel'];
  const found = (await git(path, top)).replace(/\r?\n$/, '');
  const { output } = await askGit(found, ['config', '-z', '--get-regexp', '^remote\\..*\\.url$']);
  return {
    path: resolve(found),
    isBare,
    isShallow: shallow === 'true',
    remotes: output
      .toString('utf8')
      .split('\0')
      .flatMap((entry) => entry.split('\n').slice(1, 2)),
  };
}

/** The whole id of a commit that may be abbreviated; null when the repository has none of it, or several. */
export async function findCommit(
  folder: string,
  commit: string,
  options: GitOptions = {},
): Promise<string | null> {
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`];
  const { code, output, said } = await askGit(folder, asked, options);
  const [sha] = output
    .toString('utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]{40,64}$/.test(line));
  if (code === 0) return sha ?? null;
  if (/cannot change to|not a git repository|dubious ownership/.test(said))
    throw problemOf(folder, code, said);
  return null;
}

/** Whether a repository has a commit by a name of its own, so that git keeps it there. Not when there is no repository. */
export async function isReferred(folder: string, commit: string): Promise<boolean> {
  const asked = ['for-each-ref', '--count=1', '--format=%(refname)', `--contains=${commit}`];
  const { code, output } = await askGit(folder, asked);
  return code === 0 && output.length > 0;
}

/** @throws not_found. */
export async function requireCommit(
  folder: string,
  commit: string,
  options: GitOptions = {},
): Promise<string> {
  const sha = await findCommit(folder, commit, options);
  if (sha === null) throw missingCommit(commit);
  return sha;
}

export interface Branch {
  readonly name: string;
  readonly sha: string;
  /** The one that is checked out. */
  readonly isCurrent: boolean;
}

const MOST_BRANCHES = 500;

/** The branches, those of remotes too, the last changed first. */
export async function branchesOf(folder: string): Promise<Branch[]> {
  const listed = await git(folder, [
    'for-each-ref',
    `--count=${MOST_BRANCHES}`,
    '--sort=-committerdate',
    '--format=%(refname)%00%(objectname)%00%(HEAD)%00%(symref)',
    'refs/heads',
    'refs/remotes',
  ]);
  return listed.split('\n').flatMap((line): Branch[] => {
    const [ref = '', sha = '', head = '', symref = ''] = line.split('\0');
    if (sha === '' || symref !== '') return [];
    return [{ name: ref.replace(/^refs\/(heads|remotes)\//, ''), sha, isCurrent: head === '*' }];
  });
}

/** How many commits lie in front of one that another has not. */
export async function countBetween(
  folder: string,
  from: string | null,
  to: string,
  options: GitOptions = {},
): Promise<number> {
  const range = [to, ...(from === null ? [] : [`^${from}`])];
  return Number(
    await git(folder, ['rev-list', '--count', '--no-merges', '--end-of-options', ...range], options),
  );
}
