import { describe, expect, it } from 'vitest';
import { check, draft, earlier, own, refusedFields, warnedFields } from './drafts.ts';

describe('promotion', () => {
  it.each([
    ['alpha', ['internal'], 'internal'],
    ['beta', ['internal', 'alpha'], 'alpha'],
    ['production', ['internal'], 'internal'],
    ['production', ['internal', 'beta', 'alpha'], 'beta'],
  ] as const)('on Google Play to %s of a build on %j takes it from %s', (to, on, from) => {
    const result = check(
      'google',
      draft(to, { releaseMethod: 'promote' }),
      on.map((track) => own(track)),
    );
    expect(refusedFields(result)).toEqual([]);
    expect(result.promotesFrom).toBe(from);
    expect(result.methods.map(({ reason }) => reason === null)).toEqual([false, true]);
  });

  it.each([
    ['internal', [own('alpha')]],
    ['alpha', [own('beta'), own('production')]],
    ['beta', [own('beta')]],
    ['production', []],
    ['production', [own('beta', { status: 'failed' }), own('alpha', { status: 'uploading' })]],
    ['production', [earlier('beta')]],
  ] as const)('on Google Play to %s is refused without a success on a lower track', (to, before) => {
    const result = check('google', draft(to, { releaseMethod: 'promote' }), before);
    expect(refusedFields(result)).toContain('releaseMethod');
    expect(result.promotesFrom).toBeNull();
  });

  it('goes by the version code, so another record of the same binary will do', () => {
    const twin = [earlier('beta', { versionCode: 20 })];
    expect(refusedFields(check('google', draft('production', { releaseMethod: 'promote' }), twin))).toEqual(
      [],
    );
  });

  it('to Production needs a TestFlight upload of the same build that succeeded', () => {
    const promote = draft('Production', { releaseMethod: 'promote' });
    const result = check('apple', promote, [own('TestFlight', { versionCode: null })]);
    expect(refusedFields(result)).toEqual([]);
    expect(result.promotesFrom).toBe('TestFlight');
    expect(refusedFields(check('apple', promote, [earlier('TestFlight', { versionCode: null })]))).toEqual([
      'releaseMethod',
    ]);
    expect(refusedFields(check('apple', draft('TestFlight', { releaseMethod: 'promote' })))).toEqual([
      'releaseMethod',
    ]);
  });

  it('does not exist on AppGallery', () => {
    const before = [own('beta')];
    expect(refusedFields(check('huawei', draft('production', { releaseMethod: 'promote' }), before))).toEqual(
      ['releaseMethod'],
    );
    expect(refusedFields(check('huawei', draft('production'), before))).toEqual([]);
  });

  it('is what a binary needs that the store has already', () => {
    for (const [store, first, then] of [
      ['google', 'internal', 'beta'],
      ['apple', 'TestFlight', 'Production'],
    ] as const) {
      const result = check(store, draft(then), [own(first, store === 'apple' ? { versionCode: null } : {})]);
      expect(result.refusals).toEqual([
        { field: 'releaseMethod', message: expect.stringContaining('Promote it instead') },
      ]);
    }
  });

  it('leaves an upload alone that follows one which failed', () => {
    expect(
      refusedFields(check('google', draft('internal'), [own('internal', { status: 'failed' })])),
    ).toEqual([]);
  });
});

describe('versions', () => {
  it.each([
    [
      'a code that another build has used',
      'internal',
      [earlier('alpha', { versionCode: 20 })],
      ['versionCode'],
    ],
    ['a code below the track’s', 'beta', [earlier('beta', { versionCode: 21 })], ['versionCode']],
    ['a code below another track’s', 'beta', [earlier('internal', { versionCode: 21 })], []],
    [
      'a code below one that is only a draft',
      'beta',
      [earlier('beta', { versionCode: 21, userFraction: 0 })],
      [],
    ],
    ['a code below one that failed', 'beta', [earlier('beta', { versionCode: 21, status: 'failed' })], []],
    ['a code above all', 'beta', [earlier('beta', { versionCode: 19 })], []],
  ] as const)('on Google Play: %s', (_, track, before, refused) => {
    expect(refusedFields(check('google', draft(track), before))).toEqual(refused);
  });

  it('on Google Play: a draft may wait below the track’s code', () => {
    const before = [earlier('beta', { versionCode: 21 })];
    expect(refusedFields(check('google', draft('beta', { userFraction: 0 }), before))).toEqual([]);
  });

  it('warns when a build for Google Play has no version code on record', () => {
    expect(warnedFields(check('google', draft('internal'), [], { versionCode: null }))).toEqual([
      'versionCode',
    ]);
  });

  it.each([
    ['1.8.0', false],
    ['1.9', false],
    ['1.9.0', false],
    ['1.10.0', true],
    ['1.9.0.1', true],
    ['nineteen', true],
    [null, true],
  ])('on the App Store: the name %s after 1.9.0 is fine: %s', (storeVersion, fine) => {
    const nameAfter = (isOnStore: 'success' | 'rejected' | null) =>
      check('apple', draft('TestFlight'), [earlier('Production', { versionCode: null, isOnStore })], {
        storeVersion,
      });
    expect(refusedFields(nameAfter('success'))).toEqual(fine ? [] : ['storeVersion']);
    for (const unreleased of [null, 'rejected'] as const) {
      expect(refusedFields(nameAfter(unreleased))).toEqual([]);
      expect(warnedFields(nameAfter(unreleased))).toEqual(fine ? [] : ['storeVersion']);
    }
  });

  it('on the App Store are measured by what went to Production', () => {
    const before = [
      earlier('TestFlight', { storeVersion: '9.0.0', isOnStore: 'success' }),
      earlier('Production', { storeVersion: '9.0.0', status: 'failed', isOnStore: 'success' }),
    ];
    expect(refusedFields(check('apple', draft('TestFlight'), before))).toEqual([]);
  });
});
