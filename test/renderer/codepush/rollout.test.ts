import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offeredActions, peekActions } from '../../../src-renderer/features/codepush/release/actions.ts';
import { eventsOf, servedOf, targetsOf } from '../../../src-renderer/features/codepush/release/log.ts';
import {
  reachedAt,
  rolloutSteps,
  stoodWords,
} from '../../../src-renderer/features/codepush/release/steps.ts';
import { HOUR, NOON } from '../../support/testApp.ts';
import { channel, release } from './made.ts';

type Log = Parameters<typeof eventsOf>[0];
type Entry = Log['entries'][number];

const entry = (seq: number, verb: string, label: string, after: Record<string, unknown> = {}): Entry => ({
  seq,
  at: NOON + seq * HOUR,
  actor: { name: 'mira.solberg', email: null },
  verb: `codepush.${verb}`,
  object: { noun: 'codepush', id: 'channel-uid', label: `storefront android Production ${label}` },
  reason: null,
  batch: null,
  refused: null,
  before: null,
  after,
});

/** The log of one release, newest first, between entries of others. */
const entries: Entry[] = [
  entry(7, 'release', 'v20', { label: 'v20', rollout: 100, superseded: ['v2'] }),
  entry(6, 'resume', 'v2', { isDisabled: false }),
  { ...entry(5, 'edit', 'v2', { rollout: 90 }), refused: 'conflict' },
  entry(4, 'halt', 'v2', { isDisabled: true }),
  entry(3, 'edit', 'v2', { rollout: 50, isMandatory: true }),
  entry(2, 'edit', 'v12', { rollout: 30 }),
  entry(1, 'promote', 'v2', { label: 'v2', rollout: 20, superseded: [] }),
];
const log: Log = { entries, holds: [] };

describe('what happened to a release', () => {
  it('is read out of the log of its channel, without its neighbours and without what was refused', () => {
    expect(eventsOf(log, 'v2').map(({ entry: found, words }) => [found?.seq, words])).toEqual([
      [7, 'cut short by v20'],
      [6, 'resumed'],
      [4, 'halted'],
      [3, 'raised to 50 %, mandatory'],
      [1, 'released at 20 %'],
    ]);
  });

  it('has what its plan decided at its place in time, with the numbers once', () => {
    const ofPlan = (seq: number, verb: string, batch: string | null, after = {}): Entry => ({
      ...entry(seq, verb, 'v2', after),
      verb,
      batch,
      reason: `why ${seq}`,
    });
    const events = eventsOf(
      {
        entries: [
          ofPlan(6, 'rollout.halt', 'b'),
          ofPlan(5, 'codepush.halt', 'b', { isDisabled: true }),
          ofPlan(2, 'rollout.put', null, { steps: [{ percent: 20 }, { percent: 100 }] }),
          ...entries.slice(-1),
        ],
        holds: [{ id: 1, at: NOON + 3 * HOUR, sentence: 'Held at 20 %: 1 of 20 reports.' }],
      },
      'v2',
    );
    expect(events.map(({ words, actor, reason }) => [words, actor, reason])).toEqual([
      ['plan halts it', 'mira.solberg', 'why 6'],
      ['halted by its plan', 'mira.solberg', null],
      ['plan holds', 'Slipway', 'Held at 20 %: 1 of 20 reports.'],
      ['plan made: 20, 100 %', 'mira.solberg', 'why 2'],
      ['released at 20 %', 'mira.solberg', null],
    ]);
  });

  it('tells where the rollout came to, oldest first', () => {
    const targets = targetsOf(eventsOf(log, 'v2'), { rollout: 50, releasedAt: NOON });
    expect(targets).toEqual([
      { at: NOON + HOUR, rollout: 20 },
      { at: NOON + 3 * HOUR, rollout: 50 },
    ]);
  });

  it('tells what was served: nothing while it was halted', () => {
    const release = { rollout: 50, releasedAt: NOON, isDisabled: false };
    expect(servedOf(eventsOf(log, 'v2'), release)).toEqual([
      { at: NOON + HOUR, rollout: 20 },
      { at: NOON + 3 * HOUR, rollout: 50 },
      { at: NOON + 4 * HOUR, rollout: 0 },
      { at: NOON + 6 * HOUR, rollout: 50 },
    ]);
    expect(servedOf([], { ...release, isDisabled: true })).toEqual([{ at: NOON, rollout: 0 }]);
  });

  it('still has the present percentage when the log begins later', () => {
    expect(targetsOf([], { rollout: 20, releasedAt: NOON })).toEqual([{ at: NOON, rollout: 20 }]);
    const times = targetsOf(eventsOf(log, 'v2'), { rollout: 70, releasedAt: NOON }).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe('the steps of a rollout', () => {
  const targets = [
    { at: NOON, rollout: 5 },
    { at: NOON + 4 * HOUR, rollout: 12.5 },
  ];
  const steps = (standing: Parameters<typeof rolloutSteps>[1]) =>
    rolloutSteps(targets, standing, NOON + 6 * HOUR + 500);

  it('are those that it took, and above them the usual ones while it can go on', () => {
    expect(steps('rolling_out').map(({ percent, state }) => [percent, state])).toEqual([
      [5, 'passed'],
      [12.5, 'current'],
      [20, 'ahead'],
      [50, 'ahead'],
      [100, 'ahead'],
    ]);
    expect(steps('ended').map(({ percent }) => percent)).toEqual([5, 12.5]);
  });

  it('say how long each stood, and of the last one only while it goes on', () => {
    expect(steps('rolling_out').map(stoodWords).slice(0, 3)).toEqual(['stood 4h 0m', '2h 0m so far', null]);
    expect(steps('ended').map(stoodWords)).toEqual(['stood 4h 0m', null]);
  });
});

describe('the devices at a percentage', () => {
  const counts = fc
    .array(fc.integer({ min: 0, max: 500 }), { minLength: 100, maxLength: 100 })
    .map((buckets) => {
      const reached = [0];
      for (const count of buckets) reached.push((reached.at(-1) ?? 0) + count);
      return reached;
    });

  it('are those of the projection at whole percents', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 100 }), (reached, percent) => {
        expect(reachedAt(reached, percent)).toBe(reached[percent]);
      }),
    );
  });

  it('are never fewer at a higher percentage', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(counts, percent, percent, (reached, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(reachedAt(reached, low)).toBeLessThanOrEqual(reachedAt(reached, high));
      }),
    );
  });
});

type Detail = Parameters<typeof offeredActions>[0];
type Refusals = Partial<Record<Detail['actions'][number]['action'], string>>;

function detail(own: ReturnType<typeof release>, refusals: Refusals = {}, at = channel()): Detail {
  const names = ['edit', 'halt', 'resume', 'end', 'promote', 'rollback'] as const;
  return {
    channel: at,
    release: own,
    counters: own.counters,
    devices: 0,
    package: null,
    diffs: [],
    original: null,
    copies: [],
    actions: names.map((action) => ({ action, refusal: refusals[action] ?? null })),
  };
}

describe('the actions of a release', () => {
  const rolling = release(3, { rollout: 20 });

  it('keep their place, with the rule’s own reason on those that are refused', () => {
    const refused = {
      halt: 'v3 is complete. Nothing was changed.',
      rollback: 'v3 is the newest. Nothing was changed.',
    };
    const { buttons } = offeredActions(detail(release(3), refused));
    expect(buttons.map(({ action, refusal }) => [action, refusal])).toEqual([
      ['halt', 'v3 is complete.'],
      ['raise', 'v3 is complete; it has no rollout to raise.'],
      ['rollback', null],
    ]);
  });

  it('go back from the newest release, and to any other', () => {
    const start = (number: number) =>
      offeredActions(detail(release(number))).buttons.find(({ action }) => action === 'rollback')?.start;
    expect(start(3)).toEqual({ act: 'rollback', channelId: 1, label: null });
    expect(start(2)).toEqual({ act: 'rollback', channelId: 1, label: 'v2' });
  });

  it('offer to resume in the place of halting once it is halted', () => {
    const names = (own: ReturnType<typeof release>) =>
      offeredActions(detail(own)).buttons.map(({ action }) => action);
    expect(names(rolling)).toEqual(['halt', 'raise', 'rollback']);
    expect(names({ ...rolling, isDisabled: true })).toEqual(['resume', 'raise', 'rollback']);
  });

  it('raise to the next usual step', () => {
    const raise = offeredActions(detail(rolling)).buttons.find(({ action }) => action === 'raise');
    expect(raise?.start).toEqual({ act: 'edit', deploymentId: 3, rollout: 50 });
  });

  it('show promoting first where there is something to promote to', () => {
    const staging = channel({ target: 'staging' });
    expect(offeredActions(detail(release(3), {}, staging)).buttons[0]?.action).toBe('promote');
  });

  it('are at most two in the peek, and only those that can be done', () => {
    const names = (refusals: Refusals) => peekActions(detail(rolling, refusals)).map(({ action }) => action);
    expect(names({})).toEqual(['raise', 'halt']);
    expect(names({ halt: 'no' })).toEqual(['raise', 'rollback']);
  });
});
