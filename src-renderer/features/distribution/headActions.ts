import {
  IconArrowUpRight,
  IconPlayerPlay,
  IconRefresh,
  IconReport,
  IconRosetteDiscountCheck,
  IconSquare,
  type TablerIcon,
} from '@tabler/icons-react';
import { type DistributionStatus, isOpen } from '#shared/features/distribution/machine.ts';
import { ask } from './act/open.ts';
import { type DistributionRecord, nearestFirst } from './words.ts';

export interface HeadAction {
  readonly key: 'deliver' | 'promote' | 'retry' | 'cancel' | 'report' | 'storeState';
  readonly label: string;
  readonly icon: TablerIcon;
  readonly note: string;
  /** Why it cannot be done now; null when it can. */
  readonly refusal: string | null;
  readonly onClick: () => void;
}

const standing: Readonly<Record<DistributionStatus, string>> = {
  pending: 'It is pending',
  uploading: 'It is uploading',
  succeeded: 'It has succeeded',
  failed: 'It has failed',
  canceled: 'It was canceled',
};

/** Everything that can be asked of a distribution, the next thing first; what is refused says why. */
export function headActions(record: DistributionRecord): HeadAction[] {
  const { distribution: row, delivery, moves, promotions } = record;
  const { id, status } = row;
  const open = isOpen(status);
  const running = delivery.runningJobId !== null;
  const target = nearestFirst(row, promotions).find(({ reason }) => reason === null);
  const deliver: HeadAction = {
    key: 'deliver',
    label: 'Deliver now',
    icon: IconPlayerPlay,
    note: 'Runs your own command or call for it, and follows what it writes.',
    refusal: running
      ? 'A delivery of it runs now.'
      : status === 'pending'
        ? delivery.steps.includes('upload')
          ? null
          : 'Nobody has said how the builds of this project get to this store: see its credentials and delivery.'
        : `${standing[status]}: only a pending one can be delivered.`,
    onClick: () => ask({ act: 'deliver', id }),
  };
  const promote: HeadAction = {
    key: 'promote',
    label: target ? `Promote to ${target.label}` : 'Promote',
    icon: IconArrowUpRight,
    note: 'Brings the same build to a higher track, without another upload.',
    refusal: target
      ? null
      : (promotions[0]?.reason ?? 'There is no higher track of this store to promote it to.'),
    onClick: () => target && ask({ act: 'promote', id, track: target.track }),
  };
  const retry: HeadAction = {
    key: 'retry',
    label: 'Retry',
    icon: IconRefresh,
    note: 'Makes another distribution with the same choices, linked to this one.',
    refusal: record.retryRefusal,
    onClick: () => ask({ act: 'retry', id }),
  };
  const cancel: HeadAction = {
    key: 'cancel',
    label: 'Cancel',
    icon: IconSquare,
    note: 'Ends it; a command that delivers it is ended with everything it started.',
    refusal: open ? null : `${standing[status]}: there is nothing left to cancel.`,
    onClick: () => ask({ act: 'cancel', id }),
  };
  const report: HeadAction = {
    key: 'report',
    label: 'Report',
    icon: IconReport,
    note: 'Says how a delivery that was made by hand went on.',
    refusal: running
      ? 'A delivery of it runs now and reports by itself.'
      : moves.some(({ event }) => event !== 'cancel')
        ? null
        : `${standing[status]}, which is where it ends.`,
    onClick: () => ask({ act: 'report', id }),
  };
  const storeState: HeadAction = {
    key: 'storeState',
    label: 'Store state',
    icon: IconRosetteDiscountCheck,
    note: 'Notes what the store says of it; a review’s verdict is written to its build as well.',
    refusal:
      status === 'succeeded' || status === 'uploading'
        ? null
        : `${standing[status]}: nothing of it is in the store.`,
    onClick: () => ask({ act: 'storeState', id }),
  };
  return open
    ? [deliver, cancel, report, storeState, promote, retry]
    : status === 'succeeded'
      ? [promote, storeState, report, retry, deliver, cancel]
      : [retry, report, storeState, promote, deliver, cancel];
}
