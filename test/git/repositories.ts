import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a folder of its own, made with settings of nobody's. */
export interface TestRepository {
  readonly path: string;
  git(...args: string[]): string;
  write(file: string, text: string | Buffer): void;
  /** Writes a file, by default one of its own, and commits everything; answers the whole id. */
  commit(message: string, more?: CommitOptions): string;
  drop(): void;
}

interface CommitOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly author?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'slipway-git-')));
}

export function runGit(folder: string, args: readonly string[], input?: Buffer): string {
  return execFileSync('git', ['-C', folder, ...args], {
    ...(input ? { input } : {}),
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada Byron',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada Byron',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
    },
  })
    .toString('utf8')
    .trim();
}

export function testRepository(path = temporaryFolder()): TestRepository {
  mkdirSync(path, { recursive: true });
  runGit(path, ['init', '-q', '-b', 'main']);
  let made = 0;
  const git = (...args: string[]) => runGit(path, args);
  const write = (file: string, text: string | Buffer) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  return {
    path,
    git,
    write,
    commit(message, { files, author } = {}) {
      made += 1;
      for (const [file, text] of Object.entries(files ?? { [`file-${made}.txt`]: `${message}\n` }))
        write(file, text);
      git('add', '--all');
      git(
        'commit',
        '-q',
        '--allow-empty',
        '--cleanup=verbatim',
        '-m',
        message,
        ...(author ? [`--author=${author}`] : []),
      );
      return git('rev-parse', 'HEAD');
    },
    drop: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A repository of so many commits at once, without a tree to speak of. */
export function longRepository(commits: number): TestRepository {
  const repository = testRepository();
  const lines: string[] = [];
  for (let n = 1; n <= commits; n += 1) {
    const message = `fix: number ${n}`;
    lines.push(
      'commit refs/heads/main',
      `committer Ada Byron <ada@example.org> ${1_700_000_000 + n} +0000`,
      `data ${message.length}`,
      message,
      '',
    );
  }
  runGit(repository.path, ['fast-import', '--quiet'], Buffer.from(`${lines.join('\n')}\n`));
  return repository;
}
