import type { DeliveryAction, DeliveryStep } from '#shared/features/distribution/delivery.ts';
import classes from '../Distribution.module.css';
import { stepLabels } from '../words.ts';
import { dryLines, type KnownFacts } from './dry.ts';

/** One step of a delivery as it would run; without facts as it is written. */
export function StepPreview({
  step,
  action,
  facts,
}: {
  readonly step: DeliveryStep;
  readonly action: DeliveryAction;
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
