import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { problemOf } from './problems.ts';
import { askGit, type GitOptions, git } from './run.ts';

/** A file that a pick could not be merged into. */
export interface Conflict {
  readonly path: string;
  /** Where in it, as the headers of a diff say: `@@@ -1,5 -1,5 +1,9 @@@`. */
  readonly hunks: readonly string[];
}

export type PickEnd =
  | { readonly kind: 'picked'; readonly sha: string }
  /** Nothing was left to change: the release has it already. */
  | { readonly kind: 'contained' }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] };

/** A repository of Slipway's own that reads the objects of a clone and writes none of its. */
export interface Scratch {
  pick(commit: string, onto: string): Promise<PickEnd>;
  /** Writes a bundle of what is new since a commit, under one name. */
  bundle(file: string, name: string, commit: string, since: string): Promise<void>;
}

export interface Committer {
  readonly name: string;
  readonly email: string | null;
  /** In ms. */
  readonly at: number;
}

const MOST_CONFLICTS = 100;
const MOST_HUNKS = 20;

/** Everything that is put into a name of git's own must be fit for one; a version may have two dots in a row. */
export function pickRef(version: string): string {
  return `refs/slipway/${version.replaceAll(/\.{2,}/g, '-').replaceAll(/[^A-Za-z0-9._+-]/g, '-')}`;
}

async function pathIn(clone: string, name: string): Promise<string> {
  const path = (await git(clone, ['rev-parse', '--git-path', name])).replace(/\r?\n$/, '');
  return isAbsolute(path) ? path : resolve(clone, path);
}

/** The headers of the hunks by file, of what a conflict left behind. */
function readConflicts(paths: readonly string[], diff: string): Conflict[] {
  const hunks = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of diff.split('\n')) {
    const [, path] = /^diff --(?:cc|combined) (.*)$/.exec(line) ?? [];
    if (path !== undefined) {
      current = [];
      hunks.set(path, current);
    } else if (/^@@@* .* @@@*/.test(line) && current.length < MOST_HUNKS) {
      current.push(line.slice(0, 200));
    }
  }
  return paths.slice(0, MOST_CONFLICTS).map((path) => ({ path, hunks: hunks.get(path) ?? [] }));
}

/**
 * Makes a repository in an empty folder, with no file checked out: a pick is merged in the index, so a large tree costs
 * nothing. Settings of the person and of the machine do not count in it, hooks and filters among them.
 */
export async function openScratch(
  folder: string,
  clone: string,
  { name, email, at }: Committer,
  signal: AbortSignal,
): Promise<Scratch> {
  const options: GitOptions = {
    signal,
    seconds: 600,
    environment: {
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: join(folder, 'no-settings'),
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email ?? '',
      GIT_COMMITTER_DATE: `@${Math.floor(at / 1000)} +0000`,
    },
  };
  const ask = (args: readonly string[]) => askGit(folder, args, options);
  const must = (args: readonly string[]) => git(folder, args, options);

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const format = (await git(clone, ['rev-parse', '--show-object-format'])).trim();
  await must(['init', '-q', '-b', 'slipway', '--template=', `--object-format=${format}`]);
  const own = join(folder, '.git');
  mkdirSync(join(own, 'objects', 'info'), { recursive: true });
  mkdirSync(join(own, 'info'), { recursive: true });
  appendFileSync(
    join(own, 'objects', 'info', 'alternates'),
    `${(await pathIn(clone, 'objects')).replaceAll('\\', '/')}\n`,
  );
  const shallow = await pathIn(clone, 'shallow');
  if (existsSync(shallow)) copyFileSync(shallow, join(own, 'shallow'));
  writeFileSync(join(own, 'info', 'sparse-checkout'), '/.nothing-is-checked-out\n');
  await must(['config', 'core.sparseCheckout', 'true']);

  async function parents(commit: string): Promise<number> {
    const [, ...found] = (await must(['rev-list', '--parents', '--max-count=1', commit])).trim().split(' ');
    return found.length;
  }

  return {
    async pick(commit, onto) {
      await ask(['cherry-pick', '--quit']);
      await must(['checkout', '-q', '--force', '--detach', onto]);
      const mainline = (await parents(commit)) > 1 ? ['-m', '1'] : [];
      const { code, said } = await ask(['cherry-pick', '-x', ...mainline, commit]);
      if (code === 0) return { kind: 'picked', sha: (await must(['rev-parse', 'HEAD'])).trim() };
      const unmerged = await must(['diff', '--name-only', '--diff-filter=U', '-z']);
      const paths = unmerged.split('\0').filter((path) => path !== '');
      if (paths.length > 0) {
        const diff = await must([
          '-c',
          'core.quotePath=false',
          'diff',
          '--no-color',
          '--no-ext-diff',
          '--no-textconv',
        ]);
        return { kind: 'conflict', conflicts: readConflicts(paths, diff) };
      }
      const isEmpty = (await ask(['diff', '--cached', '--quiet', 'HEAD'])).code === 0;
      if (isEmpty && /is now empty|nothing to commit/.test(said)) return { kind: 'contained' };
      throw problemOf(folder, code, said);
    },
    async bundle(file, ref, commit, since) {
      mkdirSync(dirname(file), { recursive: true });
      const partial = `${file}.part`;
      await must(['update-ref', ref, commit]);
      await must(['bundle', 'create', '-q', partial, `${since}..${ref}`]);
      renameSync(partial, file);
    },
  };
}

/** Brings a bundle's commit into a clone under a name of Slipway's own; nothing else of the clone is touched. */
export async function keepInClone(clone: string, file: string, ref: string, commit: string): Promise<void> {
  await git(clone, ['bundle', 'unbundle', file]);
  await git(clone, ['update-ref', ref, commit]);
}
