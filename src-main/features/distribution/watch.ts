import type { Watch } from '../../actions/action.ts';
import type { KeptOutput } from '../../actions/kept-output.ts';
import { watched } from '../../actions/watched.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { DeliverInput } from './acts.ts';

/** Whether somebody asked the job to stop, or canceled the distribution itself. */
function isStopped({ stores, checkCanceled }: JobTools, { act, id }: DeliverInput): boolean {
  try {
    checkCanceled();
  } catch {
    return true;
  }
  return act === 'deliver' && stores.distribution.statusOf(id) === 'canceled';
}

/** Follows a step of a delivery for its distribution. */
export function watchOf(
  tools: JobTools,
  input: DeliverInput,
  output: KeptOutput,
): { readonly watch: Watch; settled(): Promise<void> } {
  return watched(
    {
      machine: tools.machine,
      isCanceled: () => isStopped(tools, input),
      progress: (percent) => tools.progress(Math.floor(percent), 100),
      remember: (process) => tools.write('delivery.process', { id: input.id, process }),
    },
    output,
  );
}
