import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DeliverySettings } from '#shared/features/distribution/delivery.ts';
import type { Store } from '#shared/features/distribution/stores.ts';

/** Whose builds settings deliver, and where. */
export interface DeliveryPlace {
  readonly projectUid: string;
  readonly store: Store;
}

/**
 * What a person trusts: these settings to the last letter, for this project and store. Kept in the settings of the
 * machine, so that a workspace cannot bring its own trust along.
 */
export function deliveryHash({ projectUid, store }: DeliveryPlace, settings: DeliverySettings): string {
  const text = canonicalize({ projectUid, store, settings }) ?? '';
  return createHash('sha256').update(text).digest('hex');
}

/** Under which name the machine keeps a delivery's own secret. */
export function secretName({ projectUid, store }: DeliveryPlace, slot: string): string {
  return `delivery/${projectUid}/${store}/${slot}`;
}
