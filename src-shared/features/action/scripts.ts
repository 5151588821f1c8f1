import type { CommandAction } from './model.ts';

/** Programs that run the file that they are given, by their names. */
const RUNNERS = new Set([
  ...['sh', 'bash', 'dash', 'zsh', 'ksh', 'fish', 'source', '.', 'pwsh', 'powershell'],
  ...['node', 'deno', 'bun', 'python', 'python3', 'ruby', 'perl', 'php'],
]);

const nameOf = (program: string) =>
  (/[^\\/]*$/.exec(program)?.[0] ?? '').replace(/\.exe$/i, '').toLowerCase();

/** The commands of a script of the shell, in words: near enough to see what they begin with. */
function commandsIn(script: string): string[][] {
  return script.split(/&&|\|\||[;&|()\n]/).map((command) => {
    const words = (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
      word.replaceAll(/^["']|["']$/g, ''),
    );
    const first = words.findIndex((word) => word !== 'exec' && !/^[A-Za-z_]\w*=/.test(word));
    return first < 0 ? [] : words.slice(first);
  });
}

/**
 * The paths that a command would run as scripts of their own: its program, when it is a path, and what a shell or an
 * interpreter is given first. A person who trusts the command has not read what stands in them. Whether there is such a
 * file only the machine knows.
 */
export function scriptPaths({ argv, shell }: Pick<CommandAction, 'argv' | 'shell'>): string[] {
  const commands = shell ? commandsIn(argv[0] ?? '') : [argv];
  const paths = commands.flatMap(([program = '', ...given]) => {
    const file = RUNNERS.has(nameOf(program)) ? given.find((word) => !word.startsWith('-')) : undefined;
    return [...(/[\\/]/.test(program) ? [program] : []), ...(file === undefined ? [] : [file])];
  });
  return [...new Set(paths)];
}
