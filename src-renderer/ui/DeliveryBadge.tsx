import { type DistributionStatus, distributionMachine } from '#shared/features/distribution/machine.ts';
import { StatusBadge, type StatusName } from './StatusBadge.tsx';

/** The status that a delivery looks like. */
export const deliveryLooks: Readonly<Record<DistributionStatus, StatusName>> = {
  pending: 'pending',
  uploading: 'in_progress',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
};

/** How a delivery to a store stands: its own word with the look of the status it is like. */
export function DeliveryBadge({
  status,
  note,
  size,
}: {
  readonly status: DistributionStatus;
  readonly note?: string;
  readonly size?: number;
}) {
  return (
    <StatusBadge
      status={deliveryLooks[status]}
      label={distributionMachine.states[status].label}
      {...(note ? { note } : {})}
      {...(size ? { size } : {})}
    />
  );
}
