import type { ForeignKey } from '#shared/features/mobile/contract.ts';
import type { Reference } from '#shared/features/mobile/model.ts';

/**
 * Ids in this language are 24 hex digits.
 * - A record that an import brought keeps the id that it had (an alias of this system).
 * - A record of ours is its integer id in hex behind zeros. The vendor's own ids begin with a time in seconds and ours
 *   with ten zeros, so one is never taken for the other; all the same an alias is looked for first.
 * - The organization is the workspace: the first 24 hex digits of its uid, or an imported organization's id.
 * - A stage is its place in ten digits and its deployment in fourteen.
 */
const LENGTH = 24;
const RECORD_DIGITS = 14;

export const HEX_ID = /^[0-9a-fA-F]{24}$/;

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

export function toId({ id, externalId }: Reference): string {
  return externalId ?? hex(id, LENGTH);
}

export function toStageId(deploymentId: number, position: number): string {
  return hex(position, LENGTH - RECORD_DIGITS) + hex(deploymentId, RECORD_DIGITS);
}

/** What an id of 24 hex digits, or any other text, may stand for. */
export function toKey(text: string): ForeignKey {
  const externalId = text.toLowerCase();
  const id = HEX_ID.test(text) ? Number.parseInt(text, 16) : null;
  return { externalId, id: Number.isSafeInteger(id) ? id : null };
}

/** The key of a record of ours. */
export function keyOf(id: number): ForeignKey {
  return { externalId: hex(id, LENGTH), id };
}

/** Nobody is on record. */
export const NOBODY = '0'.repeat(LENGTH);
