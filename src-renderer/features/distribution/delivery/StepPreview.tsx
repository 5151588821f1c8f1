import { dryLines } from '#shared/features/action/dry.ts';
import type { Action } from '#shared/features/action/model.ts';
import type { DeliveryStep } from '#shared/features/distribution/delivery.ts';
import { ActionPreview } from '../../../ui/ActionPreview.tsx';
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
  return <ActionPreview label={stepLabels[step]} lines={dryLines(action, facts)} />;
}
