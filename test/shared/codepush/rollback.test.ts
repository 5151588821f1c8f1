import { describe, expect, it } from 'vitest';
import { planBaseline, planRerelease, planRollback } from '#shared/features/codepush/rollback.ts';
import { warningWords } from '#shared/features/codepush/warnings.ts';
import { history, type Some } from './made.ts';

const refused = (code: string, field: string, facts: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining({ field, ...facts }) });

const back = (some: readonly Some[], label: string | null, failedDevices = 0) =>
  planRollback(history(some), { label, failedDevices });

describe('a rollback', () => {
  it('is a new release with the old contents, for everybody', () => {
    const old = {
      packageHash: 'good',
      size: 5,
      signed: true,
      description: 'The good one',
      isMandatory: true,
      rollout: 40,
      superseded: true,
    };
    expect(back([old, {}, {}], 'v1').release).toEqual({
      number: 4,
      label: 'v4',
      packageHash: 'good',
      size: 5,
      signed: true,
      targetBinaryRange: '1.0.0',
      description: 'The good one',
      isMandatory: true,
      isDisabled: false,
      rollout: 100,
      superseded: false,
      releaseMethod: 'rollback',
      originalLabel: 'v1',
    });
  });

  it('without a label goes to the release before the newest', () => {
    expect(back([{}, {}, {}], null).release.originalLabel).toBe('v2');
  });

  it.each([
    ['an empty history', [], null],
    ['a history of one', [{}], null],
    ['a label that is not there', [{}, {}], 'v9'],
    ['a label in capitals', [{}, {}], 'V1'],
  ])('finds nothing in %s', (_case, some, label) => {
    expect(() => back(some, label)).toThrow(refused('not_found', 'releaseLabel'));
  });

  it('is refused to the newest release', () => {
    expect(() => back([{}, {}], 'v2')).toThrow(refused('conflict', 'releaseLabel', { label: 'v2' }));
    expect(() => back([{}], 'v1')).toThrow(refused('conflict', 'releaseLabel', { label: 'v1' }));
  });

  it('is refused over different ranges, also when they only are spelled otherwise', () => {
    const spelled = [{ targetBinaryRange: '1.*' }, { targetBinaryRange: '1.x' }];
    expect(() => back(spelled, 'v1')).toThrow(
      refused('conflict', 'releaseLabel', { label: 'v1', targetBinaryRange: '1.x' }),
    );
    expect(() => back([{ targetBinaryRange: '2.x' }, {}], null)).toThrow(refused('conflict', 'releaseLabel'));
  });

  it('is allowed during an unfinished rollout and ends it', () => {
    const plan = back([{}, { rollout: 25 }], 'v1');
    expect(plan.release.rollout).toBe(100);
    expect(plan.superseded).toEqual(['v2']);
  });

  it('to a disabled release copies the flag and says so (D13)', () => {
    const plan = back([{ isDisabled: true }, {}], 'v1');
    expect(plan.release.isDisabled).toBe(true);
    expect(plan.warnings).toEqual([{ code: 'disabled_target', label: 'v1' }]);
    expect(back([{}, {}], 'v1').warnings).toEqual([]);
  });

  it('counts the devices that failed on the old contents', () => {
    expect(back([{ packageHash: 'old' }, {}], 'v1', 4).warnings).toEqual([
      { code: 'failed_devices', packageHash: 'old', devices: 4 },
    ]);
  });
});

describe('a release of old contents for another range', () => {
  const again = (some: readonly Some[], more: object = {}) =>
    planRerelease(history(some), {
      label: 'v1',
      targetBinaryRange: '2.0.0',
      rollout: 100,
      failedDevices: 0,
      ...more,
    });

  it('is a rollback with that range and its own rollout', () => {
    const plan = again([{ packageHash: 'old' }, { targetBinaryRange: '2.0.0', rollout: 30 }], {
      rollout: 10,
    });
    expect(plan.release).toMatchObject({
      label: 'v3',
      packageHash: 'old',
      targetBinaryRange: '2.0.0',
      rollout: 10,
      releaseMethod: 'rollback',
      originalLabel: 'v1',
    });
    expect(plan.superseded).toEqual(['v2']);
  });

  it.each([
    ['not_found', 'releaseLabel', { label: 'v7' }],
    ['invalid_input', 'targetBinaryRange', { targetBinaryRange: 'all' }],
    ['invalid_input', 'rollout', { rollout: 0.5 }],
    ['conflict', 'packageHash', { targetBinaryRange: '1.0.0' }],
  ])('is refused as %s on %s: %j', (code, field, more) => {
    expect(() => again([{}], more)).toThrow(refused(code, field));
  });
});

describe('a rollback to the binary of the store', () => {
  const baseline = {
    packageHash: 'embedded',
    size: 9,
    signed: false,
    targetBinaryRange: '1.0.0',
    description: 'As built',
    isMandatory: true,
    isBundleOnly: false,
    failedDevices: 0,
  };

  it('releases the bundle that the binary was built with, for everybody, also during a rollout', () => {
    const plan = planBaseline(history([{ rollout: 25 }]), baseline);
    expect(plan.release).toMatchObject({
      label: 'v2',
      packageHash: 'embedded',
      rollout: 100,
      isDisabled: false,
      isMandatory: true,
      releaseMethod: 'baseline',
      originalLabel: null,
    });
    expect(plan.superseded).toEqual(['v1']);
  });

  it('is refused when the binaries have it back already, or for what is no range', () => {
    expect(() => planBaseline(history([{ packageHash: 'embedded' }]), baseline)).toThrow(
      refused('conflict', 'packageHash'),
    );
    expect(() => planBaseline(history([]), { ...baseline, targetBinaryRange: '1.0.0.1' })).toThrow(
      refused('invalid_input', 'targetBinaryRange'),
    );
  });
});

describe('the words of a warning', () => {
  it.each([
    [
      { code: 'disabled_target', label: 'v3' },
      'v3 is disabled and its copy will be too: devices keep what they have until the copy is enabled.',
    ],
    [
      { code: 'unbounded_range', targetBinaryRange: '*' },
      '* has no upper bound: binaries that are not built yet will get this release.',
    ],
    [
      { code: 'unsigned_release', signedLabel: 'v2' },
      'This package is not signed, but v2 was: apps with a public key will refuse it.',
    ],
    [
      { code: 'failed_devices', packageHash: 'A', devices: 1 },
      '1 device has failed on these very contents and will ignore them.',
    ],
    [
      { code: 'failed_devices', packageHash: 'A', devices: 12 },
      '12 devices have failed on these very contents and will ignore them.',
    ],
    [
      { code: 'nothing_to_fall_back_to', label: 'v1' },
      'No other complete release serves the binaries of v1: devices that run it will stay on it.',
    ],
  ] as const)('%j', (warning, words) => expect(warningWords(warning)).toBe(words));
});
