import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distributionStatuses } from '#shared/features/distribution/machine.ts';
import type { DistributionRow } from '#shared/features/distribution/record.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';

let desk: TestApp;
let app: MobileApp;
let other: MobileApp;
let rows: DistributionRow[];

/** Nine distributions of two projects, to three stores, in every status. */
beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
  other = await mobileApp(desk, 'Wallet');
  const android = await app.build();
  const ios = await app.build({ os: 'ios' });
  const huawei = await other.build({ os: 'huawei' });
  const wallet = await other.build();
  rows = [
    await app.delivered(android, 'internal'),
    await app.finish(await app.distribute(android, 'alpha', { releaseMethod: 'promote' }), 'failed'),
    await app.finish(await app.distribute(android, 'alpha', { releaseMethod: 'promote' }), 'canceled'),
    await app.distribute(android, 'beta', { releaseMethod: 'promote' }),
    await app.delivered(ios, 'TestFlight'),
    await app.distribute(ios, 'Production', { releaseMethod: 'promote' }),
    await other.delivered(huawei, 'beta'),
    await other.delivered(wallet, 'internal'),
    await other.distribute(wallet, 'production', { releaseMethod: 'promote' }),
  ];
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

type Filter = NonNullable<Parameters<TestApp['client']['distribution']['list']>[0]>;

const filters: readonly (readonly [string, () => Filter, (row: DistributionRow) => boolean])[] = [
  ['everything', () => ({}), () => true],
  ['a project', () => ({ projectId: app.projectId }), (row) => row.project === 'Payments'],
  ['a store', () => ({ store: 'google' }), (row) => row.store === 'google'],
  [
    'a project and a store',
    () => ({ projectId: other.projectId, store: 'google' }),
    (row) => row.project === 'Wallet' && row.store === 'google',
  ],
  [
    'a build',
    () => ({ deploymentId: rows[0]?.deploymentId ?? 0 }),
    (row) => row.deploymentId === rows[0]?.deploymentId,
  ],
  ['a status', () => ({ statuses: ['succeeded'] }), (row) => row.status === 'succeeded'],
  [
    'two statuses of a project',
    () => ({ projectId: app.projectId, statuses: ['failed', 'canceled'] }),
    (row) => row.status === 'failed' || row.status === 'canceled',
  ],
  ['no status', () => ({ statuses: [] }), () => false],
];

describe('the list', () => {
  it.each(filters)('of %s is complete, newest first, on pages of any size', async (_name, filter, fits) => {
    const { client } = desk;
    const current = await Promise.all(
      rows.map(async ({ id }) => (await client.distribution.get({ id })).distribution),
    );
    const expected = current
      .filter(fits)
      .map(({ id }) => id)
      .toReversed();
    for (const limit of [1, 2, 3, 500]) {
      const found: number[] = [];
      for (let before: number | null = null; ; ) {
        const page = await client.distribution.list({ ...filter(), before, limit });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        found.push(...page.rows.map(({ id }) => id));
        if (page.nextBefore === null) break;
        before = page.nextBefore;
      }
      expect(found).toEqual(expected);
    }
  });

  it('tells the build beside each distribution, and how far it reaches', async () => {
    const { rows: page } = await desk.client.distribution.list({ projectId: other.projectId });
    expect(page.map(({ project, os, track, share }) => [project, os, track, share])).toEqual([
      ['Wallet', 'android', 'production', null],
      ['Wallet', 'android', 'internal', 1],
      ['Wallet', 'huawei', 'beta', 0],
    ]);
  });
});

describe('the counts', () => {
  const places: readonly (readonly [string, () => Pick<Filter, 'projectId' | 'store'>])[] = [
    ['everything', () => ({})],
    ['a project', () => ({ projectId: app.projectId })],
    ['a store', () => ({ store: 'google' })],
    ['a project and a store', () => ({ projectId: other.projectId, store: 'google' })],
  ];

  it.each(places)('of %s are what the list shows of each status', async (_name, place) => {
    const { client } = desk;
    const counts = await client.distribution.count(place());
    expect(counts.map(({ status }) => status)).toEqual([...distributionStatuses]);
    for (const { status, count, exact } of counts) {
      const shown = await client.distribution.list({ ...place(), statuses: [status], limit: 500 });
      expect({ status, count, exact }).toEqual({ status, count: shown.rows.length, exact: true });
    }
  });

  it('end at a thousand', async () => {
    const db = new Sqlite(desk.file);
    const copy = db.prepare(`INSERT INTO distribution (uid, deploymentId, projectId, store, track, status,
        releaseMethod, releaseNotes, uploadMetadata, uploadScreenshots, shouldSubmitForReview, shouldAutoRelease,
        userFraction, updatePriority, createdAt, updatedAt)
      SELECT uid || ?, deploymentId, projectId, store, track, status, releaseMethod, releaseNotes, uploadMetadata,
        uploadScreenshots, shouldSubmitForReview, shouldAutoRelease, userFraction, updatePriority, createdAt, updatedAt
      FROM distribution WHERE id = ?`);
    const failedCount = async () =>
      (await desk.client.distribution.count({})).find(({ status }) => status === 'failed');
    const addUpTo = (count: number, from: number) =>
      db.transaction(() => {
        for (let made = from; made < count; made += 1) copy.run(`copy ${made}`, rows[1]?.id);
      })();
    addUpTo(1000, 1);
    expect(await failedCount()).toEqual({ status: 'failed', count: 1000, exact: true });
    addUpTo(1001, 1000);
    expect(await failedCount()).toEqual({ status: 'failed', count: 1000, exact: false });
    db.close();
  });
});

describe('one distribution', () => {
  it('is found by its id and by its uid, and is not there otherwise', async () => {
    const { client } = desk;
    const [first] = rows;
    const found = await client.distribution.get({ id: first?.id ?? 0 });
    expect(await client.distribution.get({ uid: first?.uid ?? '' })).toEqual(found);
    await expect(client.distribution.get({ id: 999 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.distribution.get({ uid: 'none' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says where its build can be promoted to, with the reason where not', async () => {
    const { promotions } = await desk.client.distribution.get({ id: rows[7]?.id ?? 0 });
    expect(promotions.map(({ track, reason }) => [track, reason === null])).toEqual([
      ['production', false],
      ['beta', true],
      ['alpha', true],
    ]);
    expect(promotions[0]?.reason).toMatch(/is pending to production already/);
  });

  it('keeps everything when the file is opened again', async () => {
    const before = await Promise.all(rows.map(({ id }) => desk.client.distribution.get({ id })));
    desk = await desk.reopen();
    expect(await Promise.all(rows.map(({ id }) => desk.client.distribution.get({ id })))).toEqual(before);
  });

  it('goes with the change of what is known of its store', async () => {
    const { client } = desk;
    const place = { projectId: app.projectId, store: 'google' } as const;
    expect(await client.distribution.seen(place)).toEqual({
      ...{ released: [], appStoreVersion: null, waitsForConsole: false },
    });
    await client.distribution.setSeen({ ...place, released: ['production', 'TestFlight', 'internal'] });
    await client.distribution.setSeen({ ...place, waitsForConsole: true, reason: 'seen in the console' });
    // A track of another store is none of this one.
    expect(await client.distribution.seen(place)).toMatchObject({
      released: ['internal', 'production'],
      waitsForConsole: true,
    });
    const { rows: entries } = await client.activity.list({ filter: { verb: 'distribution.setSeen' } });
    expect(entries[0]).toMatchObject({
      reason: 'seen in the console',
      object: { label: 'Payments on Google Play' },
    });
  });
});
