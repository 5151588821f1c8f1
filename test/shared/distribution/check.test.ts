import { describe, expect, it } from 'vitest';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { nothingSeen } from '#shared/features/distribution/facts.ts';
import { distributionStatuses, isOpen } from '#shared/features/distribution/machine.ts';
import { distributionDraftSchema } from '#shared/features/distribution/model.ts';
import { storeOf, trackRank, tracks } from '#shared/features/distribution/stores.ts';
import { allTracks, asked, check, draft, earlier, everyStore, own, refusedFields } from './drafts.ts';

describe('the store of a distribution', () => {
  it('follows from the build’s operating system', () => {
    expect(storeOf).toEqual({ ios: 'apple', android: 'google', huawei: 'huawei' });
  });

  it.each(everyStore.flatMap((store) => tracks.map((track) => [store, track] as const)))(
    'of %s: the track %s is taken in its own case of letters only',
    (store, track) => {
      const result = asked(store, track);
      const legal = allTracks[store].includes(track);
      expect(refusedFields(result)).toEqual(legal ? [] : ['track']);
      expect(trackRank(store, track) !== null).toBe(legal);
    },
  );

  it.each(everyStore)('of %s: offers its own tracks, the narrowest audience first', (store) => {
    expect(asked(store, 'nowhere').tracks.map(({ value }) => value)).toEqual(allTracks[store]);
  });
});

describe('what a deployment must be', () => {
  it.each(deploymentStatuses)('a build that is %s', (status) => {
    const fields = refusedFields(check('google', draft('internal'), [], { status }));
    expect(fields).toEqual(status === 'succeeded' ? [] : ['status']);
  });

  it.each(['code-push', 'environment', 'fleet'] as const)('never a %s deployment', (kind) => {
    expect(refusedFields(check('google', draft('internal'), [], { kind }))).toEqual(['kind']);
  });

  it('a build with an artifact and with credentials for its store, each named when missing', () => {
    const result = check('huawei', draft('production'), [], {
      hasArtifact: false,
      hasStoreCredentials: false,
    });
    expect(refusedFields(result)).toEqual(['downloadUrl', 'storeCredentials']);
    expect(result.refusals[1]?.message).toContain('AppGallery');
  });
});

describe('one open distribution for a build and a track', () => {
  it.each(distributionStatuses)('beside one that is %s', (status) => {
    const result = check('huawei', draft('production'), [own('production', { status })]);
    expect(refusedFields(result)).toEqual(isOpen(status) ? ['track'] : []);
    const [beta, production] = result.tracks;
    expect(beta?.reason).toBeNull();
    expect(production?.reason !== null).toBe(isOpen(status));
  });

  it('does not mind another track or another build', () => {
    const open = [own('alpha', { status: 'pending' }), earlier('beta', { status: 'pending' })];
    expect(refusedFields(check('google', draft('beta'), open))).toEqual([]);
  });

  it('makes a second edit of a Google Play app wait, and says so', () => {
    const busy = [earlier('beta', { status: 'uploading' })];
    const result = check('google', draft('beta'), busy);
    expect(refusedFields(result)).toEqual([]);
    expect(result.warnings).toContainEqual({ field: 'track', message: expect.stringContaining('#9') });
  });

  it('is for Production one for the whole app on the App Store', () => {
    const open = [earlier('Production', { status: 'pending', versionCode: null })];
    expect(refusedFields(check('apple', draft('Production'), open))).toEqual(['track']);
    expect(refusedFields(check('apple', draft('TestFlight'), open))).toEqual([]);
  });

  it.each([
    ['WAITING_FOR_REVIEW', true],
    ['IN_REVIEW', true],
    ['PENDING_DEVELOPER_RELEASE', true],
    ['PENDING_APPLE_RELEASE', true],
    ['PREPARE_FOR_SUBMISSION', false],
    ['REJECTED', false],
    ['READY_FOR_DISTRIBUTION', false],
  ] as const)('waits for a version that is %s: %s', (appStoreVersion, waits) => {
    const seen = { ...nothingSeen, appStoreVersion };
    expect(refusedFields(check('apple', draft('Production'), [], { seen }))).toEqual(waits ? ['track'] : []);
  });

  it('waits for a person when Google Play would not send changes for review by itself', () => {
    const seen = { ...nothingSeen, waitsForConsole: true };
    expect(refusedFields(check('google', draft('internal'), [], { seen }))).toEqual(['track']);
  });
});

describe('a draft as it comes in', () => {
  it('has the defaults of the interface and an upload when no method is named', () => {
    expect(distributionDraftSchema.parse({ track: 'beta', releaseNotes: 'x' })).toEqual({
      track: 'beta',
      releaseNotes: 'x',
      releaseMethod: 'upload',
      userFraction: 1,
      updatePriority: 0,
      uploadMetadata: false,
      uploadScreenshots: false,
      shouldSubmitForReview: false,
      shouldAutoRelease: false,
    });
  });

  it.each(['track', 'releaseNotes'])('needs %s', (missing) => {
    const { [missing as 'track']: _, ...rest } = { track: 'beta', releaseNotes: 'x' };
    expect(distributionDraftSchema.safeParse(rest).success).toBe(false);
  });
});
