import type { Machine } from '../../machine.ts';

/** The five statuses that a mobile deployment has; the door's `deploying` is our in_progress, its `success` succeeded. */
export type MobileStatus = 'pending' | 'in_progress' | 'succeeded' | 'failed' | 'canceled';
export type MobileEvent = 'start' | 'succeed' | 'fail' | 'cancel';

/**
 * The strict machine of builds and code-push releases (spec/mobile 2.1): five states, five edges. Terminal states never
 * change; a retry is a new record with the same inputs. It imports no deployment, so that the policies of the
 * deployment feature can take it in.
 */
export const mobilePolicy: Machine<MobileStatus, MobileEvent> = {
  name: 'mobile',
  initial: ['pending'],
  states: {
    pending: { label: 'pending', tone: 'dim', on: { start: 'in_progress', cancel: 'canceled' } },
    in_progress: {
      label: 'in progress',
      tone: 'accent',
      on: { succeed: 'succeeded', fail: 'failed', cancel: 'canceled' },
    },
    succeeded: { label: 'succeeded', tone: 'ok', on: {} },
    failed: { label: 'failed', tone: 'bad', on: {} },
    canceled: { label: 'canceled', tone: 'dim', on: {} },
  },
};
