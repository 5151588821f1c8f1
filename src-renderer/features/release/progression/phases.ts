import { type Phase, phasesSchema } from '#shared/features/environment/progression.ts';

/** A phase while it is written. */
export interface PhaseDraft {
  /** Tells it from the others on the screen, whatever it is called. */
  readonly key: number;
  readonly name: string;
  readonly environmentIds: readonly number[];
  readonly rule: Phase['passes']['rule'];
  /** How many must succeed; counts for `at_least` only. */
  readonly count: number;
}

export function draftsOf(phases: readonly Phase[]): PhaseDraft[] {
  return phases.map(({ name, environmentIds, passes }, key) => ({
    key,
    name,
    environmentIds,
    rule: passes.rule,
    count: passes.rule === 'at_least' ? passes.count : 1,
  }));
}

export function phasesOf(drafts: readonly PhaseDraft[]): Phase[] {
  return drafts.map(({ name, environmentIds, rule, count }) => ({
    name: name.trim(),
    environmentIds: [...environmentIds],
    passes: rule === 'at_least' ? { rule, count } : { rule },
  }));
}

/** What keeps the phases from being saved, as the words beside the button; null when nothing does. */
export function phasesFault(drafts: readonly PhaseDraft[]): string | null {
  const named = (draft: PhaseDraft) => draft.name.trim() || 'A phase';
  const nameless = drafts.some(({ name }) => name.trim() === '');
  if (nameless) return 'A phase needs a name';
  const empty = drafts.find(({ environmentIds }) => environmentIds.length === 0);
  if (empty) return `${named(empty)} needs an environment`;
  const asking = drafts.find(
    ({ rule, count, environmentIds }) => rule === 'at_least' && count > environmentIds.length,
  );
  if (asking) return `${named(asking)} asks for more than it has`;
  return phasesSchema.safeParse(phasesOf(drafts)).error?.issues[0]?.message ?? null;
}

export function addedPhase(drafts: readonly PhaseDraft[]): PhaseDraft[] {
  const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1;
  return [...drafts, { key, name: `Phase ${drafts.length + 1}`, environmentIds: [], rule: 'all', count: 1 }];
}

export function changedPhase(
  drafts: readonly PhaseDraft[],
  key: number,
  changes: Partial<Omit<PhaseDraft, 'key'>>,
): PhaseDraft[] {
  return drafts.map((draft) => (draft.key === key ? { ...draft, ...changes } : draft));
}

/** The phases with one moved to the place of another; null when that would change nothing. */
export function movedPhase(drafts: readonly PhaseDraft[], key: number, to: number): PhaseDraft[] | null {
  const from = drafts.findIndex((draft) => draft.key === key);
  const moved = drafts[from];
  if (!moved || to === from || to < 0 || to >= drafts.length) return null;
  const others = drafts.filter((draft) => draft !== moved);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

/** The phases with an environment in one of them, or with null in none. It stands in one at most. */
export function placedIn(
  drafts: readonly PhaseDraft[],
  environmentId: number,
  key: number | null,
): PhaseDraft[] {
  return drafts.map((draft) => {
    const others = draft.environmentIds.filter((id) => id !== environmentId);
    if (draft.key !== key) {
      return others.length === draft.environmentIds.length ? draft : { ...draft, environmentIds: others };
    }
    return draft.environmentIds.includes(environmentId)
      ? draft
      : { ...draft, environmentIds: [...draft.environmentIds, environmentId] };
  });
}

/** The phase after or before the one that an environment stands in; null is the place outside of all, before the first. */
export function neighbourOf(
  drafts: readonly PhaseDraft[],
  environmentId: number,
  by: 1 | -1,
): number | null | undefined {
  const at = drafts.findIndex(({ environmentIds }) => environmentIds.includes(environmentId));
  const next = at + by;
  if (next === -1) return null;
  return drafts[next]?.key;
}
