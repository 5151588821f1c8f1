import type { DeliverySettings, DeliveryStep } from '#shared/features/distribution/delivery.ts';
import type { ActionEnd, Errand, Watch } from '../../actions/action.ts';
import type { Masker } from '../../actions/mask.ts';
import { runAction } from '../../actions/run.ts';
import type { Delivery } from './delivery.ts';

/** Delivers by commands and HTTP calls of the user's own, as the settings of the project and store say. */
export function ownDelivery(
  settings: DeliverySettings,
  errand: Errand,
  mask: () => Masker,
  watch: Watch,
): Delivery {
  const run = (step: DeliveryStep) => async (): Promise<ActionEnd | null> => {
    const action = settings[step];
    if (!action) return null;
    return runAction(action, { ...errand, facts: { ...errand.facts, step } }, mask, watch);
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
