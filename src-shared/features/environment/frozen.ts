import type { AppError } from '../../errors.ts';
import { refuse } from '../release/refusals.ts';

/** A freeze that stands where and when something is to take effect. */
export interface FrozenBy {
  readonly freezeId: number;
  readonly name: string;
  readonly reason: string;
  /** When it ends there; null until somebody lifts it. */
  readonly endsAt: number | null;
}

/**
 * An act that goes through what stands in its way. A person names the freezes and says why; a pipeline's `force` means
 * all of them and says nothing (spec/releases 2.6 and 2.7).
 */
export interface Force {
  readonly freezeIds: 'all' | readonly number[];
  readonly reason: string | null;
}

/** The freezes that an act does not go through. */
export function unnamedOf(frozenBy: readonly FrozenBy[], force: Force | null): readonly FrozenBy[] {
  if (force === null) return frozenBy;
  const { freezeIds } = force;
  return freezeIds === 'all' ? [] : frozenBy.filter(({ freezeId }) => !freezeIds.includes(freezeId));
}

/** `“Quarter’s end” and “Audit”`. */
export function freezeNames(frozenBy: readonly FrozenBy[]): string {
  return frozenBy.map(({ name }) => `“${name}”`).join(' and ');
}

/** The refusal of an act that takes effect in a frozen environment. */
export function refuseFrozen(
  environment: { readonly uid: string; readonly name: string },
  frozenBy: readonly FrozenBy[],
  force: Force | null,
): AppError {
  const unnamed = unnamedOf(frozenBy, force);
  return refuse('frozen', `${environment.name} is frozen by ${freezeNames(unnamed)}. Nothing was changed.`, {
    hint:
      force === null
        ? 'Wait for its end, or go through it by name and say why.'
        : 'Name every freeze that stands there, or wait for its end.',
    frozenBy: unnamed.map(({ name, reason }) => ({ name, reason })),
    object: { noun: 'environment', id: environment.uid, label: environment.name },
  });
}
