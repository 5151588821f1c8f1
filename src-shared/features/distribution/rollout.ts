import { assertNever } from '../../assert.ts';
import * as z from '../../contract/schema.ts';
import { DAY } from '../../time.ts';
import type { Distribution } from './model.ts';
import { googleReleaseOf, planStaged, type StagedMove, stagedChoices } from './staged.ts';
import {
  appleMachine,
  type GoogleRelease,
  type HuaweiRelease,
  type PhasedRelease,
  phasedPercent,
  phasedStates,
} from './staged-machines.ts';
import {
  type GoogleReleaseState,
  googleReleaseStates,
  type HuaweiState,
  huaweiStates,
} from './store-state.ts';
import { isStaged } from './stores.ts';

/** What is remembered of a staged rollout beside the store's own word for it. */
export const stagedFactsSchema = z.object({
  /** Google Play and AppGallery: the share while it is staged, 0 to 1. */
  userFraction: z.number().nullable(),
  /** App Store: how far the phased release was at an instant. It goes on by itself, a day a day. */
  phase: z
    .object({
      status: z.enum(phasedStates),
      day: z.number().int().nullable(),
      pausedDays: z.number().int(),
      since: z.number().int(),
    })
    .nullable(),
});
export type StagedFacts = z.infer<typeof stagedFactsSchema>;
type Phase = NonNullable<StagedFacts['phase']>;

/** A staged rollout as its own store has it. */
export type StagedRelease =
  | { readonly store: 'apple'; readonly state: PhasedRelease }
  | { readonly store: 'google'; readonly state: GoogleRelease }
  | { readonly store: 'huawei'; readonly state: HuaweiRelease };

export interface StagedSource
  extends Pick<
    Distribution,
    'store' | 'track' | 'status' | 'userFraction' | 'shouldSubmitForReview' | 'storeState'
  > {
  readonly staged: StagedFacts | null;
}

const has = <Word extends string>(
  table: Readonly<Record<Word, unknown>>,
  word: string | null,
): word is Word => word !== null && Object.hasOwn(table, word);

/** Where a phased release is by now: its days pass by themselves while it is active, and its pauses are counted. */
function phaseAt({ status, day, pausedDays, since }: Phase, now: number): Omit<PhasedRelease, 'first'> {
  const passed = Math.max(0, Math.floor((now - since) / DAY));
  return {
    status,
    day: status === 'ACTIVE' && day !== null ? Math.min(day + passed, 7) : day,
    pausedDays: status === 'PAUSED' ? pausedDays + passed : pausedDays,
  };
}

const NOT_BEGUN: Phase = { status: 'INACTIVE', day: null, pausedDays: 0, since: 0 };

/**
 * The staged rollout of a distribution: what the store said last, else what the distribution came to when it succeeded.
 * `first` says that its track carried no full release before it. Null before it is in the store, and where the store
 * has none: TestFlight, and an App Store version that goes to everybody at once.
 */
export function stagedReleaseOf(source: StagedSource, first: boolean, now: number): StagedRelease | null {
  const { store, track, userFraction, storeState, staged } = source;
  if (source.status !== 'succeeded') return null;
  const share = staged ? staged.userFraction : isStaged(userFraction) ? userFraction : null;
  switch (store) {
    case 'apple': {
      if (track !== 'Production' || (userFraction === 1 && !staged?.phase)) return null;
      return { store, state: { ...phaseAt(staged?.phase ?? NOT_BEGUN, now), first } };
    }
    case 'google': {
      const status: GoogleReleaseState = has(googleReleaseStates, storeState)
        ? storeState
        : googleReleaseOf(userFraction).status;
      const shown = status === 'inProgress' || status === 'halted' ? share : null;
      return { store, state: { status, userFraction: shown, track, first } };
    }
    case 'huawei': {
      const status: HuaweiState = has(huaweiStates, storeState)
        ? storeState
        : source.shouldSubmitForReview
          ? 'in_review'
          : 'draft';
      const shown = status === 'phased' || status === 'phase_stopped' ? share : null;
      return { store, state: { status, userFraction: shown } };
    }
    default:
      return assertNever(store);
  }
}

/** What a move changes in the record, or the store's refusal in words. */
export type MoveOutcome =
  | {
      readonly kind: 'moved';
      /** The store's word from then on; null where its word says nothing of the rollout. */
      readonly storeState: string | null;
      readonly staged: StagedFacts;
      readonly release: StagedRelease;
      readonly note: string | null;
    }
  | { readonly kind: 'refused'; readonly message: string };

/** Decides a move of a staged rollout by `planStaged`, at an instant in ms. */
export function planMove(release: StagedRelease, move: StagedMove, at: number): MoveOutcome {
  switch (release.store) {
    case 'apple': {
      const plan = planStaged('apple', release.state, move);
      if (plan.kind === 'refused') return plan;
      const { first: _first, ...phase } = plan.state;
      return {
        ...plan,
        storeState: null,
        staged: { userFraction: null, phase: { ...phase, since: at } },
        release: { store: 'apple', state: plan.state },
      };
    }
    case 'google': {
      const plan = planStaged('google', release.state, move);
      if (plan.kind === 'refused') return plan;
      return {
        ...plan,
        storeState: plan.state.status,
        staged: { userFraction: plan.state.userFraction, phase: null },
        release: { store: 'google', state: plan.state },
      };
    }
    case 'huawei': {
      const plan = planStaged('huawei', release.state, move);
      if (plan.kind === 'refused') return plan;
      return {
        ...plan,
        storeState: plan.state.status,
        staged: { userFraction: plan.state.userFraction, phase: null },
        release: { store: 'huawei', state: plan.state },
      };
    }
    default:
      return assertNever(release);
  }
}

/** What a store's new word changes in the facts of the rollout; `share` is what was said beside it, null nothing. */
export function stagedFactsAfter(
  source: StagedSource,
  state: string,
  share: number | null,
  at: number,
): StagedFacts | null {
  const { store, track, userFraction, staged } = source;
  if (store !== 'apple') {
    const before = staged ? staged.userFraction : isStaged(userFraction) ? userFraction : null;
    // Halted after its completion, a release is with everybody rather than with its last share.
    const isFull = state === 'completed' || state === 'released';
    return { userFraction: share ?? (isFull ? null : before), phase: null };
  }
  if (track !== 'Production') return staged;
  const phase = staged?.phase ?? null;
  const isOut = state === 'READY_FOR_DISTRIBUTION' || state === 'READY_FOR_SALE';
  // The phased release begins with the version's own, and a newer version completes it (spec/mobile 2.12).
  if (isOut && phase === null && isStaged(userFraction)) {
    return { userFraction: null, phase: { status: 'ACTIVE', day: 1, pausedDays: 0, since: at } };
  }
  if (state === 'REPLACED_WITH_NEW_VERSION' && phase !== null && phase.status !== 'COMPLETE') {
    return { userFraction: null, phase: { ...phaseAt(phase, at), status: 'COMPLETE', day: null, since: at } };
  }
  return staged;
}

/** How many of its users a release reaches, 0 to 1. */
function shareOf(release: StagedRelease): number {
  switch (release.store) {
    case 'apple': {
      const { status, day } = release.state;
      if (status === 'COMPLETE') return 1;
      return status === 'INACTIVE' ? 0 : phasedPercent(day ?? 1) / 100;
    }
    case 'google': {
      const { status, userFraction } = release.state;
      return status === 'draft' ? 0 : (userFraction ?? 1);
    }
    case 'huawei': {
      const { status, userFraction } = release.state;
      if (status === 'released') return 1;
      return status === 'phased' || status === 'phase_stopped' ? (userFraction ?? 0) : 0;
    }
    default:
      return assertNever(release);
  }
}

const stagedWords = (release: StagedRelease) => {
  if (release.store === 'apple') return appleMachine.states[release.state.status];
  return release.store === 'google'
    ? googleReleaseStates[release.state.status]
    : huaweiStates[release.state.status];
};

/** A staged rollout for a screen. Shares are 0 to 1. */
export function describeStaged(release: StagedRelease) {
  const { label, tone } = stagedWords(release);
  const { state } = release;
  return {
    status: state.status,
    label,
    tone,
    share: shareOf(release),
    day: 'day' in state ? state.day : null,
    pausedDays: 'pausedDays' in state ? state.pausedDays : null,
  };
}

/** Every move of a staged rollout with the reason why it is not possible now; null where it is. */
export function choicesOf(release: StagedRelease) {
  switch (release.store) {
    case 'apple':
      return stagedChoices('apple', release.state);
    case 'google':
      return stagedChoices('google', release.state);
    case 'huawei':
      return stagedChoices('huawei', release.state);
    default:
      return assertNever(release);
  }
}
