import { problemOf } from './problems.ts';
import { askGit, type GitOptions, git } from './run.ts';

/** How many commits a patch is looked for in, by what it changes; beyond them only the line of a cherry-pick is. */
const MOST_COMPARED = 2000;

/** Whether a commit is behind another. */
async function isBehind(folder: string, commit: string, tip: string, options: GitOptions): Promise<boolean> {
  const asked = ['merge-base', '--is-ancestor', commit, tip];
  const { code, said } = await askGit(folder, asked, options);
  if (code > 1) throw problemOf(folder, code, said);
  return code === 0;
}

/**
 * Whether a history has a commit's change: the commit itself, a pick of it that names it, or a commit that changes the
 * same lines in the same way. All three are whole ids.
 */
export async function holdsChange(
  folder: string,
  commit: string,
  tip: string,
  options: GitOptions = {},
): Promise<boolean> {
  if (await isBehind(folder, commit, tip, options)) return true;
  const since = [tip, `^${commit}`];
  const note = `(cherry picked from commit ${commit})`;
  const named = ['log', '--format=%H', '--max-count=1', '--fixed-strings', `--grep=${note}`, ...since, '--'];
  if ((await git(folder, named, options)).trim() !== '') return true;
  const apart = Number(
    await git(folder, ['rev-list', '--count', `--max-count=${MOST_COMPARED + 1}`, ...since, '--'], options),
  );
  const { code, output } = await askGit(folder, ['rev-parse', '--verify', '--quiet', `${commit}^`], options);
  // A first commit has nothing that it differs from.
  if (apart > MOST_COMPARED || code !== 0) return false;
  const parent = output.toString('utf8').trim();
  return (await git(folder, ['cherry', tip, commit, parent], options)).startsWith('-');
}
