import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolloutPlanSchema } from '#shared/features/codepush/plan.ts';
import { presetSteps, presets } from '../../../src-renderer/features/rollout/act/presets.ts';
import {
  addStep,
  faultsOf,
  formOf,
  removeStep,
  stepsOf,
} from '../../../src-renderer/features/rollout/act/stepsForm.ts';
import { step } from './made.ts';

const percents = (form: readonly { readonly percent: number | null }[]) => form.map(({ percent }) => percent);

describe('the rows of a plan', () => {
  const plan = fc
    .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 })
    .map((all) => all.toSorted((one, other) => one - other));

  it('come back as the steps that they were made from', () => {
    const share = fc.integer({ min: 0, max: 10_000 }).map((of) => of / 10_000);
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 500 }), share, (all, number, maximumFailureRate) => {
        const steps = all.map((percent) =>
          step(percent, { minimumHours: number, minimumReports: number, maximumFailureRate }),
        );
        const back = stepsOf(formOf(steps));
        expect(back?.map(({ maximumFailureRate: _, ...rest }) => rest)).toEqual(
          steps.map(({ maximumFailureRate: _, ...rest }) => rest),
        );
        for (const one of back ?? []) expect(one.maximumFailureRate).toBeCloseTo(maximumFailureRate, 10);
      }),
    );
  });

  it.each([
    [{ percent: null }, { percent: 'Needs a percentage' }],
    [{ percent: 0 }, { percent: 'Needs a percentage' }],
    [{ percent: 20 }, { percent: 'Must be above 20 %' }],
    [
      { hours: null, failures: null },
      { hours: 'Needs a number', failures: 'Needs a number' },
    ],
    [{ reports: null }, { reports: 'Needs a number' }],
  ])('with %o are no plan, and say so beside the field', (change, fault) => {
    const [first, second] = formOf([step(20), step(50)]);
    if (!first || !second) throw new Error('two rows');
    const form = [first, { ...second, ...change }];
    expect(faultsOf(form)).toEqual([{}, fault]);
    expect(stepsOf(form)).toBeNull();
  });

  it('ask for nothing at everybody', () => {
    const form = formOf([step(100)]).map((row) => ({ ...row, hours: null, reports: null, failures: null }));
    expect(stepsOf(form)).toHaveLength(1);
  });

  it('stay a plan when a step is added anywhere there is room', () => {
    fc.assert(
      fc.property(plan, fc.nat(20), (all, pick) => {
        const form = formOf(all.map((percent) => step(percent)));
        const after = pick % form.length;
        const added = addStep(form, after);
        expect(added.form).toHaveLength(form.length + 1);
        expect(new Set(added.form.map(({ key }) => key)).size).toBe(form.length + 1);
        const at = added.form.findIndex(({ key }) => key === added.key);
        const [low = 0, high = 101] = [added.form[at - 1]?.percent ?? 0, added.form[at + 1]?.percent ?? 101];
        if (high - low > 1 && added.form[at]?.percent !== null) expect(stepsOf(added.form)).not.toBeNull();
      }),
    );
  });

  it.each([
    [[20, 50], 1, [20, 50, 100]],
    [[20, 50], 0, [20, 35, 50]],
    [[50, 100], 1, [50, 75, 100]],
    [[100], 0, [50, 100]],
  ])('of %j, with one more after row %i, are %j', (before, after, then) => {
    expect(percents(addStep(formOf(before.map((percent) => step(percent))), after).form)).toEqual(then);
  });

  it('hand the place of a removed one to the next, and keep the last', () => {
    const form = formOf([step(20), step(50), step(100)]);
    expect(removeStep(form, 1)).toEqual({ form: [form[0], form[2]], key: 2 });
    expect(removeStep(form, 2).key).toBe(1);
    expect(removeStep(form.slice(0, 1), 0).form).toHaveLength(1);
  });
});

describe('a preset', () => {
  const reached = Array.from({ length: 101 }, (_, percent) => percent * 10);

  it.each(presets.map(({ name }) => name))('%s is a plan for a rollout anywhere', (name) => {
    for (const rollout of [0, 0.5, 1, 5, 19, 20, 50, 99]) {
      const steps = presetSteps(name, rollout, reached);
      expect(rolloutPlanSchema.safeParse({ steps }).success).toBe(true);
      expect(steps.at(-1)?.percent).toBe(100);
      expect(steps.filter(({ percent }) => percent <= rollout).length).toBeLessThan(2);
    }
  });

  it('asks for no more reports than its step reaches devices', () => {
    for (const { percent, minimumReports } of presetSteps('careful', 0, reached)) {
      expect(minimumReports).toBeLessThanOrEqual(reached[percent] ?? 0);
    }
    expect(presetSteps('usual', 0, null).map(({ minimumReports }) => minimumReports)).toEqual([0, 0, 0, 0]);
  });

  it('keeps the step that the rollout stands on', () => {
    expect(percents(presetSteps('careful', 30, null))).toEqual([20, 50, 100]);
  });
});
