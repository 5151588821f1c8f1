import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSelected, type Selection } from '#shared/features/codepush/bucket.ts';
import {
  bucketHistogram,
  checkPlan,
  judgeRollout,
  projectedDevices,
  type RolloutFacts,
  type RolloutPlan,
  rolloutPlanSchema,
  wilsonLowerBound,
} from '#shared/features/codepush/plan.ts';
import { history, sha256 } from './made.ts';

const HOUR = 3_600_000;
const step = (percent: number, more: object = {}) => ({
  percent,
  minimumHours: 24,
  minimumReports: 20,
  maximumFailureRate: 0.05,
  ...more,
});
const plan: RolloutPlan = { steps: [step(5), step(50), step(100)] };

const facts = (more: Partial<RolloutFacts> = {}): RolloutFacts => ({
  rollout: 5,
  isDisabled: false,
  superseded: false,
  enteredAt: 0,
  now: 24 * HOUR,
  installed: 200,
  failed: 0,
  ...more,
});

const judged = (more: Partial<RolloutFacts> = {}, by: RolloutPlan = plan) => {
  const { action, reasons } = judgeRollout(by, facts(more));
  return [action, ...reasons];
};

describe('the judgement of a rollout', () => {
  it.each([
    ['before its first step', { rollout: 0 }, ['advance', 'not_begun']],
    ['with all that a step asks for', {}, ['advance', 'step_passed']],
    ['too early', { now: 24 * HOUR - 1 }, ['hold', 'too_early']],
    ['with too few reports', { installed: 19 }, ['hold', 'too_few_reports']],
    ['with both', { installed: 19, now: 0 }, ['hold', 'too_few_reports', 'too_early']],
    ['without any report', { installed: 0 }, ['hold', 'too_few_reports']],
    ['when installations are not known', { installed: null }, ['hold', 'no_data']],
    ['when failures are not known', { failed: null }, ['hold', 'no_data']],
    ['when nobody knows since when', { enteredAt: null }, ['hold', 'no_data']],
    [
      'after one failure of two',
      { installed: 1, failed: 1 },
      ['hold', 'too_few_reports', 'failures_unclear'],
    ],
    ['with failures that prove nothing yet', { installed: 28, failed: 2 }, ['hold', 'failures_unclear']],
    ['with failures within the maximum', { installed: 96, failed: 4 }, ['advance', 'step_passed']],
    ['with failures surely above it', { installed: 180, failed: 20 }, ['halt', 'too_many_failures']],
    [
      'with such failures, also too early',
      { installed: 0, failed: 20, now: 1 },
      ['halt', 'too_many_failures'],
    ],
    [
      'with such failures, from too few reports',
      { installed: 0, failed: 19 },
      ['hold', 'too_few_reports', 'failures_unclear'],
    ],
    ['that was halted', { isDisabled: true, failed: 100 }, ['hold', 'halted']],
    ['that was superseded', { superseded: true }, ['done', 'superseded']],
    ['that is complete', { rollout: 100, failed: 200 }, ['done', 'complete']],
    ['between two steps, by the one below', { rollout: 30 }, ['advance', 'step_passed']],
  ] as const)('%s', (_case, more, expected) => expect(judged(more)).toEqual(expected));

  it('does not halt on one failure of two, whatever the plan asks for', () => {
    const eager = {
      steps: [step(5, { minimumReports: 0, minimumHours: 0, maximumFailureRate: 0 }), step(100)],
    };
    expect(judged({ installed: 1, failed: 1 }, eager)).toEqual(['hold', 'failures_unclear']);
    expect(judged({ installed: 2, failed: 1 }, eager)).toEqual(['halt', 'too_many_failures']);
  });

  it('ends with a plan that stops below everybody', () => {
    expect(judged({ rollout: 50 }, { steps: [step(5), step(50)] })).toEqual(['done', 'last_step_passed']);
    expect(judged({ rollout: 50, now: 0 }, { steps: [step(5), step(50)] })).toEqual(['hold', 'too_early']);
  });

  it('goes by time alone where a plan asks for nothing else', () => {
    const timed = { steps: [step(5, { minimumReports: 0 }), step(100)] };
    expect(judged({ installed: 0 }, timed)).toEqual(['advance', 'step_passed']);
  });

  it('carries the numbers that it was made from', () => {
    expect(judgeRollout(plan, facts({ installed: 180, failed: 20, now: 6 * HOUR }))).toEqual({
      action: 'halt',
      reasons: ['too_many_failures'],
      rollout: 5,
      nextPercent: null,
      step: plan.steps[0],
      hours: 6,
      reports: 200,
      failed: 20,
      failureRate: 0.1,
      lowerBound: expect.closeTo(0.0657, 4),
    });
    expect(judgeRollout(plan, facts()).nextPercent).toBe(50);
  });

  it('never lets a rollout with more failures pass where one with fewer does not', () => {
    const count = fc.integer({ min: 0, max: 400 });
    const rank = { advance: 0, hold: 1, halt: 2, done: 0 };
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 50 }), (reports, failed, more) => {
        const total = Math.max(reports, failed + more);
        const action = (failures: number) =>
          rank[judgeRollout(plan, facts({ installed: total - failures, failed: failures })).action];
        expect(action(failed + more)).toBeGreaterThanOrEqual(action(failed));
      }),
    );
  });
});

describe('the lower bound of a failure rate', () => {
  // The published 95 % Wilson interval, to four digits.
  it.each([
    [0, 0, 0],
    [0, 10, 0],
    [1, 2, 0.0945],
    [1, 10, 0.0179],
    [5, 10, 0.2366],
    [10, 10, 0.7225],
    [10, 100, 0.0552],
    [50, 1000, 0.0381],
  ])('of %i in %i is %d', (count, total, bound) => {
    expect(wilsonLowerBound(count, total)).toBeCloseTo(bound, 4);
  });

  it('lies between nothing and the rate itself, and comes closer with every report', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), (failed, installed) => {
        const total = failed + installed;
        const bound = wilsonLowerBound(failed, total);
        expect(bound).toBeGreaterThanOrEqual(0);
        expect(bound).toBeLessThan(failed / total);
        expect(wilsonLowerBound(failed * 10, total * 10)).toBeGreaterThan(bound);
      }),
    );
  });
});

describe('a rollout plan', () => {
  it.each([
    ['steps that grow', [step(5), step(50), step(100)], true],
    ['no step', [], false],
    ['equal steps', [step(5), step(5)], false],
    ['a step that shrinks', [step(50), step(5)], false],
    ['a step of nobody', [step(0)], false],
    ['a step of more than all', [step(101)], false],
    ['a rate above all', [step(5, { maximumFailureRate: 1.1 })], false],
  ])('may have %s: %#', (_case, steps, may) => {
    expect(rolloutPlanSchema.safeParse({ steps }).success).toBe(may);
  });

  it('has percentages that its channel can tell apart', () => {
    const fine = { steps: [step(0.5), step(100)] };
    expect(() => checkPlan(history([], { policy: 'shuffled' }), fine)).not.toThrow();
    expect(() => checkPlan(history([]), fine)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: expect.objectContaining({ field: 'steps' }),
      }),
    );
  });
});

describe('the projection of a rollout', () => {
  const selections: readonly Selection[] = [
    { policy: 'codepush' },
    { policy: 'shuffled', channelKey: 'key', sha256 },
  ];

  it.each(selections)('counts the very devices that will be selected ($policy)', (selection) => {
    const ids = fc.uniqueArray(fc.uuid(), { maxLength: 60 });
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(ids, percent, (clientIds, rollout) => {
        const histogram = bucketHistogram(selection, 'v12', clientIds);
        expect(histogram).toHaveLength(selection.policy === 'codepush' ? 100 : 10_000);
        expect(projectedDevices(selection.policy, histogram, rollout)).toBe(
          clientIds.filter((id) => isSelected(selection, { label: 'v12', rollout }, id)).length,
        );
      }),
      { numRuns: 30 },
    );
  });
});
