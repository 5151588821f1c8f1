import { dryLines } from '#shared/features/action/dry.ts';
import type { Action } from '#shared/features/action/model.ts';
import type { DeliveryStep } from '#shared/features/distribution/delivery.ts';
import classes from '../Distribution.module.css';
import { stepLabels } from '../words.ts';
import type { KnownFacts } from './dry.ts';

/** One step of a delivery as it would run; without facts as it is written. */
export function StepPreview({
  step,
  action,
  facts,
}: {
  readonly step: DeliveryStep;
  readonly action: Action;
  readonly facts: KnownFacts | null;
}) {
  return (
    <section className={classes.preview} aria-label={stepLabels[step]}>
      <dl>
        {dryLines(action, facts).map(({ label, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
          <div key={index}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
