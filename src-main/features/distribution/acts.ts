import { assertNever } from '#shared/assert.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import type { DeliveryStep } from '#shared/features/distribution/delivery.ts';

/** What a delivery is asked for. */
export type DeliverInput = ParsedInputOf<(typeof distributionContract)['deliver']>;

/** The steps that an act takes, in order; those that nobody set up are left out. */
export function stepsOf(input: DeliverInput): readonly DeliveryStep[] {
  switch (input.act) {
    case 'deliver':
      return ['prepare', 'upload', 'submit'];
    case 'poll':
      return ['poll'];
    case 'staged':
      return input.move.kind === 'halt' || input.move.kind === 'roll_back' ? ['halt'] : ['widen'];
    default:
      return assertNever(input);
  }
}

/** The step without which an act cannot be. */
export function neededStep(input: DeliverInput): DeliveryStep {
  const [first] = stepsOf(input);
  return input.act === 'deliver' || first === undefined ? 'upload' : first;
}
