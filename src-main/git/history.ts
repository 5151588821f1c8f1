import { fieldReader } from './fields.ts';
import { type GitOptions, gitOutput } from './run.ts';

/** A commit as the log tells of it. */
export interface LoggedCommit {
  readonly sha: string;
  readonly author: string;
  readonly email: string;
  /** When it was written, in ms. */
  readonly authoredAt: number;
  readonly isMerge: boolean;
  /** The beginning, when it is longer than anybody writes. */
  readonly message: string;
}

export interface LogQuery {
  /** What the log begins at. */
  readonly to: string;
  /** What it does not tell of again: this commit and all behind it. */
  readonly from: string | null;
  readonly paths: readonly string[];
  readonly merges: boolean;
  readonly skip?: number;
  readonly most?: number;
  /** Only messages with this in them, in whatever case. */
  readonly text?: string;
}

const FORMAT = '%H%x00%aN%x00%aE%x00%at%x00%P%x00%B';
const FIELDS = 6;
const LONGEST_FIELD = 16 * 1024;

/** Globs from the top of the repository; `!` in front leaves out. */
export function pathspecs(paths: readonly string[]): string[] {
  return paths.map((path) =>
    path.startsWith('!') ? `:(top,glob,exclude)${path.slice(1)}` : `:(top,glob)${path}`,
  );
}

function toCommit([
  sha = '',
  author = '',
  email = '',
  at = '0',
  parents = '',
  message = '',
]: string[]): LoggedCommit {
  const authoredAt = Number(at) * 1000;
  return {
    sha,
    author,
    email,
    authoredAt: Number.isSafeInteger(authoredAt) ? authoredAt : 0,
    isMerge: parents.includes(' '),
    message,
  };
}

/** The commits of a log, newest first, some at a time and in bounded memory. */
export async function* readLog(
  folder: string,
  { to, from, paths, merges, skip, most, text }: LogQuery,
  options: GitOptions = {},
): AsyncGenerator<LoggedCommit[]> {
  const args = [
    'log',
    '-z',
    `--format=tformat:${FORMAT}`,
    '--no-color',
    ...(merges ? [] : ['--no-merges']),
    ...(skip ? [`--skip=${skip}`] : []),
    ...(most === undefined ? [] : [`--max-count=${most}`]),
    ...(text ? ['--fixed-strings', '--regexp-ignore-case', `--grep=${text}`] : []),
    '--end-of-options',
    to,
    ...(from === null ? [] : [`^${from}`]),
    '--',
    ...pathspecs(paths),
  ];
  const read = fieldReader(FIELDS, LONGEST_FIELD);
  for await (const piece of gitOutput(folder, args, options)) {
    const records = read(piece);
    if (records.length > 0) yield records.map(toCommit);
  }
}
