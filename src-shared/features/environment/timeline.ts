import { type SuccessFact, supersedes } from '../matrix/rules.ts';

/** A stretch of time in which a version ran in an environment; a version can have several. */
export interface Interval {
  readonly deploymentId: number;
  readonly version: string;
  readonly from: number;
  /** Null while it runs. */
  readonly to: number | null;
}

interface Happening {
  readonly at: number;
  readonly fact: SuccessFact;
  readonly kind: 'succeeded' | 'rolled_back';
}

/**
 * Which version ran when, oldest first: one sweep over the successes of an environment (spec/releases 2.8). A success
 * that is rolled back uncovers what succeeded before it. At every instant it says what `runningAt` says.
 */
export function intervalsOf(facts: readonly SuccessFact[]): Interval[] {
  const happenings = facts
    .flatMap((fact): Happening[] => [
      { at: fact.succeededAt, fact, kind: 'succeeded' },
      ...(fact.rolledBackAt === null || fact.rolledBackAt <= fact.succeededAt
        ? []
        : [{ at: fact.rolledBackAt, fact, kind: 'rolled_back' as const }]),
    ])
    .filter(({ fact }) => fact.rolledBackAt === null || fact.rolledBackAt > fact.succeededAt)
    .toSorted((a, b) => a.at - b.at);
  const intervals: (Interval & { to: number | null })[] = [];
  // In the order in which one takes the place of the other, what runs on top; what was rolled back is taken off lazily.
  const standing: SuccessFact[] = [];
  const gone = new Set<SuccessFact>();
  happenings.forEach(({ at, fact, kind }, index) => {
    if (kind === 'rolled_back') gone.add(fact);
    else {
      const above = standing.findLastIndex((other) => !supersedes(other, fact));
      standing.splice(above + 1, 0, fact);
    }
    if (happenings[index + 1]?.at === at) return;
    for (let top = standing.at(-1); top && gone.has(top); top = standing.at(-1)) standing.pop();
    const running = standing.at(-1) ?? null;
    const open = intervals.at(-1);
    const before = open?.to === null ? open : null;
    if (before?.deploymentId === running?.deploymentId) return;
    if (before) before.to = at;
    if (running) {
      const { deploymentId, version } = running;
      intervals.push({ deploymentId, version, from: at, to: null });
    }
  });
  return intervals;
}

/** How long a version ran in all, in ms, up to `now`. */
export function ranFor(intervals: readonly Interval[], version: string, now: number): number {
  return intervals
    .filter((one) => one.version === version)
    .reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0);
}
