export interface HoldFacts {
  /** Whether the environment takes candidates by itself: a hold is on that, and on nothing else. */
  readonly promotes: boolean;
  readonly isHeld: boolean;
  /** The newest candidate that would be promoted there; null when there is none. */
  readonly currentVersion: string | null;
}

/** A deployment that has just succeeded. */
export interface Succeeded {
  readonly version: string;
  readonly number: number;
  readonly isRollback: boolean;
  /** Slipway deployed it by itself, nobody asked for it. */
  readonly isPromotion: boolean;
}

export type HoldChange =
  | { readonly kind: 'begins'; readonly reason: string }
  | { readonly kind: 'lifted' }
  | { readonly kind: 'stays' };

/**
 * What a success changes in the hold of its environment (spec/releases 2.6, "Hold after rollback"): somebody's deployment,
 * or a rollback, of something else than the current candidate holds auto-promotion back, or it would put right back what
 * was just taken away. Only a success of the current candidate lifts it.
 */
export function judgeHold({ promotes, isHeld, currentVersion }: HoldFacts, success: Succeeded): HoldChange {
  const { version, number, isRollback, isPromotion } = success;
  const isCurrent = version === currentVersion;
  if (isCurrent) return isHeld ? { kind: 'lifted' } : { kind: 'stays' };
  if (isHeld || !promotes || (isPromotion && !isRollback)) return { kind: 'stays' };
  return {
    kind: 'begins',
    reason: `${isRollback ? `Rolled back to ${version}` : `${version} deployed by hand`} (#${number}). A success of the current candidate lifts it.`,
  };
}
