import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { type CommandAction, outputStreams } from '#shared/features/action/model.ts';
import { environmentName } from '#shared/features/action/template.ts';
import { formatDuration } from '#shared/time.ts';
import type { ActionEnd, Errand, Told, Watch } from './action.ts';
import type { Masker } from './mask.ts';
import { outputReader, readTold } from './output.ts';
import { endCommand } from './process-group.ts';
import { filled } from './template.ts';

/** How often a cancel is looked for, and how long the pipes of an ended process are read on, in ms. */
const LOOK_EVERY = 100;
const DRAIN = 1500;

/** Where all that a command starts has what tells it from every other command's. */
const TOKEN_NAME = 'SLIPWAY_COMMAND';

const isWindows = process.platform === 'win32';

/** A text as an environment or an argument can hold it. */
const plain = (text: string) => text.replaceAll('\0', '');

/** The facts, then what the settings add; of ours nothing else, and of Slipway's own environment nothing that steers it. */
function environmentOf(action: CommandAction, errand: Errand, token: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('SLIPWAY_'));
  const facts = Object.entries(errand.facts).map(([name, value]) => [environmentName(name), plain(value)]);
  const given = action.environment.map(({ name, value }) => [name, plain(filled(value, errand))]);
  return Object.fromEntries([...own, ...facts, ...given, [TOKEN_NAME, token]]) as NodeJS.ProcessEnv;
}

const programOf = ({ argv: [program = ''] }: CommandAction, errand: Errand) => plain(filled(program, errand));

function start(action: CommandAction, errand: Errand, token: string): ChildProcess {
  const options = {
    cwd: action.folder,
    env: environmentOf(action, errand, token),
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all it starts can be ended with it.
    detached: !isWindows,
    windowsHide: true,
  };
  const [first = '', ...rest] = action.argv;
  if (!action.shell) {
    return spawn(
      programOf(action, errand),
      rest.map((argument) => plain(filled(argument, errand))),
      options,
    );
  }
  return isWindows
    ? spawn('cmd.exe', ['/d', '/s', '/c', `"${first}"`, ...rest], {
        ...options,
        windowsVerbatimArguments: true,
      })
    : spawn('/bin/sh', ['-c', first, 'sh', ...rest], options);
}

/** Names the program as it was looked for; a secret in its name is masked with the rest of the message. */
function startProblem(action: CommandAction, errand: Errand, code: string | undefined): string {
  const program = action.shell ? 'the shell' : `the program ${programOf(action, errand)}`;
  switch (code) {
    case 'ENOENT':
      return `There is no ${program.replace(/^the /, '')} on this machine.`;
    case 'EACCES':
      return `This user may not run ${program}.`;
    default:
      return `The command could not be started (${code ?? 'unknown error'}).`;
  }
}

function folderProblem({ folder }: CommandAction): string | null {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? null
    : `The working folder ${folder} is not there.`;
}

type End =
  | { readonly how: 'exit'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly how: 'error'; readonly code: string | undefined };

/** Waits for the process, and then for its pipes: what it left behind may hold them open. */
function endOf(child: ChildProcess): Promise<End> {
  return new Promise((done) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) done({ how: 'error', code: error.code });
    });
    child.once('exit', (code, signal) => {
      const end: End = { how: 'exit', code, signal };
      const late = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        done(end);
      }, DRAIN);
      child.once('close', () => {
        clearTimeout(late);
        done(end);
      });
    });
  });
}

/**
 * Reads both pipes to the watch, and what the command tells on lines of its own. Lines stand in the order in which they are
 * read. What a command writes to both within about a millisecond comes in one turn, each pipe's share in a piece: no system
 * tells which of two pipes was written to first.
 */
function follow(child: ChildProcess, mask: () => Masker, watch: Watch): { told(): Told; end(): void } {
  let told: Told = { remoteId: null, storeState: null };
  const readers = outputStreams.map((stream) => {
    const reader = outputReader(mask(), (line) => {
      const said = readTold(line);
      if (said?.name === 'progress') watch.progress(said.percent);
      else if (said) told = { ...told, [said.name]: said.value };
      watch.output(stream, `${line}\n`);
    });
    child[stream]?.on('data', (bytes: Buffer) => reader.push(bytes));
    return reader;
  });
  return { told: () => told, end: () => readers.forEach((reader) => void reader.end()) };
}

/**
 * Runs a command to its end, its time-out or its cancel; in the latter two everything that it started ends with it. It
 * goes through no shell unless its settings ask for one.
 */
export async function runCommand(
  action: CommandAction,
  errand: Errand,
  mask: () => Masker,
  watch: Watch,
): Promise<ActionEnd> {
  const began = performance.now();
  const ended = (told: Told, exitCode: number | null) => ({
    exitCode,
    httpStatus: null,
    durationMs: Math.round(performance.now() - began),
    told,
  });
  const nothing: Told = { remoteId: null, storeState: null };
  const failed = (message: string, hint: string, told: Told, exitCode: number | null): ActionEnd => ({
    ...ended(told, exitCode),
    kind: 'failed',
    ran: true,
    message,
    hint,
  });
  const { settings, afterwards } = errand.words;
  const unstarted = (message: string, what: string): ActionEnd => ({
    ...ended(nothing, null),
    kind: 'failed',
    ran: false,
    message,
    hint: `Correct ${what} in ${settings}.`,
  });
  const unfit = folderProblem(action);
  if (unfit) return unstarted(unfit, 'the working folder');
  const token = randomUUID();
  let child: ChildProcess;
  try {
    child = start(action, errand, token);
  } catch (error) {
    return unstarted(startProblem(action, errand, (error as NodeJS.ErrnoException).code), 'the command');
  }
  const { pid } = child;
  const started = pid === undefined ? null : { pid, token: `${TOKEN_NAME}=${token}` };
  const output = follow(child, mask, watch);
  const end = endOf(child);
  let stop: 'canceled' | 'late' | null = null;
  let stopping: Promise<void> = Promise.resolve();
  const look = setInterval(() => {
    if (stop !== null || started === null) return;
    if (watch.isCanceled()) stop = 'canceled';
    else if (performance.now() - began > action.timeoutSeconds * 1000) stop = 'late';
    if (stop !== null) stopping = endCommand(started);
  }, LOOK_EVERY);
  if (started) watch.began(started);
  const found = await end;
  clearInterval(look);
  await stopping;
  output.end();
  if (started) watch.ended(started);
  if (found.how === 'error') {
    return unstarted(startProblem(action, errand, found.code), 'the command');
  }
  const told = output.told();
  switch (stop as 'canceled' | 'late' | null) {
    case 'canceled':
      return { ...ended(told, null), kind: 'canceled' };
    case 'late': {
      const limit = formatDuration(action.timeoutSeconds * 1000);
      return failed(
        `The command had not ended after ${limit} and was ended with all it had started.`,
        `${afterwards}; a longer time can be set in ${settings}.`,
        told,
        null,
      );
    }
    default:
  }
  if (found.code === 0) return { ...ended(told, 0), kind: 'done' };
  const message =
    found.code === null
      ? `The command was ended by ${found.signal}.`
      : `The command ended with exit code ${found.code}.`;
  return failed(message, 'Its output says why.', told, found.code);
}
