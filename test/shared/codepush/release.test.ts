import { describe, expect, it } from 'vitest';
import {
  type PromotionChanges,
  planForceUpdate,
  planPromotion,
  planRelease,
  type ReleaseInput,
} from '#shared/features/codepush/release.ts';
import { history, releases, type Some } from './made.ts';

const upload = (more: Partial<ReleaseInput> = {}): ReleaseInput => ({
  packageHash: 'new contents',
  size: 2000,
  signed: false,
  targetBinaryRange: '1.0.0',
  description: 'Fixes the basket',
  isMandatory: false,
  isDisabled: false,
  rollout: 100,
  failedDevices: 0,
  ...more,
});

const refused = (code: string, field: string, facts: object = {}) =>
  expect.objectContaining({
    code,
    message: expect.stringMatching(/ Nothing was changed\.$/),
    details: expect.objectContaining({
      field,
      hint: expect.any(String),
      object: { noun: 'codepush', id: 'channel', label: 'Wallet Android production', project: 'Wallet' },
      ...facts,
    }),
  });

describe('a new release', () => {
  it('is the next of its channel, with what was given', () => {
    expect(
      planRelease(history([{}, {}]), upload({ rollout: 20, isMandatory: true, isDisabled: true })),
    ).toEqual({
      release: {
        number: 3,
        label: 'v3',
        packageHash: 'new contents',
        size: 2000,
        signed: false,
        targetBinaryRange: '1.0.0',
        description: 'Fixes the basket',
        isMandatory: true,
        isDisabled: true,
        rollout: 20,
        superseded: false,
        releaseMethod: 'upload',
        originalLabel: null,
      },
      superseded: [],
      warnings: [],
    });
  });

  it('is v1 in a new channel, and never takes a number again that the channel once gave', () => {
    expect(planRelease(history([]), upload()).release.label).toBe('v1');
    expect(planRelease(history([], { lastNumber: 7 }), upload()).release).toMatchObject({
      number: 8,
      label: 'v8',
    });
  });

  it.each([
    ['targetBinaryRange', { targetBinaryRange: '' }],
    ['targetBinaryRange', { targetBinaryRange: 'newest' }],
    ['description', { description: 'x'.repeat(1001) }],
    ['rollout', { rollout: -1 }],
    ['rollout', { rollout: 101 }],
    ['rollout', { rollout: 12.5 }],
    ['rollout', { rollout: Number.NaN }],
  ])('is refused for its %s: %j', (field, more) => {
    expect(() => planRelease(history([]), upload(more))).toThrow(refused('invalid_input', field));
  });

  it('may have a description of 1000 characters and any whole percentage', () => {
    for (const rollout of [0, 1, 99, 100]) {
      const description = 'x'.repeat(1000);
      expect(planRelease(history([]), upload({ description, rollout })).release.rollout).toBe(rollout);
    }
  });

  it.each([
    [12.5, true],
    [0.01, true],
    [99.99, true],
    [0.29, true],
    [0.001, false],
    [100.01, false],
  ])('may have a rollout of %d %% under shuffled selection: %s', (rollout, may) => {
    const plan = () => planRelease(history([], { policy: 'shuffled' }), upload({ rollout }));
    if (may) expect(plan().release.rollout).toBe(rollout);
    else expect(plan).toThrow(refused('invalid_input', 'rollout'));
  });
});

describe('an unfinished rollout', () => {
  const blocks: readonly (readonly [string, readonly Some[], string, string | null])[] = [
    ['blocks at 25 %', [{ rollout: 25 }], '1.0.0', 'v1'],
    ['blocks at 0 %, which is not complete (D3)', [{ rollout: 0 }], '1.0.0', 'v1'],
    ['blocks nobody once it is complete', [{ rollout: 100 }], '1.0.0', null],
    ['blocks nobody while it is disabled', [{ rollout: 25, isDisabled: true }], '1.0.0', null],
    ['blocks nobody of other binaries', [{ rollout: 25, targetBinaryRange: '2.x' }], '1.0.0', null],
    [
      'blocks a range that overlaps its own',
      [{ rollout: 25, targetBinaryRange: '1.x' }],
      '>=1.5.0 <3.0.0',
      'v1',
    ],
    [
      'blocks its binaries also below a release for others',
      [{ rollout: 25 }, { targetBinaryRange: '2.x' }],
      '1.x',
      'v1',
    ],
    ['blocks nobody once a newer one superseded it', [{ rollout: 25, superseded: true }, {}], '1.0.0', null],
  ];
  it.each(blocks)('%s', (_case, some, targetBinaryRange, label) => {
    const plan = () => planRelease(history(some), upload({ targetBinaryRange }));
    if (label === null) expect(plan().release.number).toBe(some.length + 1);
    else expect(plan).toThrow(refused('conflict', 'rollout', { label, rollout: some[0]?.rollout }));
  });

  it('that is disabled is superseded by a newer release of its binaries and keeps its number (D16)', () => {
    const some = [
      { rollout: 25, isDisabled: true },
      { rollout: 30, targetBinaryRange: '2.x' },
      { rollout: 35, isDisabled: true, superseded: true },
    ];
    expect(planRelease(history(some), upload()).superseded).toEqual(['v1']);
  });
});

describe('identical contents', () => {
  const same: readonly (readonly [string, readonly Some[], string, string | null])[] = [
    ['for the same version are refused', [{}], '1.0.0', 'v1'],
    [
      'for a version that the newest range accepts are refused',
      [{ targetBinaryRange: '1.x' }],
      '1.0.0',
      'v1',
    ],
    [
      'are looked for in the newest release that accepts the version',
      [{}, { targetBinaryRange: '2.0.0' }],
      '1.0.0',
      'v1',
    ],
    ['that were replaced for that version are allowed', [{}, { packageHash: 'others' }], '1.0.0', null],
    ['for a range spelled otherwise are refused', [{ targetBinaryRange: '1.*' }], '1.x', 'v1'],
    ['for another range are allowed', [{ targetBinaryRange: '1.x' }], '2.x', null],
    ['for a range around the version are allowed', [{}], '1.x', null],
    [
      'for a range are looked for in the newest release only',
      [{ targetBinaryRange: '1.x' }, {}],
      '1.x',
      null,
    ],
    ['of a disabled release are refused too', [{ isDisabled: true }], '1.0.0', 'v1'],
  ];
  it.each(same)('%s', (_case, some, targetBinaryRange, label) => {
    const before = history(some.map((one, at) => (at === 0 ? { packageHash: 'same', ...one } : one)));
    const plan = () => planRelease(before, upload({ packageHash: 'same', targetBinaryRange }));
    if (label === null) expect(plan().release.packageHash).toBe('same');
    else expect(plan).toThrow(refused('conflict', 'packageHash', { label }));
  });
});

describe('the warnings of a release', () => {
  it('name a range without an upper bound', () => {
    expect(planRelease(history([]), upload({ targetBinaryRange: '>=1.0.0' })).warnings).toEqual([
      { code: 'unbounded_range', targetBinaryRange: '>=1.0.0' },
    ]);
  });

  it('name the last signed release when an unsigned one follows', () => {
    const signed = history([{ signed: true }, { signed: true }, {}]);
    expect(planRelease(signed, upload()).warnings).toEqual([{ code: 'unsigned_release', signedLabel: 'v2' }]);
    expect(planRelease(signed, upload({ signed: true })).warnings).toEqual([]);
    expect(planRelease(history([{}]), upload()).warnings).toEqual([]);
  });

  it('count the devices that will ignore these contents', () => {
    expect(planRelease(history([]), upload({ failedDevices: 12 })).warnings).toEqual([
      { code: 'failed_devices', packageHash: 'new contents', devices: 12 },
    ]);
  });
});

describe('the bundle of a Force Update', () => {
  it('is mandatory and for everybody', () => {
    const { isMandatory, isDisabled, rollout, ...given } = upload();
    expect(planForceUpdate(history([{}]), given).release).toMatchObject({
      label: 'v2',
      releaseMethod: 'force-update',
      isMandatory: true,
      isDisabled: false,
      rollout: 100,
    });
  });

  it('obeys the rules of any release', () => {
    const { isMandatory, isDisabled, rollout, ...given } = upload({ packageHash: 'same' });
    expect(() => planForceUpdate(history([{ packageHash: 'same' }]), given)).toThrow(
      refused('conflict', 'packageHash'),
    );
  });
});

describe('a promotion', () => {
  const source = (more: Some = {}) => ({
    buildTarget: 'staging' as const,
    release: releases(
      {},
      {},
      {},
      { packageHash: 'promoted', size: 77, description: 'From staging', ...more },
    )[3]!,
  });
  const promote = (from: Some, to: readonly Some[], changes: PromotionChanges = {}, failedDevices = 0) =>
    planPromotion(source(from), history(to), { changes, failedDevices });

  it('copies everything but the rollout and the label', () => {
    const from = { isMandatory: true, signed: true, rollout: 25, superseded: true, targetBinaryRange: '1.x' };
    expect(promote(from, [{}]).release).toEqual({
      number: 2,
      label: 'v2',
      packageHash: 'promoted',
      size: 77,
      signed: true,
      targetBinaryRange: '1.x',
      description: 'From staging',
      isMandatory: true,
      isDisabled: false,
      rollout: 100,
      superseded: false,
      releaseMethod: 'promote',
      originalLabel: 'v4',
    });
  });

  it('takes what is given instead, and reads null and an empty description as not given', () => {
    const changes = {
      rollout: 5,
      isDisabled: true,
      isMandatory: true,
      targetBinaryRange: '2.x',
      description: 'Now',
    };
    expect(promote({}, [], changes).release).toMatchObject(changes);
    const unset = {
      rollout: null,
      isDisabled: null,
      isMandatory: null,
      targetBinaryRange: null,
      description: '',
    };
    expect(promote({ isDisabled: true }, [], unset).release).toMatchObject({
      rollout: 100,
      isDisabled: true,
      targetBinaryRange: '1.0.0',
      description: 'From staging',
    });
  });

  it('leaves its source as it is', () => {
    const from = source();
    const before = structuredClone(from);
    planPromotion(from, history([{}]), { changes: { rollout: 5 }, failedDevices: 0 });
    expect(from).toEqual(before);
  });

  it('comes from staging, and from a release', () => {
    const { release } = source();
    const facts = { failedDevices: 0 };
    expect(() => planPromotion({ buildTarget: 'production', release }, history([]), facts)).toThrow(
      refused('invalid_input', 'buildTarget'),
    );
    expect(() => planPromotion({ buildTarget: 'staging', release: null }, history([]), facts)).toThrow(
      refused('invalid_input', 'status'),
    );
  });

  it('is refused by an unfinished rollout of the destination', () => {
    expect(() => promote({}, [{ rollout: 25 }])).toThrow(refused('conflict', 'rollout', { label: 'v1' }));
    expect(promote({}, [{ rollout: 25, isDisabled: true }]).superseded).toEqual(['v1']);
  });

  it('is refused for the contents that the destination has, by the range that it will have there (D11)', () => {
    const has = [{ packageHash: 'promoted' }];
    expect(() => promote({}, has)).toThrow(refused('conflict', 'packageHash'));
    expect(promote({}, has, { targetBinaryRange: '2.0.0' }).release.targetBinaryRange).toBe('2.0.0');
    expect(() => promote({ targetBinaryRange: '2.0.0' }, has, { targetBinaryRange: '1.0.0' })).toThrow(
      refused('conflict', 'packageHash'),
    );
  });

  it('warns of a disabled copy and of devices that failed on it', () => {
    expect(promote({ isDisabled: true }, [], {}, 3).warnings).toEqual([
      { code: 'disabled_target', label: 'v4' },
      { code: 'failed_devices', packageHash: 'promoted', devices: 3 },
    ]);
    expect(promote({ isDisabled: true }, [], { isDisabled: false }).warnings).toEqual([]);
  });
});
