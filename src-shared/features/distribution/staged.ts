import { movesFrom } from '../../machine.ts';
import {
  appleMachine,
  type GoogleRelease,
  googleMachine,
  type HuaweiRelease,
  huaweiMachine,
  PAUSE_DAYS,
  type PhasedRelease,
  type StagedMachine,
  type StagedMoveKind,
  stagedMoveKinds,
} from './staged-machines.ts';
import { isStaged, type Store } from './stores.ts';

export type StagedMove =
  | { readonly kind: 'start' | 'widen'; readonly userFraction: number }
  /** Null goes on at the share where it was halted. */
  | { readonly kind: 'resume'; readonly userFraction: number | null }
  | { readonly kind: 'halt' | 'complete' | 'roll_back' };

export type StagedPlan<State> =
  | { readonly kind: 'moved'; readonly state: State; readonly note: string | null }
  | { readonly kind: 'refused'; readonly message: string };

interface StagedReleases {
  readonly apple: PhasedRelease;
  readonly google: GoogleRelease;
  readonly huawei: HuaweiRelease;
}

const refused = (message: string) => ({ kind: 'refused', message }) as const;
const moved = <State>(state: State, note: string | null = null) => ({ kind: 'moved', state, note }) as const;

const KEEPS = 'Devices that have it keep it.';
const verbs: Readonly<Record<StagedMoveKind, string>> = {
  start: 'started',
  widen: 'widened',
  halt: 'halted',
  resume: 'resumed',
  complete: 'completed',
  roll_back: 'rolled back',
};

/** Moves that a store does not have in any state, with what to do instead. */
const missing: Readonly<Record<Store, Readonly<Partial<Record<StagedMoveKind, string>>>>> = {
  apple: {
    widen: 'The App Store’s seven steps are fixed: wait for the next day, or release to everybody.',
    roll_back: 'The App Store has no way back to an older version: submit a new one.',
  },
  google: {
    roll_back: 'Google Play has no way back: halt the release, or release a higher version code.',
  },
  huawei: { start: 'AppGallery takes the phased release with the submission for review.' },
};

/** Why the tables forbid a move; null when they allow it. */
function forbidden<State extends string>(
  store: Store,
  machine: StagedMachine<State>,
  status: State,
  kind: StagedMoveKind,
): string | null {
  const never = missing[store][kind];
  if (never) return never;
  if (machine.states[status].on[kind]) return null;
  const allowed = movesFrom(machine, status).map(({ event }) => event.replace('_', ' '));
  const now =
    allowed.length === 0 ? 'Nothing can be done with it any more.' : `Possible now: ${allowed.join(', ')}.`;
  return `A release that is ${machine.states[status].label} cannot be ${verbs[kind]}. ${now}`;
}

const percent = (userFraction: number) => `${Number((userFraction * 100).toFixed(2))} %`;

/** What is wrong with a share to go on to from `current`; null when nothing is. */
function shareProblem(next: number, current: number | null): string | null {
  if (!(next > 0 && next <= 1)) return 'The share is above 0 and at most 1.';
  if (current === null || next > current) return null;
  return next === current
    ? `It is at ${percent(current)} already.`
    : `A rollout cannot shrink from ${percent(current)} to ${percent(next)}: halt it instead.`;
}

/** A share as a release of Google Play carries it: only a staged one has a fraction, strictly between 0 and 1 (trap 5). */
export function googleReleaseOf(userFraction: number): Pick<GoogleRelease, 'status' | 'userFraction'> {
  if (isStaged(userFraction)) return { status: 'inProgress', userFraction };
  return { status: userFraction === 0 ? 'draft' : 'completed', userFraction: null };
}

function planGoogle(state: GoogleRelease, move: StagedMove): StagedPlan<GoogleRelease> {
  const no = forbidden('google', googleMachine, state.status, move.kind);
  if (no) return refused(no);
  switch (move.kind) {
    case 'start':
    case 'widen':
    case 'resume': {
      // A release that was halted after its completion had everybody.
      const share = move.userFraction ?? state.userFraction ?? 1;
      const problem = shareProblem(share, move.kind === 'widen' ? state.userFraction : null);
      if (problem) return refused(problem);
      if (isStaged(share) && state.track === 'internal') {
        return refused('Internal testing has no staged rollout: its testers all get the build.');
      }
      if (isStaged(share) && state.first) return refused('The first release of a track cannot be staged.');
      return moved({ ...state, ...googleReleaseOf(share) });
    }
    case 'halt': {
      const full = state.status === 'completed';
      if (full && state.track === 'internal')
        return refused('A release of internal testing cannot be halted.');
      if (full && state.first)
        return refused('The first release of a track cannot be halted: no other would take over.');
      return moved(
        { ...state, status: 'halted' },
        full ? `${KEEPS} The full release before it takes over.` : KEEPS,
      );
    }
    default:
      return moved({ ...state, ...googleReleaseOf(1) });
  }
}

function planApple(state: PhasedRelease, move: StagedMove): StagedPlan<PhasedRelease> {
  const no = forbidden('apple', appleMachine, state.status, move.kind);
  if (no) return refused(no);
  switch (move.kind) {
    case 'start':
      return state.first
        ? refused('The first version of an app has no phased release.')
        : moved({ ...state, status: 'ACTIVE', day: 1 }, 'Whoever updates by hand gets it at once.');
    case 'halt':
      return state.pausedDays >= PAUSE_DAYS
        ? refused(`A phased release can be paused for ${PAUSE_DAYS} days altogether, and they are used up.`)
        : moved(
            { ...state, status: 'PAUSED' },
            `${KEEPS} Downloads by hand go on. Days of pause left: ${PAUSE_DAYS - state.pausedDays}.`,
          );
    case 'resume':
      return moved(
        { ...state, status: 'ACTIVE' },
        move.userFraction === null
          ? null
          : 'The App Store goes on at the step where it was; the number is ignored.',
      );
    default:
      return moved({ ...state, status: 'COMPLETE', day: null });
  }
}

function planHuawei(state: HuaweiRelease, move: StagedMove): StagedPlan<HuaweiRelease> {
  const no = forbidden('huawei', huaweiMachine, state.status, move.kind);
  if (no) return refused(no);
  switch (move.kind) {
    case 'start':
    case 'widen':
    case 'resume': {
      const share = move.userFraction ?? state.userFraction ?? 1;
      const problem = shareProblem(share, move.kind === 'widen' ? state.userFraction : null);
      if (problem) return refused(problem);
      return moved(
        isStaged(share)
          ? { status: 'phased', userFraction: share }
          : { status: 'released', userFraction: null },
      );
    }
    case 'halt':
      return moved({ ...state, status: 'phase_stopped' }, KEEPS);
    case 'roll_back':
      return moved({ status: 'rolled_back', userFraction: null }, 'The version before it is offered again.');
    default:
      return moved({ status: 'released', userFraction: null });
  }
}

const planners: {
  readonly [S in Store]: (state: StagedReleases[S], move: StagedMove) => StagedPlan<StagedReleases[S]>;
} = { apple: planApple, google: planGoogle, huawei: planHuawei };

/**
 * Decides a move of a staged rollout in its store (spec/mobile 2.12): the state after it with what a person should know,
 * or the refusal in words. Shares are 0 to 1. The store has the last word: this only keeps from it what it would refuse.
 */
export function planStaged<S extends Store>(
  store: S,
  state: StagedReleases[S],
  move: StagedMove,
): StagedPlan<StagedReleases[S]> {
  return planners[store](state, move);
}

/** Every move with the reason why it is not possible now; null where it is, for at least one share. */
export function stagedChoices<S extends Store>(
  store: S,
  state: StagedReleases[S],
): { readonly kind: StagedMoveKind; readonly reason: string | null }[] {
  return stagedMoveKinds.map((kind) => {
    const plan = planStaged(store, state, { kind, userFraction: 1 } as StagedMove);
    return { kind, reason: plan.kind === 'refused' ? plan.message : null };
  });
}
