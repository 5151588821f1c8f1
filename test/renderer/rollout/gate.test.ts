import { describe, expect, it } from 'vitest';
import { limitOf, startOf } from '../../../src-renderer/features/rollout/act/whatIfForm.ts';
import { gateRows } from '../../../src-renderer/features/rollout/gate.ts';
import { planRungs, stoodMs } from '../../../src-renderer/features/rollout/rungs.ts';
import { numbersWords, ruleWords } from '../../../src-renderer/features/rollout/words.ts';
import { NOON } from '../../support/testApp.ts';
import { HOUR, judged, step } from './made.ts';

describe('the gate of a step', () => {
  const words = (...facts: Parameters<typeof judged>) => gateRows(judged(...facts)).map(({ word }) => word);
  const late = { now: NOON + 13 * HOUR };

  it('has each number beside its rule', () => {
    expect(gateRows(judged({ installed: 15, failed: 1 }))).toEqual([
      {
        measure: 'Time here',
        value: '6 h',
        rule: '≥ 12 h',
        count: '6 h to go',
        tone: 'wait',
        word: 'too early',
      },
      { measure: 'Reports', value: '16', rule: '≥ 20', count: '4 to come', tone: 'wait', word: 'too few' },
      {
        measure: 'Failed installs',
        value: '6.25 %',
        rule: '≤ 5 %',
        count: '1 of 16',
        tone: 'warn',
        word: 'unclear',
      },
      {
        measure: 'At least, surely',
        value: '1.11 %',
        rule: '≤ 5 %',
        count: '95 % sure',
        tone: 'ok',
        word: 'within',
      },
    ]);
  });

  it.each([
    ['everything holds', late, ['enough', 'enough', 'within', 'within'], 'advance'],
    [
      'the failures are surely too many',
      { installed: 20, failed: 20 },
      ['too early', 'enough', 'over', 'over'],
      'halt',
    ],
    [
      'two of two failed',
      { installed: 0, failed: 2 },
      ['too early', 'too few', 'unclear', 'too few'],
      'hold',
    ],
    [
      'nobody has reported',
      { installed: 0, failed: 0 },
      ['too early', 'too few', 'none yet', 'none yet'],
      'hold',
    ],
    [
      'nothing is known',
      { installed: null, enteredAt: null },
      ['not known', 'not known', 'not known', 'not known'],
      'hold',
    ],
  ])('says so when %s', (_, facts, said, action) => {
    expect(words(facts)).toEqual(said);
    expect(judged(facts).action).toBe(action);
  });

  it('is open before the first step and after the last', () => {
    expect(gateRows(judged({ rollout: 10 }))).toEqual([]);
    expect(gateRows(judged({ rollout: 100 }))).toEqual([]);
  });

  it('shows red for nothing but a halt', () => {
    for (let failed = 0; failed <= 30; failed += 1) {
      const judgement = judged({ installed: 30 - failed, failed });
      const red = gateRows(judgement).some(({ tone }) => tone === 'bad');
      expect(red).toBe(judgement.action === 'halt');
    }
  });
});

describe('the ladder of a plan', () => {
  const steps = [step(5), step(20), step(50), step(100)];
  const plan = { steps, status: 'running', enteredAt: NOON } as const;
  const came = { at: NOON, verdict: 'advance', judgement: { ...judged(), nextPercent: 20 } } as const;
  const first = {
    at: NOON - 20 * HOUR,
    verdict: 'advance',
    judgement: { ...judged(), nextPercent: 5 },
  } as const;
  const now = NOON + 6 * HOUR;

  it('tells what was passed, where it stands, and when the rest can open', () => {
    const rungs = planRungs(plan, 20, [came, first], now);
    expect(rungs.map(({ state }) => state)).toEqual(['passed', 'current', 'ahead', 'ahead']);
    expect(rungs.map(({ since }) => since)).toEqual([NOON - 20 * HOUR, NOON, null, null]);
    expect(rungs.map(({ opensAt }) => opensAt)).toEqual([null, null, NOON + 12 * HOUR, NOON + 24 * HOUR]);
    expect([0, 1, 2].map((at) => stoodMs(rungs, at, now))).toEqual([20 * HOUR, 6 * HOUR, null]);
  });

  it.each(['paused', 'halted', 'stopped'] as const)('promises no time while the plan is %s', (status) => {
    expect(planRungs({ ...plan, status }, 20, [], now).every(({ opensAt }) => opensAt === null)).toBe(true);
  });

  it('stands on nothing before the first step and after the last', () => {
    const states = (rollout: number) => planRungs(plan, rollout, [], now).map(({ state }) => state);
    expect(states(1)).toEqual(['ahead', 'ahead', 'ahead', 'ahead']);
    expect(states(100)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  it('does not know when a step was reached by hand', () => {
    expect(planRungs(plan, 30, [], now)[0]?.since).toBeNull();
  });
});

describe('the words of a plan', () => {
  it.each([
    [{}, ['≥ 12 h, ≥ 20 reports', '≤ 5 % failed']],
    [{ minimumReports: 0 }, ['≥ 12 h', '≤ 5 % failed']],
    [{ minimumHours: 0, minimumReports: 0, maximumFailureRate: 0.015 }, ['≤ 1.5 % failed']],
  ])('name the rules of a step with %o', (more, lines) => {
    expect(ruleWords(step(20, more))).toEqual(lines);
  });

  it('give the numbers of a decision, and leave out what is not known', () => {
    expect(numbersWords(judged({ installed: 15, failed: 1 }))).toBe(
      '6 h, 16 reports, 1 failed (6.25 %), surely ≥ 1.11 %',
    );
    expect(numbersWords(judged({ installed: null, enteredAt: null }))).toBe('0 failed');
  });
});

describe('the numbers of a what-if', () => {
  const release = { rollout: 20 };
  const counters = { installed: 30, failed: 4 };

  it('begin as the plan counts them', () => {
    const plan = { enteredAt: NOON, countedFrom: { installed: 10, failed: 3 } };
    expect(startOf({ plan, release, counters }, NOON + 1.5 * HOUR)).toEqual({
      rollout: 20,
      hours: 1.5,
      installed: 20,
      failed: 1,
    });
  });

  it('begin with all reports and no time without a plan', () => {
    expect(startOf({ plan: null, release, counters }, NOON)).toMatchObject({
      hours: 0,
      installed: 30,
      failed: 4,
    });
  });

  it('reach past what any step asks for', () => {
    const steps = [step(20, { minimumHours: 72, minimumReports: 400 })];
    expect(limitOf('hours', steps, 0)).toBeGreaterThan(72);
    expect(limitOf('installed', steps, 0)).toBeGreaterThan(400);
    expect(limitOf('installed', [], 2000)).toBe(2000);
  });
});
