import { type ChildProcess, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { missingGit, problemOf, tooLate } from './problems.ts';

/** How long a question may take, in seconds; a log is read for as long as somebody wants it. */
const PATIENCE = 60;
/** How much of an answer, and of what git complains, is kept, in bytes. */
const MOST_OUTPUT = 8 * 1024 * 1024;
const MOST_SAID = 16 * 1024;

export interface GitOptions {
  /** Ends git when it is aborted; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly seconds?: number;
  /** Of the one who commits, where a commit is made. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface GitAnswer {
  readonly code: number;
  readonly output: Buffer;
  readonly said: string;
}

/**
 * Settings that stand above those of the repository, which may be anybody's: no program of its choosing is started, and
 * no other machine is asked, also not for objects that a partial clone lacks.
 */
const SAFE = [
  '--no-pager',
  ...['core.fsmonitor=false', `core.hooksPath=${devNull}`, 'protocol.allow=never', 'protocol.ext.allow=never']
    .concat('log.showSignature=false', 'i18n.logOutputEncoding=UTF-8', 'gc.auto=0', 'maintenance.auto=false')
    .flatMap((setting) => ['-c', setting]),
];

/** Nothing that steers git from outside, nothing of Slipway's own, and no question that nobody would see. */
function environmentOf(given: GitOptions['environment'] = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(GIT|SLIPWAY)_/i.test(name));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // Above every protocol.<name>.allow that a repository may have.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    ...given,
  };
}

function start(folder: string, args: readonly string[], options: GitOptions): ChildProcess {
  return spawn('git', [...SAFE, '-C', folder, ...args], {
    env: environmentOf(options.environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

interface Running {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** The exit code, null after a signal. @throws missing git, a time-out, the signal's reason. */
  readonly end: Promise<number | null>;
}

function run(folder: string, args: readonly string[], options: GitOptions, seconds: number | null): Running {
  options.signal?.throwIfAborted();
  const child = start(folder, args, options);
  const pieces: Buffer[] = [];
  let size = 0;
  child.stderr?.on('data', (piece: Buffer) => {
    if (size < MOST_SAID) pieces.push(piece);
    size += piece.length;
  });
  const end = new Promise<number | null>((done, fail) => {
    let late = false;
    const stop = () => child.kill('SIGKILL');
    const patience =
      seconds === null
        ? null
        : setTimeout(() => {
            late = true;
            stop();
          }, seconds * 1000);
    const settle = (act: () => void) => {
      if (patience) clearTimeout(patience);
      options.signal?.removeEventListener('abort', stop);
      act();
    };
    options.signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle(() => fail(error.code === 'ENOENT' ? missingGit() : error)),
    );
    child.once('close', (code) =>
      settle(() => {
        if (options.signal?.aborted) fail(options.signal.reason);
        else if (late) fail(tooLate(seconds ?? 0));
        else done(code);
      }),
    );
  });
  // Whoever reads the output first meets the failure when the output is over.
  end.catch(() => {});
  return { child, end, said: () => Buffer.concat(pieces).toString('utf8').slice(0, MOST_SAID) };
}

/** Asks git something in a folder and keeps the answer, whatever code it ends with. @throws as `Running.end`. */
export async function askGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  const { child, end, said } = run(folder, args, options, options.seconds ?? PATIENCE);
  const pieces: Buffer[] = [];
  let size = 0;
  child.stdout?.on('data', (piece: Buffer) => {
    if (size < MOST_OUTPUT) pieces.push(piece);
    size += piece.length;
  });
  const code = await end;
  return { code: code ?? -1, output: Buffer.concat(pieces), said: said() };
}

/** The same for what must succeed. @throws what git said, as a sentence. */
export async function git(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const { code, output, said } = await askGit(folder, args, options);
  if (code !== 0) throw problemOf(folder, code, said);
  return output.toString('utf8');
}

/**
 * What git writes, piece by piece and no faster than it is read. Leaving the loop ends git.
 * @throws what git said, once its output is over.
 */
export async function* gitOutput(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): AsyncGenerator<Buffer> {
  const { child, end, said } = run(folder, args, options, null);
  let over = false;
  try {
    for await (const piece of child.stdout ?? []) yield piece as Buffer;
    over = true;
  } finally {
    if (!over) child.kill('SIGKILL');
  }
  const code = await end;
  if (code !== 0) throw problemOf(folder, code, said());
}
