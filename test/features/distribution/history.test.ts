import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';

/** More than the newest releases of a track that a check looks at. */
const MANY = 55;

let desk: TestApp;
let app: MobileApp;
let first: Awaited<ReturnType<MobileApp['build']>>;
let last: Awaited<ReturnType<MobileApp['build']>>;

/** Version codes 1000, 1010, 1020 … to internal testing, each as a draft to production too; the first one released there. */
beforeAll(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
  for (let made = 0; made <= MANY; made += 1) {
    last = await app.build({ versionCode: 1000 + made * 10 });
    if (made === 0) first = last;
    await app.delivered(last, 'internal');
    await app.delivered(last, 'production', { releaseMethod: 'promote', userFraction: made === 0 ? 1 : 0 });
  }
});
afterAll(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const check = (deploymentId: number, track: string, more: { userFraction?: number } = {}) =>
  desk.client.distribution.check({ deploymentId, track, releaseNotes: 'Faster search.', ...more });

describe('the check of an app with a long history', () => {
  it('knows a version code that was used long ago', async () => {
    const again = await app.build({ versionCode: 1000 });
    const { refusals } = await check(again.id, 'beta');
    expect(refusals).toEqual([
      { field: 'versionCode', message: expect.stringContaining(`was used by build #${first.number};`) },
    ]);
  });

  it('knows the highest version code of a track', async () => {
    const lower = await app.build({ versionCode: 1005 });
    const { refusals } = await check(lower.id, 'internal');
    expect(refusals).toEqual([
      {
        field: 'versionCode',
        message: expect.stringContaining(`lower than ${last.versionCode} of build #${last.number} `),
      },
    ]);
  });

  it('knows the release of a track behind any number of drafts', async () => {
    const next = await app.build({ versionCode: 9000 });
    expect((await check(next.id, 'production', { userFraction: 0.2 })).fields.userFraction).toEqual({
      legal: true,
    });
    expect((await check(next.id, 'beta', { userFraction: 0.2 })).fields.userFraction).toMatchObject({
      legal: false,
    });
  });

  it('knows that the build itself was delivered long ago', async () => {
    const { refusals } = await check(first.id, 'beta');
    expect(refusals.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Google Play has this build already, from'),
    );
  });

  it('knows what is on its way behind any number of releases', async () => {
    const next = await app.build({ versionCode: 9010 });
    const waiting = await app.distribute(await app.build({ versionCode: 9005 }), 'alpha');
    await desk.client.distribution.report({ id: waiting.id, status: 'uploading' });
    const { warnings } = await check(next.id, 'beta');
    expect(warnings).toContainEqual({
      field: 'track',
      message: expect.stringContaining(`this waits until build #${waiting.deploymentNumber} is uploaded`),
    });
  });
});

describe('the state of an app on the App Store', () => {
  it('is the open submission, else what was said of the newest version', async () => {
    const place = { projectId: app.projectId, store: 'apple' } as const;
    const version = async () => (await desk.client.distribution.seen(place)).appStoreVersion;
    const toProduction = async () =>
      app.delivered(await app.build({ os: 'ios' }), 'Production').then(({ id }) => id);
    const says = (id: number, state: string) => desk.client.distribution.setStoreState({ id, state });
    expect(await version()).toBeNull();
    const older = await toProduction();
    await says(older, 'REJECTED');
    const newer = await toProduction();
    await says(newer, 'READY_FOR_DISTRIBUTION');
    expect(await version()).toBe('READY_FOR_DISTRIBUTION');
    await says(older, 'IN_REVIEW');
    expect(await version()).toBe('IN_REVIEW');
    await says(older, 'REJECTED');
    await says(newer, 'A_STATE_OF_TOMORROW');
    expect(await version()).toBe('REJECTED');
  });
});
