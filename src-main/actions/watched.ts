import type { Watch } from './action.ts';
import type { KeptOutput } from './kept-output.ts';
import type { Machine } from './machine.ts';
import { endGroup, hasMember, processMark } from './process-group.ts';

/** A process that runs for a record, so that a later start can tell whether it is still the same one. */
interface KnownProcess {
  readonly pid: number;
  readonly mark: string | null;
}

/** Who keeps what a watch is told. */
export interface Keeper {
  readonly machine: Pick<Machine, 'holds' | 'letsGo'>;
  isCanceled(): boolean;
  progress(percent: number): Promise<unknown>;
  /** Keeps the process as a text, or with null that there is none any more. */
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
      began: (pid) =>
        soon(async () => {
          await keeper.machine.holds(pid);
          const process: KnownProcess = { pid, mark: processMark(pid) };
          await keeper.remember(JSON.stringify(process));
        }),
      ended: (pid) =>
        soon(async () => {
          await keeper.machine.letsGo(pid);
          await keeper.remember(null);
        }),
    },
    async settled() {
      await writes;
    },
  };
}

/**
 * Ends a process that nobody follows any more, and what it started. Only the very same one, by when it was started; what
 * outlived it is known by `token`, a `NAME=value` that its environment had and no other's has.
 * @returns whether it still ran.
 */
export async function endLeftover(process: string | null, token: string | null = null): Promise<boolean> {
  if (process === null) return false;
  const { pid, mark } = JSON.parse(process) as KnownProcess;
  const isSame = mark !== null && processMark(pid) === mark;
  if (!isSame && !(token !== null && hasMember(pid, token))) return false;
  await endGroup(pid);
  return true;
}
