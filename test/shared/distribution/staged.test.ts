import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  googleReleaseOf,
  planStaged,
  type StagedMove,
  stagedChoices,
} from '#shared/features/distribution/staged.ts';
import {
  appleMachine,
  type GoogleRelease,
  googleMachine,
  type HuaweiRelease,
  huaweiMachine,
  type PhasedRelease,
  phasedPercent,
  phasedStates,
} from '#shared/features/distribution/staged-machines.ts';
import { googleReleaseStates, huaweiStates } from '#shared/features/distribution/store-state.ts';
import { eventBetween, statesOf } from '#shared/machine.ts';

const google = (status: GoogleRelease['status'], more: Partial<GoogleRelease> = {}): GoogleRelease => ({
  status,
  userFraction: status === 'inProgress' || status === 'halted' ? 0.2 : null,
  track: 'production',
  first: false,
  ...more,
});
const apple = (status: PhasedRelease['status'], more: Partial<PhasedRelease> = {}): PhasedRelease => ({
  status,
  day: status === 'ACTIVE' || status === 'PAUSED' ? 3 : null,
  pausedDays: 0,
  first: false,
  ...more,
});
const huawei = (status: HuaweiRelease['status']): HuaweiRelease => ({
  status,
  userFraction: status === 'phased' || status === 'phase_stopped' ? 0.2 : null,
});

const moves: readonly StagedMove[] = [
  { kind: 'start', userFraction: 0.5 },
  { kind: 'widen', userFraction: 0.5 },
  { kind: 'halt' },
  { kind: 'resume', userFraction: null },
  { kind: 'complete' },
  { kind: 'roll_back' },
];
const outcome = (plan: ReturnType<typeof planStaged>) => (plan.kind === 'moved' ? plan.state.status : null);
const messageOf = (plan: ReturnType<typeof planStaged>) => (plan.kind === 'refused' ? plan.message : null);

/** One row a state: what start, widen, halt, resume, complete and roll back lead to; null is refused. */
const table = {
  google: {
    draft: ['inProgress', null, null, null, 'completed', null],
    inProgress: [null, 'inProgress', 'halted', null, 'completed', null],
    halted: [null, null, null, 'inProgress', 'completed', null],
    completed: [null, null, 'halted', null, null, null],
  },
  apple: {
    INACTIVE: ['ACTIVE', null, null, null, null, null],
    ACTIVE: [null, null, 'PAUSED', null, 'COMPLETE', null],
    PAUSED: [null, null, null, 'ACTIVE', 'COMPLETE', null],
    COMPLETE: [null, null, null, null, null, null],
  },
  huawei: {
    draft: [null, null, null, null, null, null],
    compiling: [null, null, null, null, null, null],
    in_review: [null, null, null, null, null, null],
    rejected: [null, null, null, null, null, null],
    scheduled: [null, null, null, null, null, null],
    open_test: [null, null, null, null, null, null],
    phased: [null, 'phased', 'phase_stopped', null, 'released', 'rolled_back'],
    phase_stopped: [null, null, null, 'phased', 'released', 'rolled_back'],
    rolled_back: [null, null, null, null, null, null],
    released: [null, null, null, null, null, null],
  },
} as const;

describe('the moves of a staged rollout', () => {
  it.each(statesOf(googleMachine))('on Google Play from %s', (status) => {
    expect(moves.map((move) => outcome(planStaged('google', google(status), move)))).toEqual(
      table.google[status],
    );
  });

  it.each(phasedStates)('on the App Store from %s', (status) => {
    expect(moves.map((move) => outcome(planStaged('apple', apple(status), move)))).toEqual(
      table.apple[status],
    );
  });

  it.each(statesOf(huaweiMachine))('on AppGallery from %s', (status) => {
    expect(moves.map((move) => outcome(planStaged('huawei', huawei(status), move)))).toEqual(
      table.huawei[status],
    );
  });

  it('carry the words of the stores’ own tables', () => {
    expect(statesOf(googleMachine)).toEqual(Object.keys(googleReleaseStates));
    expect(statesOf(huaweiMachine)).toEqual(Object.keys(huaweiStates));
    expect(googleMachine.states.halted).toMatchObject({
      label: googleReleaseStates.halted.label,
      tone: 'warn',
    });
  });

  it('are told with the reason of every one that is not possible', () => {
    const choices = stagedChoices('google', google('inProgress'));
    expect(choices.filter(({ reason }) => reason === null).map(({ kind }) => kind)).toEqual([
      'widen',
      'halt',
      'complete',
    ]);
    expect(choices.find(({ kind }) => kind === 'resume')?.reason).toContain(
      'Possible now: widen, halt, complete.',
    );
    expect(stagedChoices('apple', apple('COMPLETE')).every(({ reason }) => reason !== null)).toBe(true);
  });

  it('lead nowhere that their table does not', () => {
    const share = fc.double({ min: -0.5, max: 1.5 });
    const anyMove: fc.Arbitrary<StagedMove> = fc.oneof(
      fc.record({ kind: fc.constantFrom('start', 'widen'), userFraction: share }),
      fc.record({ kind: fc.constant('resume'), userFraction: fc.option(share, { nil: null }) }),
      fc.record({ kind: fc.constantFrom('halt', 'complete', 'roll_back') }),
    ) as fc.Arbitrary<StagedMove>;
    const state = fc.record({ status: fc.constantFrom(...statesOf(googleMachine)), first: fc.boolean() });
    fc.assert(
      fc.property(state, anyMove, ({ status, first }, move) => {
        const plan = planStaged('google', google(status, { first }), move);
        if (plan.kind === 'refused') return;
        expect(eventBetween(googleMachine, status, plan.state.status)).not.toBeNull();
        const { userFraction } = plan.state;
        const mayHaveShare = plan.state.status === 'inProgress' || plan.state.status === 'halted';
        expect(userFraction === null || (mayHaveShare && userFraction > 0 && userFraction < 1)).toBe(true);
        if (plan.state.status === 'inProgress') expect(userFraction).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

describe('a share of users on Google Play', () => {
  it.each([
    [0, 'draft', null],
    [0.0001, 'inProgress', 0.0001],
    [0.5, 'inProgress', 0.5],
    [1, 'completed', null],
  ] as const)('of %d is %s', (share, status, userFraction) => {
    expect(googleReleaseOf(share)).toEqual({ status, userFraction });
  });

  const widen = (userFraction: number) =>
    planStaged('google', google('inProgress'), { kind: 'widen', userFraction });

  it('only grows, up to everybody', () => {
    expect(widen(0.3)).toMatchObject({ state: { status: 'inProgress', userFraction: 0.3 } });
    expect(widen(1)).toMatchObject({ state: { status: 'completed', userFraction: null } });
    expect(messageOf(widen(0.1))).toContain('from 20 % to 10 %: halt it instead');
    expect(messageOf(widen(0.2))).toContain('20 % already');
  });

  it.each([0, -0.1, 1.01, Number.NaN])('of %d is none to go on to', (share) => {
    for (const [status, kind] of [
      ['draft', 'start'],
      ['inProgress', 'widen'],
      ['halted', 'resume'],
    ] as const) {
      expect(outcome(planStaged('google', google(status), { kind, userFraction: share }))).toBeNull();
    }
  });

  it('is free when a halted release is resumed, and the old one when none is named', () => {
    const resume = (userFraction: number | null, state = google('halted')) =>
      planStaged('google', state, { kind: 'resume', userFraction });
    expect(resume(0.1)).toMatchObject({ state: { status: 'inProgress', userFraction: 0.1 } });
    expect(resume(0.9)).toMatchObject({ state: { userFraction: 0.9 } });
    expect(resume(null)).toMatchObject({ state: { userFraction: 0.2 } });
    expect(resume(1)).toMatchObject({ state: { status: 'completed', userFraction: null } });
    expect(resume(null, google('halted', { userFraction: null }))).toMatchObject({
      state: { status: 'completed' },
    });
  });
});

describe('Google Play refuses', () => {
  it('to stage the first release of a track, or any on internal testing', () => {
    const start = (more: Partial<GoogleRelease>, userFraction: number) =>
      outcome(planStaged('google', google('draft', more), { kind: 'start', userFraction }));
    expect(start({ first: true }, 0.5)).toBeNull();
    expect(start({ first: true }, 1)).toBe('completed');
    expect(start({ track: 'internal' }, 0.5)).toBeNull();
    expect(start({ track: 'internal' }, 1)).toBe('completed');
    expect(start({ track: 'alpha' }, 0.5)).toBe('inProgress');
  });

  it('to halt a completed release that is the track’s first, or on internal testing', () => {
    const halt = (more: Partial<GoogleRelease>) =>
      planStaged('google', google('completed', more), { kind: 'halt' });
    expect(outcome(halt({ first: true }))).toBeNull();
    expect(outcome(halt({ track: 'internal' }))).toBeNull();
    expect(halt({})).toMatchObject({
      state: { status: 'halted' },
      note: expect.stringContaining('takes over'),
    });
  });

  it('nothing of a halt that keeps the share, and says that devices keep the version', () => {
    const plan = planStaged('google', google('inProgress'), { kind: 'halt' });
    expect(plan).toEqual({
      kind: 'moved',
      state: google('halted', { userFraction: 0.2 }),
      note: 'Devices that have it keep it.',
    });
  });
});

describe('a phased release on the App Store', () => {
  it('goes by Apple’s own seven days', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(phasedPercent)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect([0, 8, 30].map(phasedPercent)).toEqual([1, 100, 100]);
  });

  it('begins on its first day, but not for a first version', () => {
    const start = { kind: 'start', userFraction: 0.5 } as const;
    expect(planStaged('apple', apple('INACTIVE'), start)).toMatchObject({
      state: { status: 'ACTIVE', day: 1 },
    });
    expect(outcome(planStaged('apple', apple('INACTIVE', { first: true }), start))).toBeNull();
  });

  it('is paused as often as one likes, for 30 days altogether', () => {
    const halt = (pausedDays: number) =>
      planStaged('apple', apple('ACTIVE', { pausedDays }), { kind: 'halt' });
    expect(halt(29)).toMatchObject({
      state: { status: 'PAUSED', day: 3 },
      note: expect.stringContaining('left: 1'),
    });
    expect(outcome(halt(30))).toBeNull();
  });

  it('resumes at its step whatever share is asked', () => {
    const plan = planStaged('apple', apple('PAUSED'), { kind: 'resume', userFraction: 0.9 });
    expect(plan).toMatchObject({
      state: { status: 'ACTIVE', day: 3 },
      note: expect.stringContaining('ignored'),
    });
  });

  it('has no way to another step or back, and says what to do instead', () => {
    expect(messageOf(planStaged('apple', apple('ACTIVE'), { kind: 'widen', userFraction: 0.5 }))).toContain(
      'fixed',
    );
    expect(messageOf(planStaged('apple', apple('COMPLETE'), { kind: 'roll_back' }))).toContain(
      'submit a new one',
    );
  });

  it('is complete for everybody', () => {
    expect(planStaged('apple', apple('PAUSED'), { kind: 'complete' })).toMatchObject({
      state: { status: 'COMPLETE', day: null },
    });
    expect(statesOf(appleMachine)).toEqual([...phasedStates]);
  });
});

describe('a phased release on AppGallery', () => {
  it('grows, becomes a full release, and does not shrink', () => {
    const widen = (userFraction: number) =>
      planStaged('huawei', huawei('phased'), { kind: 'widen', userFraction });
    expect(widen(0.4)).toMatchObject({ state: { status: 'phased', userFraction: 0.4 } });
    expect(widen(1)).toMatchObject({ state: { status: 'released', userFraction: null } });
    expect(outcome(widen(0.1))).toBeNull();
  });

  it('keeps its share while it is stopped', () => {
    expect(planStaged('huawei', huawei('phased'), { kind: 'halt' })).toMatchObject({
      state: { status: 'phase_stopped', userFraction: 0.2 },
    });
    expect(
      planStaged('huawei', huawei('phase_stopped'), { kind: 'resume', userFraction: null }),
    ).toMatchObject({
      state: { status: 'phased', userFraction: 0.2 },
    });
  });
});
