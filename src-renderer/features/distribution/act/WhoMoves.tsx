import { Radio } from '@mantine/core';
import type { DeliveryStep } from '#shared/features/distribution/delivery.ts';
import classes from '../Distribution.module.css';
import { stepLabels } from '../words.ts';

/** Whether the project's own delivery does it in the store, or somebody did it there by hand. */
export function WhoMoves({
  own,
  canDeliver,
  step,
  onOwn,
}: {
  readonly own: boolean;
  readonly canDeliver: boolean;
  readonly step: DeliveryStep;
  readonly onOwn: (own: boolean) => void;
}) {
  return (
    <Radio.Group
      aria-label="Who does it"
      value={own ? 'own' : 'hand'}
      onChange={(value) => onOwn(value === 'own')}
    >
      <div className={classes.choices}>
        <Radio
          size="xs"
          value="own"
          label="The project’s own delivery does it now"
          disabled={!canDeliver}
          description={
            canDeliver
              ? null
              : `Its delivery settings have no command or call for: ${stepLabels[step].toLowerCase()}.`
          }
        />
        <Radio
          size="xs"
          value="hand"
          label="It was done in the store’s console; record it"
          description="Slipway then changes nothing in the store."
        />
      </div>
    </Radio.Group>
  );
}
