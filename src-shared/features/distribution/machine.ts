import type { Machine } from '../../machine.ts';

export const distributionStatuses = ['pending', 'uploading', 'succeeded', 'failed', 'canceled'] as const;
export type DistributionStatus = (typeof distributionStatuses)[number];

export type DistributionEvent = 'upload' | 'succeed' | 'fail' | 'cancel';

/** The way of one delivery to a store track (spec/mobile 2.11): forward only; what has ended is tried anew as another. */
export const distributionMachine: Machine<DistributionStatus, DistributionEvent> = {
  name: 'distribution',
  initial: ['pending'],
  states: {
    pending: { label: 'pending', tone: 'dim', on: { upload: 'uploading', cancel: 'canceled' } },
    uploading: {
      label: 'uploading',
      tone: 'accent',
      on: { succeed: 'succeeded', fail: 'failed', cancel: 'canceled' },
    },
    succeeded: { label: 'succeeded', tone: 'ok', on: {} },
    failed: { label: 'failed', tone: 'bad', on: {} },
    canceled: { label: 'canceled', tone: 'dim', on: {} },
  },
};

/** Open = a worker may still act on it; one of a build and track at a time. */
export function isOpen(status: DistributionStatus): boolean {
  return status === 'pending' || status === 'uploading';
}
