import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { findCommit } from './repository.ts';
import { askGit, type GitAnswer, type GitOptions, git } from './run.ts';

/** A repository of Slipway's own that reads the objects of a clone beside its own and writes none of the clone's. */
export interface Borrowed {
  readonly folder: string;
  readonly clone: string;
  ask(args: readonly string[]): Promise<GitAnswer>;
  /** @throws what git said. */
  must(args: readonly string[]): Promise<string>;
  /** Takes in what a bundle holds. */
  take(bundle: string): Promise<void>;
  inClone(commit: string): Promise<boolean>;
}

async function pathIn(clone: string, name: string): Promise<string> {
  const path = (await git(clone, ['rev-parse', '--git-path', name])).replace(/\r?\n$/, '');
  return isAbsolute(path) ? path : resolve(clone, path);
}

/**
 * Makes one in a folder, which is emptied first. Settings of the person and of the machine do not count in it, filters
 * among them.
 */
export async function openBorrowed(folder: string, clone: string, given: GitOptions): Promise<Borrowed> {
  const options: GitOptions = {
    ...given,
    environment: {
      ...given.environment,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: join(folder, 'no-settings'),
    },
  };
  const must = (args: readonly string[]) => git(folder, args, options);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const format = (await git(clone, ['rev-parse', '--show-object-format'])).trim();
  await must(['init', '-q', '-b', 'slipway', '--template=', `--object-format=${format}`]);
  const own = join(folder, '.git');
  mkdirSync(join(own, 'objects', 'info'), { recursive: true });
  const objects = (await pathIn(clone, 'objects')).replaceAll('\\', '/');
  writeFileSync(join(own, 'objects', 'info', 'alternates'), `${objects}\n`);
  const shallow = await pathIn(clone, 'shallow');
  if (existsSync(shallow)) copyFileSync(shallow, join(own, 'shallow'));
  return {
    folder,
    clone,
    ask: (args) => askGit(folder, args, options),
    must,
    async take(bundle) {
      await must(['bundle', 'unbundle', bundle]);
    },
    inClone: async (commit) => (await findCommit(clone, commit, given)) !== null,
  };
}
