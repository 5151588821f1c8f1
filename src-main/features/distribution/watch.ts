import type { Watch } from '../../actions/action.ts';
import type { KeptOutput } from '../../actions/kept-output.ts';
import { processMark } from '../../actions/process-group.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { DeliverInput } from './acts.ts';

/** The process that delivers, so that a later start can tell whether it is still the same one. */
export interface DeliveryProcess {
  readonly pid: number;
  readonly mark: string | null;
}

/** Whether somebody asked the job to stop, or canceled the distribution itself. */
function isStopped({ stores, checkCanceled }: JobTools, { act, id }: DeliverInput): boolean {
  try {
    checkCanceled();
  } catch {
    return true;
  }
  return act === 'deliver' && stores.distribution.statusOf(id) === 'canceled';
}

/**
 * Follows a step for the record: its output, its progress, and the process that it runs. `settled` waits for what is
 * still being written. @throws what could not be written.
 */
export function watchOf(
  tools: JobTools,
  input: DeliverInput,
  output: KeptOutput,
): { readonly watch: Watch; settled(): Promise<void> } {
  let writes: Promise<unknown> = Promise.resolve();
  const soon = (write: () => Promise<unknown>) => {
    writes = writes.then(write);
    // Whoever waits for it is told; until then it must not count as nobody's.
    writes.catch(() => {});
  };
  const remember = (process: DeliveryProcess | null) =>
    tools.write('delivery.process', { id: input.id, process: process && JSON.stringify(process) });
  return {
    watch: {
      output: (stream, text) => output.add(stream, text),
      progress: (percent) => soon(() => tools.progress(Math.floor(percent), 100)),
      isCanceled: () => isStopped(tools, input),
      began: (pid) =>
        soon(async () => {
          await tools.machine.holds(pid);
          await remember({ pid, mark: processMark(pid) });
        }),
      ended: (pid) =>
        soon(async () => {
          await tools.machine.letsGo(pid);
          await remember(null);
        }),
    },
    async settled() {
      await writes;
    },
  };
}
