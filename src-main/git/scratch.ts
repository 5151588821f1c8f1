import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Borrowed, openBorrowed } from './borrowed.ts';
import { problemOf } from './problems.ts';
import { git } from './run.ts';

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

/** Picks commits without a file checked out and without writing into the clone. */
export interface Scratch {
  take(bundle: string): Promise<void>;
  pick(commit: string, onto: string): Promise<PickEnd>;
  /** Writes a bundle of all that the clone lacks of a commit's history, under one name. */
  bundle(file: string, name: string, commit: string): Promise<void>;
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

/** The nearest commit behind one that the clone has; null when it has none. Slipway makes one commit at a time. */
async function knownBehind({ ask, inClone }: Borrowed, commit: string): Promise<string | null> {
  for (let at = commit; ; ) {
    const { code, output } = await ask(['rev-parse', '--verify', '--quiet', `${at}^`]);
    if (code !== 0) return null;
    at = output.toString('utf8').trim();
    if (await inClone(at)) return at;
  }
}

/** Opens one in a folder. A pick is merged in the index alone, so a large tree costs nothing. */
export async function openScratch(
  folder: string,
  clone: string,
  { name, email, at }: Committer,
  signal: AbortSignal,
): Promise<Scratch> {
  const borrowed = await openBorrowed(folder, clone, {
    signal,
    seconds: 600,
    environment: {
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email ?? '',
      GIT_COMMITTER_DATE: `@${Math.floor(at / 1000)} +0000`,
    },
  });
  const { ask, must, take } = borrowed;
  mkdirSync(join(folder, '.git', 'info'), { recursive: true });
  writeFileSync(join(folder, '.git', 'info', 'sparse-checkout'), '/.nothing-is-checked-out\n');
  await must(['config', 'core.sparseCheckout', 'true']);

  async function parents(commit: string): Promise<number> {
    const [, ...found] = (await must(['rev-list', '--parents', '--max-count=1', commit])).trim().split(' ');
    return found.length;
  }

  return {
    take,
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
    async bundle(file, ref, commit) {
      // git's own lock beside it must not outlive a crash, so it is made here and brought there whole.
      const made = join(folder, 'made.bundle');
      await must(['update-ref', ref, commit]);
      const since = await knownBehind(borrowed, commit);
      await must(['bundle', 'create', '-q', made, since === null ? ref : `${since}..${ref}`]);
      mkdirSync(dirname(file), { recursive: true });
      copyFileSync(made, `${file}.part`);
      renameSync(`${file}.part`, file);
    },
  };
}

/** Brings a bundle's commit into a clone under a name of Slipway's own; nothing else of the clone is touched. */
export async function keepInClone(clone: string, file: string, ref: string, commit: string): Promise<void> {
  await git(clone, ['bundle', 'unbundle', file]);
  await git(clone, ['update-ref', ref, commit]);
}
