import { DAY } from '../../time.ts';

/** How many days ahead a credential's end is told, the last word first. */
const warnings = [3, 14, 30] as const;

/** How long before its end a credential is told of first, in ms. */
export const FIRST_WARNING = Math.max(...warnings) * DAY;

export interface Expiry {
  readonly level: (typeof warnings)[number] | 'expired';
  /** Whole days left, begun ones counted; 0 and less when it has expired. */
  readonly days: number;
}

/**
 * Whether a credential's end is near, both instants in ms: null when it has none, or more than 30 days are left. The
 * end's own instant is expired.
 */
export function expiryOf(expiresAt: number | null, now: number): Expiry | null {
  if (expiresAt === null) return null;
  const left = expiresAt - now;
  if (left <= 0) return { level: 'expired', days: -Math.floor(-left / DAY) || 0 };
  const level = warnings.find((days) => left <= days * DAY);
  return level === undefined ? null : { level, days: Math.ceil(left / DAY) };
}
