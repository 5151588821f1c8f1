import type { Action, CommandAction } from './model.ts';

const SECRET_WORD =
  /pass(word|wd|phrase)|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|authorization|bearer|basic |cookie|signature|credential/i;
/** A name and password in an address, and what is so long and mixed that no person thought of it. */
const SECRET_SHAPE = /\/\/[^/\s@]*:[^/\s@]*@|(?=[\w+=-]*\d)(?=[\w+=-]*[A-Za-z])[\w+=-]{20,}/;

const LONGEST = 300;

/** Whether nothing in a command line looks like a secret. When in doubt it does: a program's name is still told. */
function isPlain(line: string): boolean {
  return line.length <= LONGEST && !SECRET_WORD.test(line) && !SECRET_SHAPE.test(line);
}

/** An argument as one word: quoted where a reader could not see where it ends. */
export function asWord(text: string): string {
  return /^[^\s"'\\]+$/.test(text) ? text : JSON.stringify(text);
}

function commandWords({ argv, shell }: CommandAction): string {
  const [program = ''] = argv;
  const line = shell ? argv.join(' ') : argv.map(asWord).join(' ');
  if (isPlain(line)) return shell ? `in the shell: ${line}` : line;
  if (shell) return 'a script in the shell';
  return isPlain(program) ? `${asWord(program)} …` : 'a program';
}

/**
 * What the log is told of an action: a command line as a person typed it, unless something in it looks like a
 * secret; of a call the method and the host. What is given beside it, by the environment, headers or the body, is never told.
 */
export function toldAction(action: Action): string {
  if (action.kind === 'command') return commandWords(action);
  return `${action.method} ${/^https?:\/\/([^/?#]*)/i.exec(action.url)?.[1] ?? ''}`;
}
