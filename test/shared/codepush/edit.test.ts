import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planEdit, planEnd, planHalt, planResume, type ReleaseEdit } from '#shared/features/codepush/edit.ts';
import { planRelease } from '#shared/features/codepush/release.ts';
import { history, type Some } from './made.ts';

const refused = (code: string, field: string, facts: object = {}) =>
  expect.objectContaining({
    code,
    message: expect.stringMatching(/ Nothing was changed\.$/),
    details: expect.objectContaining({ field, ...facts }),
  });

const edit = (some: readonly Some[], change: ReleaseEdit, label = 'v1') =>
  planEdit(history(some), label, change);

describe('an edit of a release', () => {
  it.each([
    ['nothing', {}],
    [
      'null everywhere',
      { targetBinaryRange: null, description: null, isDisabled: null, isMandatory: null, rollout: null },
    ],
    ['undefined everywhere', { targetBinaryRange: undefined, rollout: undefined }],
    ['an empty description', { description: '' }],
    [
      'what it has already',
      { description: 'as it was', isDisabled: false, isMandatory: true, targetBinaryRange: '1.0.0' },
    ],
  ])('changes nothing for %s', (_case, change) => {
    const plan = edit([{ description: 'as it was', isMandatory: true, rollout: 10 }], change);
    expect(plan.changes).toEqual({});
    expect(plan.warnings).toEqual([]);
    expect(plan.release).toMatchObject({ description: 'as it was', isMandatory: true, rollout: 10 });
  });

  it('changes flags both ways, the description and the range, of any release of the history', () => {
    const some = [{ isDisabled: true, isMandatory: true }, {}, {}];
    const change = { isDisabled: false, isMandatory: false, description: 'new', targetBinaryRange: '1.x' };
    const plan = edit(some, change);
    expect(plan.changes).toEqual(change);
    expect(plan.release).toMatchObject({ label: 'v1', ...change, rollout: 100 });
  });

  it('allows a range that another release has with the same contents', () => {
    const some = [{ packageHash: 'A' }, { packageHash: 'A', targetBinaryRange: '2.0.0' }];
    expect(edit(some, { targetBinaryRange: '1.0.0' }, 'v2').changes).toEqual({ targetBinaryRange: '1.0.0' });
  });

  it.each([
    ['not_found', 'label', {}, 'v9'],
    ['not_found', 'label', {}, 'V1'],
    ['invalid_input', 'targetBinaryRange', { targetBinaryRange: '' }, 'v1'],
    ['invalid_input', 'targetBinaryRange', { targetBinaryRange: 'x.y' }, 'v1'],
    ['invalid_input', 'description', { description: 'x'.repeat(1001) }, 'v1'],
  ])('is refused as %s on %s: %j', (code, field, change, label) => {
    expect(() => edit([{}], change, label)).toThrow(refused(code, field));
  });

  it('is refused whole when one field is bad', () => {
    const change = { isMandatory: true, description: 'new', rollout: 5 };
    expect(() => edit([{ rollout: 10 }], change)).toThrow(refused('conflict', 'rollout'));
  });

  it('warns of a range without an upper bound only when it is new', () => {
    expect(edit([{}], { targetBinaryRange: '*' }).warnings).toEqual([
      { code: 'unbounded_range', targetBinaryRange: '*' },
    ]);
    expect(edit([{ targetBinaryRange: '*' }], { isMandatory: true }).warnings).toEqual([]);
  });

  it.each([
    ['there is no other', [{}], true],
    ['the other is disabled', [{}, { isDisabled: true }], true],
    ['the other is for other binaries', [{}, { targetBinaryRange: '2.x' }], true],
    ['the other is unfinished', [{}, { rollout: 50 }], true],
    ['another one is complete', [{}, { targetBinaryRange: '1.x' }], false],
  ])('that disables warns that devices will stay when %s', (_case, some: readonly Some[], warns) => {
    const expected = warns ? [{ code: 'nothing_to_fall_back_to', label: 'v1' }] : [];
    expect(edit(some, { isDisabled: true }).warnings).toEqual(expected);
  });
});

describe('an edit of a rollout', () => {
  it.each([
    [10, 11, 11],
    [10, 100, 100],
    [0, 1, 1],
    [0, 0, 0],
  ])('goes from %i to %i', (from, to, becomes) => {
    expect(edit([{ rollout: from }], { rollout: to }).release.rollout).toBe(becomes);
  });

  it.each([
    [100, 100],
    [100, 50],
    [100, 0],
    [10, 10],
    [10, 9],
    [10, 0],
  ])('is refused from %i to %i', (from, to) => {
    expect(() => edit([{ rollout: from }], { rollout: to })).toThrow(
      refused('conflict', 'rollout', { label: 'v1', rollout: from }),
    );
  });

  it.each([-1, 101, 10.5, Number.NaN, Number.POSITIVE_INFINITY])('to %d is no percentage', (rollout) => {
    expect(() => edit([{ rollout: 5 }], { rollout })).toThrow(refused('invalid_input', 'rollout'));
  });

  it('goes by hundredths where selection is shuffled', () => {
    const shuffled = history([{ rollout: 0.5 }], { policy: 'shuffled' });
    expect(planEdit(shuffled, 'v1', { rollout: 0.51 }).release.rollout).toBe(0.51);
    expect(() => planEdit(shuffled, 'v1', { rollout: 0.505 })).toThrow(refused('invalid_input', 'rollout'));
  });

  it('never lets a release shrink', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(percent, percent, (from, to) => {
        let after = from;
        try {
          after = edit([{ rollout: from }], { rollout: to }).release.rollout;
        } catch {}
        expect(after).toBe(from < 100 && to > from ? to : from);
      }),
    );
  });

  it('goes on where a superseded release stood (D16)', () => {
    const some = [{ rollout: 25, superseded: true, isDisabled: true }, {}];
    expect(edit(some, { isDisabled: false }).release).toMatchObject({ rollout: 25, superseded: true });
    expect(edit(some, { rollout: 30 }).changes).toEqual({ rollout: 30 });
  });
});

describe('halting, resuming and ending a rollout', () => {
  const running: readonly Some[] = [{}, { rollout: 25 }];
  const halted: readonly Some[] = [{}, { rollout: 25, isDisabled: true }];
  const ended: readonly Some[] = [{}, { rollout: 25, isDisabled: true, superseded: true }];

  it('halts by disabling and keeps the percentage', () => {
    const plan = planHalt(history(running), 'v2');
    expect(plan).toMatchObject({ changes: { isDisabled: true }, release: { rollout: 25 }, warnings: [] });
    expect(planHalt(history([{ rollout: 25 }]), 'v1').warnings).toEqual([
      { code: 'nothing_to_fall_back_to', label: 'v1' },
    ]);
  });

  it('resumes at the same percentage', () => {
    const plan = planResume(history(halted), 'v2');
    expect(plan).toMatchObject({
      changes: { isDisabled: false },
      release: { rollout: 25, isDisabled: false },
    });
  });

  it.each([
    ['running', running],
    ['halted', halted],
  ])('ends a %s one so that it never blocks again, even enabled', (_state, some) => {
    const { release } = planEnd(history(some), 'v2');
    expect(release).toMatchObject({ isDisabled: true, superseded: true, rollout: 25 });
    const enabled = history([{}, { ...release, isDisabled: false }]);
    const next = { packageHash: 'next', size: 1, signed: false, description: '', failedDevices: 0 };
    const flags = { isMandatory: false, isDisabled: false, rollout: 100 };
    expect(planRelease(enabled, { ...next, ...flags, targetBinaryRange: '1.0.0' }).release.label).toBe('v3');
  });

  it.each([
    ['halt', planHalt, halted, 'conflict', 'isDisabled'],
    ['halt', planHalt, [{}, {}], 'conflict', 'rollout'],
    ['halt', planHalt, [], 'not_found', 'label'],
    ['resume', planResume, running, 'conflict', 'isDisabled'],
    ['resume', planResume, ended, 'conflict', 'rollout'],
    ['resume', planResume, [{}, { isDisabled: true }], 'conflict', 'rollout'],
    ['end', planEnd, ended, 'conflict', 'rollout'],
    ['end', planEnd, [{}, {}], 'conflict', 'rollout'],
  ] as const)('refuses to %s (%#)', (_verb, plan, some: readonly Some[], code, field) => {
    expect(() => plan(history(some), 'v2')).toThrow(refused(code, field));
  });
});
