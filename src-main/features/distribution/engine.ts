import type { distributionContract } from '#shared/features/distribution/contract.ts';
import type { Handlers } from '../../handlers.ts';
import { check, create, promote, retry } from './create.ts';
import { noteDeliverySecret, noteTrust } from './noted.ts';
import { count, get, list, output } from './read.ts';
import { cancel, report } from './report.ts';
import { delivery, putDelivery, seen, setSeen } from './settings.ts';
import { previewStaged, setStoreState, staged } from './staged.ts';

export const distributionEngine: Handlers<typeof distributionContract> = {
  list,
  count,
  get,
  output,
  check,
  create,
  promote,
  retry,
  report,
  cancel,
  setStoreState,
  previewStaged,
  staged,
  seen,
  setSeen,
  delivery,
  putDelivery,
  noteTrust,
  noteDeliverySecret,
};
