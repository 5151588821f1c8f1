import { AppError } from '#shared/errors.ts';
import { endLeftover, type Leftover } from '../../actions/watched.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { DeliverInput } from './acts.ts';
import type { DeliveryEnded } from './chunks.ts';
import { dropFiles } from './errand.ts';

const LOOK = 'What the store has of it is not known: look there before you try again.';

const leftoverWords: Readonly<Record<Leftover, string>> = {
  gone: 'its command is not running any more',
  ended: 'its command still ran when Slipway started again, and was ended then',
  elsewhere: 'its command runs on for the Slipway that began it, of whose file this is a copy',
};

/**
 * Says what became of a delivery that died with Slipway; nothing is run again.
 * @throws unavailable, always: the job has failed.
 */
export async function takeUp(tools: JobTools, { id, act }: DeliverInput): Promise<never> {
  const { stores } = tools;
  const left = await endLeftover(stores.distribution.processOf(id));
  dropFiles(tools);
  const row = stores.distribution.get(id);
  const own = row?.jobId === tools.job.id;
  if (!own || (act === 'deliver' && row.status === 'pending')) {
    throw new AppError('unavailable', 'Slipway ended before the delivery began. Nothing was sent.', {
      hint: 'Start it again.',
    });
  }
  const errorMessage = `Slipway ended in the middle of the delivery, and ${leftoverWords[left]}. ${LOOK}`;
  if (act === 'deliver' && row.status === 'uploading') {
    await tools.write('delivery.finish', {
      id,
      status: 'failed',
      ...{ remoteId: null, storeState: null, errorMessage, reason: null },
    } satisfies DeliveryEnded);
  } else {
    await tools.write('delivery.process', { id, process: null });
    await tools.write('delivery.note', { id, text: errorMessage });
  }
  throw new AppError('unavailable', errorMessage);
}
