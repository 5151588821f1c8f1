import type { Machine, MachineState } from '../../machine.ts';
import {
  type GoogleReleaseState,
  googleReleaseStates,
  type HuaweiState,
  huaweiStates,
} from './store-state.ts';
import type { Track } from './stores.ts';

/** The same buttons for every store; which of them a state has is in its table. */
export const stagedMoveKinds = ['start', 'widen', 'halt', 'resume', 'complete', 'roll_back'] as const;
export type StagedMoveKind = (typeof stagedMoveKinds)[number];
export type StagedMachine<State extends string> = Machine<State, StagedMoveKind>;

type Edges<State extends string> = MachineState<State, StagedMoveKind>['on'];

/** The words of a store's table with the moves beside them. */
function statesWith<State extends string>(
  words: Readonly<Record<State, Pick<MachineState<State, StagedMoveKind>, 'label' | 'tone'>>>,
  edges: Readonly<Partial<Record<NoInfer<State>, Edges<NoInfer<State>>>>>,
): StagedMachine<State>['states'] {
  const names = Object.keys(words) as State[];
  return Object.fromEntries(
    names.map((name) => [name, { label: words[name].label, tone: words[name].tone, on: edges[name] ?? {} }]),
  ) as StagedMachine<State>['states'];
}

/** A release on a track of Google Play. */
export interface GoogleRelease {
  readonly status: GoogleReleaseState;
  /** Strictly between 0 and 1, and only while it rolls out or is halted; else null. */
  readonly userFraction: number | null;
  readonly track: Track;
  /** The track has carried no full release before it. */
  readonly first: boolean;
}

/** Halting a completed release is possible since 2025; the full release before it takes over. */
export const googleMachine: StagedMachine<GoogleReleaseState> = {
  name: 'google-release',
  initial: ['draft'],
  states: statesWith(googleReleaseStates, {
    draft: { start: 'inProgress', complete: 'completed' },
    inProgress: { widen: 'inProgress', halt: 'halted', complete: 'completed' },
    halted: { resume: 'inProgress', complete: 'completed' },
    completed: { halt: 'halted' },
  }),
};

export const phasedStates = ['INACTIVE', 'ACTIVE', 'PAUSED', 'COMPLETE'] as const;
export type PhasedState = (typeof phasedStates)[number];

/** A version's phased release on the App Store. A newer version completes it. */
export interface PhasedRelease {
  readonly status: PhasedState;
  /** 1 to 7 while it is active or paused; else null. */
  readonly day: number | null;
  /** Days of pause used so far, of all pauses together. */
  readonly pausedDays: number;
  /** The app had no version on the store before it. */
  readonly first: boolean;
}

/** Days of pause that a phased release has altogether, in any number of pauses. */
export const PAUSE_DAYS = 30;

/** The share of users with automatic updates on each of the seven days, in percent. */
export const phasedPercents = [1, 2, 5, 10, 20, 50, 100] as const;

/** The percent of a phased release on its day, counted from 1; the last step stays. */
export function phasedPercent(day: number): number {
  return phasedPercents[Math.min(Math.max(day, 1), phasedPercents.length) - 1] ?? 100;
}

export const appleMachine: StagedMachine<PhasedState> = {
  name: 'phased-release',
  initial: ['INACTIVE'],
  states: {
    INACTIVE: { label: 'not begun', tone: 'dim', on: { start: 'ACTIVE' } },
    ACTIVE: { label: 'rolling out', tone: 'accent', on: { halt: 'PAUSED', complete: 'COMPLETE' } },
    PAUSED: { label: 'paused', tone: 'warn', on: { resume: 'ACTIVE', complete: 'COMPLETE' } },
    COMPLETE: { label: 'with everybody', tone: 'ok', on: {} },
  },
};

/** A version on AppGallery. */
export interface HuaweiRelease {
  readonly status: HuaweiState;
  /** Strictly between 0 and 1 while it is phased or stopped; else null. */
  readonly userFraction: number | null;
}

export const huaweiMachine: StagedMachine<HuaweiState> = {
  name: 'huawei-release',
  initial: ['draft'],
  states: statesWith(huaweiStates, {
    phased: {
      widen: 'phased',
      halt: 'phase_stopped',
      complete: 'released',
      roll_back: 'rolled_back',
    },
    phase_stopped: { resume: 'phased', complete: 'released', roll_back: 'rolled_back' },
  }),
};
