import type { Watch } from './action.ts';
import type { KeptOutput } from './kept-output.ts';
import type { Machine } from './machine.ts';
import { endCommand, endStrays, processMark, remainsOf, type StartedCommand } from './process-group.ts';

/** A process by its number, and by what tells it from a later one of the same number. */
interface KnownProcess {
  readonly pid: number;
  readonly mark: string | null;
}

/** A command that runs for a record, so that a later start can tell what of it is still there, and whose it is. */
interface KnownCommand extends KnownProcess, StartedCommand {
  /** The Slipway that began it. */
  readonly host: KnownProcess;
}

/** What a later start finds of a command; `elsewhere` while it runs for another Slipway, which follows it. */
export type Leftover = 'gone' | 'ended' | 'elsewhere';

const known = (pid: number): KnownProcess => ({ pid, mark: processMark(pid) });

/** Who keeps what a watch is told. */
export interface Keeper {
  readonly machine: Pick<Machine, 'holds' | 'letsGo'>;
  isCanceled(): boolean;
  progress(percent: number): Promise<unknown>;
  /** Keeps the command as a text, or with null that there is none any more. */
  remember(process: string | null): Promise<unknown>;
}

/**
 * Follows an action for a record: its output, its progress, and the process that it runs. `settled` waits for what is
 * still being written. @throws what could not be written.
 */
export function watched(
  keeper: Keeper,
  output: KeptOutput,
): { readonly watch: Watch; settled(): Promise<void> } {
  let writes: Promise<unknown> = Promise.resolve();
  const soon = (write: () => Promise<unknown>) => {
    writes = writes.then(write);
    // Whoever waits for it is told; until then it must not count as nobody's.
    writes.catch(() => {});
  };
  return {
    watch: {
      output: (stream, text) => output.add(stream, text),
      progress: (percent) => soon(() => keeper.progress(percent)),
      isCanceled: () => keeper.isCanceled(),
      began: (command) =>
        soon(async () => {
          await keeper.machine.holds(command);
          const kept: KnownCommand = { ...command, ...known(command.pid), host: known(process.pid) };
          await keeper.remember(JSON.stringify(kept));
        }),
      ended: (command) =>
        soon(async () => {
          await keeper.machine.letsGo(command);
          await keeper.remember(null);
        }),
    },
    async settled() {
      await writes;
    },
  };
}

/** Whether another Slipway than this one began it and still runs: the file is a copy of the one that it works on. */
function isFollowedElsewhere({ host: { pid, mark } }: KnownCommand): boolean {
  return pid !== process.pid && mark !== null && processMark(pid) === mark;
}

/**
 * Ends what is left of a command that nobody follows any more: its group while that is still the very same one, and
 * what left that and is known by the token in its environment. What another command started is never touched.
 */
export async function endLeftover(remembered: string | null): Promise<Leftover> {
  if (remembered === null) return 'gone';
  const command = JSON.parse(remembered) as KnownCommand;
  const remains = remainsOf(command, command.mark);
  if (!remains.any) return 'gone';
  if (isFollowedElsewhere(command)) return 'elsewhere';
  await (remains.group ? endCommand(command) : endStrays(command.token));
  return 'ended';
}
