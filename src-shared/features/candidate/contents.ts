import { refuse } from '../release/refusals.ts';
import { candidateVersion, nextNumber } from './grammar.ts';
import type { PickState } from './pick.ts';

/** What is known of a commit in a candidate: that it is there, that it is not, or nothing. */
export type Knowledge = 'holds' | 'lacks' | 'unknown';

/** A commit that was picked and is live in an environment. */
export interface LivePick {
  readonly commitSha: string;
  readonly subject: string;
  /** Of the candidate that is to be deployed there. */
  readonly inCandidate: Knowledge;
}

export interface HotfixJudgement {
  /** The candidate is known to lack them, so deploying it would drop them. */
  readonly drops: readonly LivePick[];
  /** Nobody knows, which is worth a warning. */
  readonly unsure: readonly LivePick[];
}

/** The "would drop a hotfix" guard (spec/releases 2.9): what is known to be missing blocks, what is unknown warns. */
export function judgeHotfixes(live: readonly LivePick[]): HotfixJudgement {
  return {
    drops: live.filter(({ inCandidate }) => inCandidate === 'lacks'),
    unsure: live.filter(({ inCandidate }) => inCandidate === 'unknown'),
  };
}

/** A commit that was picked onto a release, or was in it already. */
export interface PickedOnto {
  readonly commitSha: string;
  readonly subject: string;
  /** The version of the candidate that has it. */
  readonly onto: string;
}

/**
 * What a candidate is known to lack that was picked onto its release or an earlier one (spec/releases 1.1: after a
 * cherry-pick, later releases that lack it are guarded). A cut is warned of it; a deployment that drops it is refused.
 */
export function missedBy<P extends PickedOnto & { readonly inCandidate: Knowledge }>(
  picks: readonly P[],
): readonly P[] {
  return picks.filter(({ inCandidate }) => inCandidate === 'lacks');
}

/** The same as a sentence. */
export function missedWords({ commitSha, subject, onto }: PickedOnto): string {
  return `It lacks ${commitSha.slice(0, 7)} ${subject}, which was picked onto ${onto}.`;
}

/** A release that a commit could be picked onto, with the candidate that it would be picked onto. */
export interface PickRelease {
  readonly releaseId: number;
  readonly version: string;
  /** Its place among the project's versions. */
  readonly versionKey: string;
  /** Every number that is taken: by its candidates, and by versions that nobody cut. */
  readonly numbers: readonly number[];
  readonly from: { readonly id: number; readonly version: string; readonly knows: Knowledge };
}

/** What is known of a release before anything is picked; `in_progress` is to be picked. */
type PlannedState = Extract<PickState, 'in_progress' | 'contained' | 'left_out'>;

export interface PickTarget {
  readonly releaseId: number;
  readonly fromId: number;
  readonly from: string;
  /** The candidate to be made; null when none is. */
  readonly to: string | null;
  readonly state: PlannedState;
  readonly isBase: boolean;
  /** Why no candidate is made, as a sentence. */
  readonly because: string | null;
}

/**
 * Where a commit is picked onto: the base release and every newer one, the oldest first (spec/releases 1.1). Those that
 * hold it already and those that are unticked make no candidate. `releases` may hold older ones, which are left alone.
 * @throws conflict, refusal `release` when the base is not among them, `nothing_to_pick` when no candidate would be made.
 */
export function pickPlan(
  releases: readonly PickRelease[],
  { baseId, leftOut }: { readonly baseId: number; readonly leftOut: ReadonlySet<number> },
): PickTarget[] {
  const base = releases.find(({ releaseId }) => releaseId === baseId);
  if (!base) throw refuse('release', 'The project has no such release to pick onto. Nothing was changed.');
  const byVersion = (a: PickRelease, b: PickRelease) =>
    a.versionKey === b.versionKey ? a.releaseId - b.releaseId : a.versionKey < b.versionKey ? -1 : 1;
  const targets = releases
    .filter((release) => release === base || byVersion(base, release) < 0)
    .toSorted(byVersion)
    .map(({ releaseId, version, numbers, from }): PickTarget => {
      const known = { releaseId, fromId: from.id, from: from.version, isBase: releaseId === baseId };
      const none = (state: PlannedState, because: string): PickTarget => ({
        ...known,
        to: null,
        state,
        because,
      });
      if (from.knows === 'holds') return none('contained', `${from.version} contains the change already.`);
      if (leftOut.has(releaseId)) return none('left_out', 'Left out by hand.');
      const number = nextNumber(numbers);
      if (number === null) return none('left_out', `${version} has no candidate number left.`);
      return { ...known, to: candidateVersion(version, number), state: 'in_progress', because: null };
    });
  if (!targets.some(({ state }) => state === 'in_progress')) {
    throw refuse('nothing_to_pick', 'No candidate would be made. Nothing was changed.', {
      hint: 'Every release contains the change already or is left out.',
      targets,
    });
  }
  return targets;
}
