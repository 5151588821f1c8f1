import type { JobTools } from './definition.ts';

/** How often a cancel is looked for, in ms. */
const LOOK_EVERY = 100;

/** Does something with a signal that aborts, with `Canceled`, once the job was asked to stop. */
export async function whileWanted<T>(
  { checkCanceled }: Pick<JobTools, 'checkCanceled'>,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const look = setInterval(() => {
    try {
      checkCanceled();
    } catch (error) {
      controller.abort(error);
    }
  }, LOOK_EVERY);
  try {
    return await act(controller.signal);
  } finally {
    clearInterval(look);
  }
}
