import type { DeliverySettings, DeliveryStep } from '#shared/features/distribution/delivery.ts';
import { runCommand } from './command.ts';
import type { Delivery, Errand, StepEnd, Watch } from './delivery.ts';
import { runHttpCall } from './http-call.ts';
import { type Masker, masked } from './mask.ts';

/** Delivers by commands and HTTP calls of the user's own, as the settings of the project and store say. */
export function ownDelivery(
  settings: DeliverySettings,
  errand: Errand,
  mask: () => Masker,
  watch: Watch,
): Delivery {
  const run = (step: DeliveryStep) => async (): Promise<StepEnd | null> => {
    const action = settings[step];
    if (!action) return null;
    const own: Errand = { ...errand, facts: { ...errand.facts, step } };
    const end =
      action.kind === 'command'
        ? await runCommand(action, own, mask, watch)
        : await runHttpCall(action, own, mask, watch);
    const { remoteId, storeState } = end.told;
    // The store's word and the sentence are kept in the record: a secret must not come in by them.
    const told = { remoteId, storeState: storeState === null ? null : masked(storeState, mask) };
    return end.kind === 'failed' ? { ...end, told, message: masked(end.message, mask) } : { ...end, told };
  };
  return {
    prepare: run('prepare'),
    upload: run('upload'),
    submit: run('submit'),
    poll: run('poll'),
    widen: run('widen'),
    halt: run('halt'),
  };
}
