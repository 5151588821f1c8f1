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

/** An environment of a project. */
export interface NamedPlace {
  readonly project: { readonly name: string };
  readonly environment: { readonly uid: string; readonly name: string };
}

/** What a refusal in a place is about, so that the log tells it from one in the same environment of another project. */
export function objectIn({ project, environment }: NamedPlace, label: string) {
  return {
    noun: 'environment',
    id: environment.uid,
    label,
    project: project.name,
    environment: environment.name,
  } as const;
}

/** The refusal of an act that takes effect in a frozen environment. */
export function refuseFrozen(
  place: NamedPlace,
  frozenBy: readonly FrozenBy[],
  force: Force | null,
): AppError {
  const unnamed = unnamedOf(frozenBy, force);
  const { name: environment } = place.environment;
  return refuse('frozen', `${environment} is frozen by ${freezeNames(unnamed)}. Nothing was changed.`, {
    hint:
      force === null
        ? 'Wait for its end, or go through it by name and say why.'
        : 'Name every freeze that stands there, or wait for its end.',
    frozenBy: unnamed.map(({ name, reason }) => ({ name, reason })),
    object: objectIn(place, environment),
  });
}
