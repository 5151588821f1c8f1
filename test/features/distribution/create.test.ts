import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '#shared/errors.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type Draft, type MobileApp, mobileApp, osOf } from './app.ts';

let desk: TestApp;
let app: MobileApp;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

/** The error of a refused call; a call that goes through fails the test. */
async function refusal(call: Promise<unknown>): Promise<AppError> {
  const error = await call.then(
    () => null,
    (caught: unknown) => caught as AppError,
  );
  expect(error).not.toBeNull();
  return error as AppError;
}

const fieldsOf = ({ details }: AppError) => (details.fields as { field: string }[]).map(({ field }) => field);

/** A cell of the table of spec/mobile 2.11: store, track, what is asked, what is refused, what is warned of. */
const cells: readonly (readonly [Store, string, Draft, string | null, string | null])[] = [
  ['apple', 'TestFlight', {}, null, null],
  ['apple', 'Production', {}, null, null],
  ['google', 'internal', {}, null, null],
  ['google', 'alpha', {}, null, null],
  ['google', 'beta', {}, null, null],
  ['google', 'production', {}, null, null],
  ['huawei', 'production', { shouldAutoRelease: true }, null, null],
  ['huawei', 'beta', {}, null, null],
  ['apple', 'production', {}, 'track', null],
  ['apple', 'internal', {}, 'track', null],
  ['google', 'Production', {}, 'track', null],
  ['google', 'TestFlight', {}, 'track', null],
  ['huawei', 'Production', {}, 'track', null],
  ['huawei', 'alpha', {}, 'track', null],
  ['apple', 'TestFlight', { releaseMethod: 'promote' }, 'releaseMethod', null],
  ['apple', 'Production', { releaseMethod: 'promote' }, 'releaseMethod', null],
  ['google', 'internal', { releaseMethod: 'promote' }, 'releaseMethod', null],
  ['google', 'production', { releaseMethod: 'promote' }, 'releaseMethod', null],
  ['huawei', 'production', { releaseMethod: 'promote' }, 'releaseMethod', null],
  ['apple', 'TestFlight', { userFraction: 0.2 }, 'userFraction', null],
  ['apple', 'Production', { userFraction: 0.2 }, null, 'userFraction'],
  ['google', 'internal', { userFraction: 0.2 }, 'userFraction', null],
  ['google', 'alpha', { userFraction: 0.2 }, null, null],
  ['google', 'beta', { userFraction: 0.2 }, null, null],
  ['google', 'production', { userFraction: 0.0001 }, null, null],
  ['google', 'production', { userFraction: 0 }, null, 'shouldSubmitForReview'],
  ['google', 'production', { userFraction: 1.01 }, 'userFraction', null],
  ['google', 'production', { userFraction: -0.01 }, 'userFraction', null],
  ['huawei', 'production', { userFraction: 0.2, shouldAutoRelease: true }, null, 'userFraction'],
  ['huawei', 'beta', { userFraction: 0.2 }, 'userFraction', null],
  ['apple', 'TestFlight', { updatePriority: 1 }, 'updatePriority', null],
  ['apple', 'Production', { updatePriority: 5 }, 'updatePriority', null],
  ['google', 'production', { updatePriority: 5 }, null, 'updatePriority'],
  ['google', 'production', { updatePriority: 2.5 }, 'updatePriority', null],
  ['google', 'production', { updatePriority: 6 }, 'updatePriority', null],
  ['huawei', 'production', { updatePriority: 1 }, 'updatePriority', null],
  ['apple', 'TestFlight', { shouldSubmitForReview: false }, null, null],
  ['apple', 'Production', { shouldSubmitForReview: false }, null, 'shouldSubmitForReview'],
  ['google', 'production', { shouldSubmitForReview: false }, null, 'shouldSubmitForReview'],
  ['huawei', 'production', { shouldSubmitForReview: false }, null, 'shouldSubmitForReview'],
  ['apple', 'Production', { shouldAutoRelease: true }, null, null],
  [
    'apple',
    'Production',
    { shouldAutoRelease: true, shouldSubmitForReview: false },
    'shouldAutoRelease',
    null,
  ],
  ['google', 'production', { shouldAutoRelease: true }, null, 'shouldAutoRelease'],
  ['huawei', 'production', {}, null, 'shouldAutoRelease'],
  ['apple', 'TestFlight', { uploadMetadata: true }, 'uploadMetadata', null],
  ['apple', 'TestFlight', { uploadScreenshots: true }, 'uploadScreenshots', null],
  ['apple', 'Production', { uploadMetadata: true, uploadScreenshots: true }, null, null],
  ['google', 'beta', { uploadMetadata: true, uploadScreenshots: true }, null, null],
  ['huawei', 'beta', { uploadMetadata: true }, null, null],
  ['huawei', 'production', { uploadScreenshots: true }, 'uploadScreenshots', null],
  ['apple', 'Production', { releaseNotes: '😀'.repeat(4000) }, null, null],
  ['apple', 'Production', { releaseNotes: 'x'.repeat(4001) }, 'releaseNotes', null],
  ['google', 'production', { releaseNotes: '😀'.repeat(500) }, null, null],
  ['google', 'production', { releaseNotes: 'x'.repeat(501) }, 'releaseNotes', null],
  ['huawei', 'beta', { releaseNotes: 'x'.repeat(501) }, 'releaseNotes', null],
  ['google', 'production', { releaseNotes: ' ' }, null, 'releaseNotes'],
];

describe('a draft', () => {
  it.each(cells)('%s, %s, %j: refuses %s, warns of %s', async (store, track, more, refused, warned) => {
    const { client } = desk;
    // An app that was there before, so that nothing is a first release.
    const released =
      store === 'apple' ? ['TestFlight', 'Production'] : ['internal', 'alpha', 'beta', 'production'];
    await client.distribution.setSeen({ projectId: app.projectId, store, released: released as never });
    const build = await app.build({ os: osOf[store] });
    const draft = {
      deploymentId: build.id,
      track,
      releaseNotes: 'New.',
      shouldSubmitForReview: true,
      ...more,
    };
    const check = await client.distribution.check(draft);
    expect(check.store).toBe(store);
    if (refused !== null) {
      expect(check.refusals.map(({ field }) => field)).toContain(refused);
      const error = await refusal(client.distribution.create(draft));
      expect(fieldsOf(error)).toEqual(check.refusals.map(({ field }) => field));
      expect(error.message).toMatch(/ Nothing was made\.$/);
      expect((await client.distribution.list()).rows).toEqual([]);
      return;
    }
    expect(check.refusals).toEqual([]);
    expect(check.warnings.map(({ field }) => field)).toEqual(warned === null ? [] : [warned]);
    const { distribution, warnings } = await client.distribution.create(draft);
    expect(distribution).toMatchObject({ ...more, store, track, status: 'pending', remoteId: null });
    expect(warnings).toEqual(check.warnings);
  });

  it.each([
    ['google', 'internal', 'userFraction', /no staged rollout/],
    ['apple', 'Production', 'updatePriority', /no update priority/],
    ['apple', 'TestFlight', 'uploadMetadata', /no store listing/],
    ['huawei', 'production', 'uploadScreenshots', /not its screenshots/],
    ['google', 'production', 'shouldAutoRelease', /managed publishing/],
  ] as const)('%s, %s: the form shows %s as illegal with the reason', async (store, track, field, reason) => {
    const build = await app.build({ os: osOf[store] });
    const { fields } = await desk.client.distribution.check({
      deploymentId: build.id,
      track,
      releaseNotes: '',
    });
    expect(fields[field]).toMatchObject({ legal: false, reason: expect.stringMatching(reason) });
  });

  it('names every field that stands in the way at once', async () => {
    const { client } = desk;
    const { id: projectId } = await client.project.create({ name: 'Bare', kind: 'mobile' });
    const build = await client.build.create({
      ...{ projectId, os: 'android', target: 'production', tag: 'v1', envVersion: '1.0.0' },
      status: 'failed',
    });
    const create = client.distribution.create({
      deploymentId: build.id,
      track: 'internal',
      releaseNotes: 'x'.repeat(501),
      userFraction: 0.5,
      updatePriority: 9,
    });
    const error = await refusal(create);
    expect(error.code).toBe('invalid_input');
    expect(fieldsOf(error).toSorted()).toEqual(
      [
        'downloadUrl',
        'releaseNotes',
        'status',
        'storeCredentials',
        'updatePriority',
        'userFraction',
      ].toSorted(),
    );
  });

  it.each([
    ['a failed build', { status: 'failed' }, 'status'],
    ['a build without an artifact', { downloadUrl: null }, 'downloadUrl'],
  ] as const)('refuses %s as a conflict that the log keeps', async (_name, options, field) => {
    const build = await app.build(options);
    const error = await refusal(app.distribute(build, 'internal'));
    expect(error.code).toBe('conflict');
    expect(fieldsOf(error)).toEqual([field]);
    const { rows } = await desk.client.activity.list({});
    expect(rows[0]).toMatchObject({ verb: 'distribution.create', refused: 'conflict' });
  });

  it('refuses a deployment that is no build, naming its kind', async () => {
    const { client } = desk;
    const { id: environmentId } = await client.environment.create({ name: 'prod', tier: 'production' });
    const { id } = await client.deployment.record({
      projectId: app.projectId,
      environmentId,
      version: '1.0.0',
      status: 'succeeded',
    });
    const error = await refusal(app.distribute({ id }, 'production'));
    expect(fieldsOf(error)).toEqual(['kind']);
  });

  it('asks for the credentials of the build’s own store, whole, or for a delivery', async () => {
    const { client } = desk;
    const { id: projectId } = await client.project.create({ name: 'Half', kind: 'mobile' });
    await client.credential.put({
      projectId,
      kind: 'google_play',
      os: 'android',
      slots: ['googleServiceFile'],
    });
    await client.credential.put({ projectId, kind: 'app_store', os: 'ios', slots: ['keyId'] });
    const facts = {
      projectId,
      target: 'production',
      status: 'succeeded',
      downloadUrl: 'https://b.test/a',
    } as const;
    const android = await client.build.create({ ...facts, os: 'android', tag: 'a', envVersion: '1.0.0' });
    const ios = await client.build.create({ ...facts, os: 'ios', tag: 'i', envVersion: '1.0.0' });
    expect((await app.distribute(android, 'internal')).status).toBe('pending');
    expect(fieldsOf(await refusal(app.distribute(ios, 'TestFlight')))).toEqual(['storeCredentials']);
    await client.distribution.putDelivery({
      projectId,
      store: 'apple',
      settings: { upload: { kind: 'command', argv: ['fastlane'], folder: '/srv/app' } },
    });
    expect((await app.distribute(ios, 'TestFlight')).status).toBe('pending');
  });
});

describe('one open distribution of a build and track', () => {
  it('lets one of fifty creates at once through', async () => {
    const build = await app.build();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => app.distribute(build, 'internal')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as AppError] : []));
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['conflict']));
    expect((await desk.client.distribution.list({ deploymentId: build.id })).rows).toHaveLength(1);
  });

  it('is free again once the one before has ended, and never barred for another track', async () => {
    const build = await app.build();
    const first = await app.distribute(build, 'internal');
    expect((await app.distribute(build, 'alpha')).status).toBe('pending');
    await expect(app.distribute(build, 'internal')).rejects.toThrow(/is pending to internal testing already/);
    await app.finish(first, 'canceled');
    expect((await app.distribute(build, 'internal')).status).toBe('pending');
  });
});

describe('what was there before', () => {
  it('refuses to stage the first release of a track, and stages the next', async () => {
    const first = await app.build();
    const error = await refusal(app.distribute(first, 'production', { userFraction: 0.1 }));
    expect(fieldsOf(error)).toEqual(['userFraction']);
    await app.delivered(first, 'production');
    const second = await app.build();
    expect((await app.distribute(second, 'production', { userFraction: 0.1 })).userFraction).toBe(0.1);
  });

  it('refuses a version code that was used, and one below what the track has', async () => {
    const { client } = desk;
    await app.delivered(await app.build({ versionCode: 200 }), 'production');
    for (const versionCode of [200, 150]) {
      const build = await app.build({ versionCode });
      const { refusals } = await client.distribution.check({
        deploymentId: build.id,
        track: 'production',
        releaseNotes: 'New.',
      });
      expect(refusals.map(({ field }) => field)).toEqual(['versionCode']);
    }
  });

  it('refuses an App Store version while another one is in review', async () => {
    const first = await app.delivered(await app.build({ os: 'ios' }), 'Production');
    await desk.client.distribution.setStoreState({ id: first.id, state: 'WAITING_FOR_REVIEW' });
    const next = await app.build({ os: 'ios' });
    const error = await refusal(app.distribute(next, 'Production'));
    expect(error.message).toMatch(/waiting for review/);
    await desk.client.distribution.setStoreState({ id: first.id, state: 'READY_FOR_DISTRIBUTION' });
    expect((await app.distribute(next, 'Production')).status).toBe('pending');
  });

  it('refuses the same binary twice, and points to the promotion', async () => {
    const build = await app.build();
    await app.delivered(build, 'internal');
    await expect(app.distribute(build, 'alpha')).rejects.toThrow(/Promote it instead/);
  });
});

describe('promoting', () => {
  it.each([
    ['google', ['internal', 'alpha', 'beta', 'production']],
    ['apple', ['TestFlight', 'Production']],
  ] as const)('%s: brings a build up track by track without another upload', async (store, ladder) => {
    const { client } = desk;
    const build = await app.build({ os: osOf[store] });
    let last = await app.delivered(build, ladder[0]);
    for (const [index, track] of ladder.slice(1).entries()) {
      const check = await client.distribution.check({
        deploymentId: build.id,
        track,
        releaseNotes: 'x',
        releaseMethod: 'promote',
      });
      expect(check.promotesFrom).toBe(ladder[index]);
      const { distribution } = await client.distribution.promote({ id: last.id, track });
      expect(distribution).toMatchObject({ releaseMethod: 'promote', track, releaseNotes: 'Faster search.' });
      last = await app.finish(distribution);
    }
    const { rows } = await client.activity.list({ filter: { verb: 'distribution.promote' } });
    expect(rows).toHaveLength(ladder.length - 1);
  });

  it('refuses what has not succeeded below, and AppGallery altogether', async () => {
    const { client } = desk;
    const pending = await app.distribute(await app.build(), 'internal');
    await expect(client.distribution.promote({ id: pending.id, track: 'alpha' })).rejects.toThrow(
      /has not succeeded on a lower track/,
    );
    const huawei = await app.delivered(await app.build({ os: 'huawei' }), 'beta');
    await expect(client.distribution.promote({ id: huawei.id, track: 'production' })).rejects.toThrow(
      /AppGallery cannot promote/,
    );
  });
});

describe('trying anew', () => {
  it('makes another one with the same choices, linked to the first, and tells the row of tries', async () => {
    const { client } = desk;
    const build = await app.build();
    const first = await app.finish(await app.distribute(build, 'internal', { updatePriority: 3 }), 'failed');
    const again = await client.distribution.retry({ id: first.id, reason: 'the network is back' });
    expect(again.distribution).toMatchObject({ retryOf: first.id, updatePriority: 3, status: 'pending' });
    await app.finish(again.distribution, 'failed');
    const third = await client.distribution.retry({
      id: again.distribution.id,
      changes: { updatePriority: 0 },
    });
    expect(third.distribution.updatePriority).toBe(0);
    const { tries } = await client.distribution.get({ id: again.distribution.id });
    expect(tries.map(({ id }) => id)).toEqual([first.id, again.distribution.id, third.distribution.id]);
    const { rows } = await client.activity.list({ filter: { verb: 'distribution.retry' } });
    expect(rows.at(-1)).toMatchObject({ reason: 'the network is back' });
  });

  it.each([
    ['pending', /wait for it, or cancel it/],
    ['succeeded', /nothing to try anew/],
  ] as const)('refuses one that is %s', async (status, words) => {
    const row = await app.distribute(await app.build(), 'internal');
    if (status === 'succeeded') await app.finish(row);
    const error = await refusal(desk.client.distribution.retry({ id: row.id }));
    expect(error).toMatchObject({ code: 'illegal_transition', message: expect.stringMatching(words) });
  });
});
