import { describe, expect, it } from 'vitest';
import { nothingSeen } from '#shared/features/distribution/facts.ts';
import type { DistributionDraft } from '#shared/features/distribution/model.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import {
  allTracks,
  asked,
  check,
  draft,
  earlier,
  everyStore,
  own,
  refusedFields,
  warnedFields,
} from './drafts.ts';

/** One row a cell of the table of spec/mobile 2.11: store, track, what is asked, what is refused, what is warned of. */
const cells: readonly (readonly [Store, string, Partial<DistributionDraft>, string | null, string | null])[] =
  [
    ['apple', 'TestFlight', { userFraction: 0.2 }, 'userFraction', null],
    ['apple', 'TestFlight', { userFraction: 0 }, 'userFraction', null],
    ['apple', 'Production', { userFraction: 0.2 }, null, 'userFraction'],
    ['apple', 'Production', { userFraction: 0 }, null, 'userFraction'],
    ['google', 'internal', { userFraction: 0.2 }, 'userFraction', null],
    ['google', 'internal', { userFraction: 0 }, null, 'shouldSubmitForReview'],
    ['google', 'alpha', { userFraction: 0.2 }, null, null],
    ['google', 'beta', { userFraction: 0.2 }, null, null],
    ['google', 'production', { userFraction: 0.0001 }, null, null],
    ['google', 'production', { userFraction: 0 }, null, 'shouldSubmitForReview'],
    ['google', 'production', { userFraction: 1 }, null, null],
    ['huawei', 'beta', { userFraction: 0.2 }, 'userFraction', null],
    ['huawei', 'production', { userFraction: 0.2, shouldAutoRelease: true }, null, 'userFraction'],
    ['huawei', 'production', { userFraction: 0 }, null, 'shouldSubmitForReview'],
    ['apple', 'TestFlight', { updatePriority: 1 }, 'updatePriority', null],
    ['apple', 'Production', { updatePriority: 5 }, 'updatePriority', null],
    ['google', 'internal', { updatePriority: 5 }, null, 'updatePriority'],
    ['google', 'production', { updatePriority: 1 }, null, 'updatePriority'],
    ['google', 'production', { updatePriority: 2.5 }, 'updatePriority', null],
    ['google', 'production', { updatePriority: 6 }, 'updatePriority', null],
    ['google', 'production', { updatePriority: -1 }, 'updatePriority', null],
    ['huawei', 'production', { updatePriority: 1 }, 'updatePriority', null],
    ['apple', 'TestFlight', { shouldSubmitForReview: true }, null, null],
    ['apple', 'TestFlight', { shouldSubmitForReview: false }, null, null],
    ['apple', 'Production', { shouldSubmitForReview: false }, null, 'shouldSubmitForReview'],
    ['google', 'production', { shouldSubmitForReview: false }, null, 'shouldSubmitForReview'],
    ['google', 'production', { shouldSubmitForReview: false, userFraction: 0 }, null, null],
    ['huawei', 'production', { shouldSubmitForReview: false }, null, 'shouldSubmitForReview'],
    ['apple', 'Production', { shouldAutoRelease: true }, null, null],
    [
      'apple',
      'Production',
      { shouldAutoRelease: true, shouldSubmitForReview: false },
      'shouldAutoRelease',
      null,
    ],
    ['apple', 'TestFlight', { shouldAutoRelease: true }, null, 'shouldAutoRelease'],
    ['google', 'production', { shouldAutoRelease: true }, null, 'shouldAutoRelease'],
    ['huawei', 'production', { shouldAutoRelease: true }, null, null],
    ['huawei', 'production', { shouldAutoRelease: false }, null, 'shouldAutoRelease'],
    ['huawei', 'beta', { shouldAutoRelease: true }, null, 'shouldAutoRelease'],
    ['apple', 'TestFlight', { uploadMetadata: true }, 'uploadMetadata', null],
    ['apple', 'TestFlight', { uploadScreenshots: true }, 'uploadScreenshots', null],
    ['apple', 'Production', { uploadMetadata: true, uploadScreenshots: true }, null, null],
    ['google', 'internal', { uploadMetadata: true, uploadScreenshots: true }, null, null],
    ['google', 'production', { uploadMetadata: true, uploadScreenshots: true }, null, null],
    ['huawei', 'beta', { uploadMetadata: true }, null, null],
    ['huawei', 'production', { uploadMetadata: true, shouldAutoRelease: true }, null, null],
    ['huawei', 'production', { uploadScreenshots: true }, 'uploadScreenshots', null],
  ];

describe('the table of the stores', () => {
  it.each(cells)('%s, %s, %j: refuses %s, warns of %s', (store, track, more, refused, warned) => {
    const result = asked(store, track, more);
    expect(refusedFields(result)).toEqual(refused === null ? [] : [refused]);
    if (refused === null) expect(warnedFields(result)).toEqual(warned === null ? [] : [warned]);
  });

  it.each(everyStore.flatMap((store) => [-0.1, 1.1, Number.NaN].map((share) => [store, share] as const)))(
    'refuses on %s a share of %d',
    (store, userFraction) => {
      expect(refusedFields(asked(store, allTracks[store].at(-1) ?? '', { userFraction }))).toEqual([
        'userFraction',
      ]);
    },
  );

  it.each([
    ['apple', 'TestFlight', 4000],
    ['google', 'production', 500],
    ['huawei', 'beta', 500],
  ] as const)(
    'of %s takes release notes on %s of %d characters, counted as code points',
    (store, track, limit) => {
      const notes = (releaseNotes: string) => refusedFields(asked(store, track, { releaseNotes }));
      expect(notes('x'.repeat(limit))).toEqual([]);
      expect(notes('📱'.repeat(limit))).toEqual([]);
      expect(notes('x'.repeat(limit + 1))).toEqual(['releaseNotes']);
      expect(notes('📱'.repeat(limit + 1))).toEqual(['releaseNotes']);
    },
  );

  it('warns of release notes that say nothing', () => {
    expect(warnedFields(asked('google', 'beta', { releaseNotes: ' \n' }))).toEqual(['releaseNotes']);
  });
});

describe('the first release of a track', () => {
  const staged = draft('beta', { userFraction: 0.5 });

  it.each([
    ['nothing was there', [], 'refused'],
    [
      'only drafts, failures and other tracks were there',
      [earlier('beta', { userFraction: 0 }), earlier('beta', { status: 'failed' }), earlier('production')],
      'refused',
    ],
    ['a release was there', [earlier('beta')], 'taken'],
    ['a staged release was there', [earlier('beta', { userFraction: 0.1 })], 'taken'],
  ] as const)('on Google Play cannot be staged: when %s it is %s', (_, before, outcome) => {
    const result = check('google', staged, before);
    expect(refusedFields(result)).toEqual(outcome === 'refused' ? ['userFraction'] : []);
    expect(result.fields.userFraction.legal).toBe(outcome === 'taken');
  });

  it('is known from the store itself, too', () => {
    const seen = { ...nothingSeen, released: ['beta' as const] };
    expect(refusedFields(check('google', staged, [], { seen }))).toEqual([]);
  });

  it('goes out whole or as a draft', () => {
    const { fields } = check('google', draft('beta'));
    expect(fields.userFraction).toEqual({ legal: false, reason: expect.any(String), values: [1, 0] });
    expect(refusedFields(check('google', draft('beta', { userFraction: 0 })))).toEqual([]);
  });

  it('on the App Store has no phased release, and is still the first when review sent it back', () => {
    const phased = draft('Production', { userFraction: 0.5, releaseMethod: 'promote' });
    const tested = own('TestFlight', { versionCode: null });
    const sent = own('Production', { versionCode: null, releaseMethod: 'promote' });
    const rejected = earlier('Production', { versionCode: null, isOnStore: 'rejected' });
    expect(refusedFields(check('apple', phased, [tested, sent, rejected]))).toEqual(['userFraction']);
    for (const userFraction of [0, 1]) {
      const before = earlier('Production', { versionCode: null, userFraction });
      expect(refusedFields(check('apple', phased, [tested, before]))).toEqual([]);
    }
  });
});

describe('the update priority', () => {
  it('is fixed once the release is rolled out on its track', () => {
    const before = [own('alpha'), own('beta', { updatePriority: 3, releaseMethod: 'promote' })];
    const again = (updatePriority: number) =>
      check('google', draft('beta', { releaseMethod: 'promote', updatePriority }), before);
    expect(refusedFields(again(4))).toEqual(['updatePriority']);
    expect(refusedFields(again(3))).toEqual([]);
    expect(again(4).fields.updatePriority).toMatchObject({ legal: false, values: [3] });
  });

  it('is free on another track, and while the release is only a draft', () => {
    const priority = { updatePriority: 4, releaseMethod: 'promote' } as const;
    expect(
      refusedFields(check('google', draft('production', priority), [own('beta', { updatePriority: 3 })])),
    ).toEqual([]);
    expect(
      refusedFields(
        check('google', draft('beta', priority), [
          own('alpha'),
          own('beta', { userFraction: 0, releaseMethod: 'promote' }),
        ]),
      ),
    ).toEqual([]);
  });
});
