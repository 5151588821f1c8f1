import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChannelMetrics,
  type ChannelReport,
  foldReports,
  type PlaceCounters,
} from '#shared/features/codepush/metrics.ts';
import { type CodePushWorld, codepushWorld, PUBLIC } from './world.ts';

let world: CodePushWorld;
beforeEach(async () => {
  world = await codepushWorld();
  await world.release('one');
  await world.release('two');
});
afterEach(async () => {
  expect(world.gateway.desk.logged).toEqual([]);
  await world.close();
});

const DEPLOY = `${PUBLIC}/report_status/deploy`;
const DOWNLOAD = `${PUBLIC}/report_status/download`;
const SDK = { 'x-codepush-sdk-version': '4.2.3' };

/** A report with the key of the staging channel in it. */
const deploy = (body: object, headers: Readonly<Record<string, string>> = SDK) =>
  world.report(DEPLOY, { deployment_key: world.staging.key, app_version: '1.0.0', ...body }, headers);
const installed = (label: string, clientId: string, previous?: string) =>
  deploy({
    label,
    status: 'DeploymentSucceeded',
    client_unique_id: clientId,
    ...(previous === undefined ? {} : { previous_label_or_app_version: previous }),
  });

describe('what a report must have', () => {
  const key = { deployment_key: 'abcdefghij' };
  it.each<[string, object, Readonly<Record<string, string>>, number]>([
    ['no key', { app_version: '1.0.0' }, SDK, 400],
    ['no version', key, SDK, 400],
    ['a label without a status', { ...key, app_version: '1.0.0', label: 'v1' }, SDK, 400],
    ['an unknown status', { ...key, app_version: '1.0.0', label: 'v1', status: 'Done' }, SDK, 400],
    [
      'a status in other letters',
      { ...key, app_version: '1.0.0', label: 'v1', status: 'deploymentsucceeded' },
      SDK,
      400,
    ],
    ['a binary with any status', { ...key, app_version: '1.0.0', status: 'Done' }, SDK, 200],
    ['no client and no SDK', { ...key, app_version: '1.0.0' }, {}, 400],
    [
      'no client and an old SDK',
      { ...key, app_version: '1.0.0' },
      { 'x-codepush-sdk-version': '1.5.1-beta' },
      400,
    ],
    [
      'no client and an SDK just too old',
      { ...key, app_version: '1.0.0' },
      { 'x-codepush-sdk-version': '1.5.2-alpha' },
      400,
    ],
    [
      'no client and an SDK that is no version',
      { ...key, app_version: '1.0.0' },
      { 'x-codepush-sdk-version': 'latest' },
      400,
    ],
    [
      'no client and the first SDK that tells',
      { ...key, app_version: '1.0.0' },
      { 'x-codepush-sdk-version': '1.5.2-beta' },
      200,
    ],
    [
      'no client and a range for an SDK',
      { ...key, app_version: '1.0.0' },
      { 'x-codepush-sdk-version': '^4.2.3' },
      200,
    ],
    ['a client and no SDK', { ...key, app_version: '1.0.0', client_unique_id: 'a' }, {}, 200],
    [
      'a client of many letters',
      { ...key, app_version: '1.0.0', client_unique_id: 'a'.repeat(257) },
      SDK,
      400,
    ],
    ['the older names', { deploymentKey: 'abcdefghij', appVersion: '1.0.0', clientUniqueId: 'a' }, {}, 200],
  ])('deploy: %s', async (_name, body, headers, status) => {
    for (const path of [DEPLOY, '/reportStatus/deploy'])
      expect([path, (await world.report(path, body, headers)).status]).toEqual([path, status]);
  });

  it.each<[string, object, number]>([
    ['no key', { label: 'v1' }, 400],
    ['no label', key, 400],
    ['an empty label', { ...key, label: '' }, 400],
    ['no client', { ...key, label: 'v1' }, 200],
    ['the older names', { deploymentKey: 'abcdefghij', label: 'v1', clientUniqueId: 'a' }, 200],
  ])('download: %s', async (_name, body, status) => {
    for (const path of [DOWNLOAD, '/reportStatus/download'])
      expect([path, (await world.report(path, body)).status]).toEqual([path, status]);
  });

  it.each([['{"broken'], [''], ['[]'], ['null'], ['"text"'], ['17']])('refuses the body %s', async (body) => {
    for (const path of [DEPLOY, DOWNLOAD, '/reportStatus/deploy', '/reportStatus/download'])
      expect((await world.report(path, body, SDK)).status).toBe(400);
  });

  it('refuses no body at all, and one that is too long', async () => {
    const { send } = world.gateway;
    expect((await send({ method: 'POST', path: DEPLOY, token: null })).status).toBe(400);
    const long = JSON.stringify({ ...key, description: 'x'.repeat(70_000) });
    expect((await world.report(DEPLOY, long, SDK)).status).toBe(413);
  });

  it('takes JSON that a web view calls plain text', async () => {
    const body = JSON.stringify({ deployment_key: world.staging.key, label: 'v1', client_unique_id: 'page' });
    expect((await world.report(DOWNLOAD, body, { 'content-type': 'text/plain;charset=UTF-8' })).status).toBe(
      200,
    );
    expect(await world.counted()).toEqual({ v1: { downloaded: 1 } });
  });
});

describe('what is counted', () => {
  it('is each client once, however often it sends', async () => {
    for (let round = 0; round < 3; round += 1) {
      await world.report(DOWNLOAD, { deployment_key: world.staging.key, label: 'v1', client_unique_id: 'a' });
      await installed('v1', 'a', '1.0.0');
    }
    await deploy({ label: 'v2', status: 'DeploymentFailed', client_unique_id: 'a' });
    expect(await world.counted()).toEqual({
      v1: { active: 1, installed: 1, downloaded: 1 },
      v2: { failed: 1 },
    });
  });

  it('takes a client from a binary to a label, to the next one, and to a new binary', async () => {
    await deploy({ client_unique_id: 'a' });
    expect(await world.counted()).toEqual({ '1.0.0': { active: 1, installed: 1 } });
    await installed('v1', 'a', '1.0.0');
    await installed('v2', 'a', 'v1');
    await deploy({ client_unique_id: 'a', app_version: '1.1.0', previous_label_or_app_version: 'v2' });
    expect(await world.counted()).toEqual({
      v1: { installed: 1 },
      v2: { installed: 1 },
      '1.0.0': { installed: 1 },
      '1.1.0': { active: 1, installed: 1 },
    });
  });

  it('remembers for an old client where it was, and starts at 1', async () => {
    const old = (body: object) => deploy({ client_unique_id: 'old', ...body }, {});
    await old({});
    await old({});
    await old({ label: 'v1', status: 'DeploymentSucceeded' });
    await old({ label: 'v2', status: 'DeploymentSucceeded' });
    expect(await world.counted()).toEqual({
      v1: { installed: 1 },
      v2: { active: 1, installed: 1 },
      '1.0.0': { installed: 1 },
    });
  });

  it('leaves a client where it is when an older report comes late', async () => {
    await installed('v1', 'a', '1.0.0');
    await installed('v2', 'a', 'v1');
    await installed('v1', 'a', '1.0.0');
    expect(await world.counted()).toEqual({ v1: { installed: 1 }, v2: { active: 1, installed: 1 } });
  });

  it('counts reports without a client apart, and never below 0', async () => {
    await deploy({ label: 'v2', status: 'DeploymentSucceeded', previous_label_or_app_version: 'v1' });
    await deploy({ label: 'v2', status: 'DeploymentSucceeded', previous_label_or_app_version: 'v1' });
    await world.report(DOWNLOAD, { deployment_key: world.staging.key, label: 'v1' });
    expect(await world.counted()).toEqual({ v1: { anonymous: 1 }, v2: { anonymous: 2 } });
  });

  it('sets aside what names a label or a binary that there is not', async () => {
    await installed('v99', 'a');
    await installed('V1', 'a');
    await deploy({ client_unique_id: 'a', app_version: 'v1' });
    await deploy({ client_unique_id: 'a', app_version: 'latest' });
    await world.report(DOWNLOAD, {
      deployment_key: world.staging.key,
      label: '1.0.0',
      client_unique_id: 'a',
    });
    expect(await world.counted()).toEqual({});
    expect(await world.client.codepush.metrics({ channelId: world.staging.id })).toMatchObject({
      quarantined: 5,
      devices: 0,
    });
  });

  it('moves a client to the channel whose key it sends now', async () => {
    await installed('v1', 'a', '1.0.0');
    await world.release('one', { channel: world.production });
    await world.report(
      DEPLOY,
      {
        deployment_key: world.production.key,
        app_version: '1.0.0',
        label: 'v1',
        status: 'DeploymentSucceeded',
        client_unique_id: 'a',
        previous_deployment_key: world.staging.key,
        previous_label_or_app_version: 'v1',
      },
      SDK,
    );
    expect(await world.counted()).toEqual({ v1: { installed: 1 } });
    expect(await world.counted(world.production)).toEqual({ v1: { active: 1, installed: 1 } });
  });

  it('does not move anybody for a previous key that no channel has', async () => {
    await deploy({ client_unique_id: 'a', previous_deployment_key: 'nobody-has-this' });
    expect(await world.counted()).toEqual({ '1.0.0': { active: 1, installed: 1 } });
  });
});

/** How many reports stand in a channel's log; that a client left for another one is written by us. */
function reportsIn(file: string, channelId: number): number {
  const db = new Sqlite(file, { readonly: true });
  const count = db
    .prepare("SELECT count(*) FROM client_report WHERE channelId = ? AND kind <> 'departed'")
    .pluck()
    .get(channelId);
  db.close();
  return count as number;
}

/** A channel's log as it stands in the file, by the definitions of the metrics. */
function foldedLog(file: string, channelId: number): ChannelMetrics {
  const db = new Sqlite(file, { readonly: true });
  const rows = db
    .prepare(
      `SELECT id AS sequence, at AS receivedAt, clientId, kind, place, previous, disposition
       FROM client_report WHERE channelId = ? ORDER BY id`,
    )
    .all(channelId) as ChannelReport[];
  db.close();
  return foldReports(rows);
}

describe('many reports at once', () => {
  it('are each written before their answer, and counted as their log says, whoever moves where and how often', async () => {
    const report = fc.record({
      clientId: fc.constantFrom('a', 'b', 'c', 'd', null),
      kind: fc.constantFrom('downloaded', 'installed', 'failed', 'binary'),
      label: fc.constantFrom('v1', 'v2', 'v77'),
      previous: fc.constantFrom('v1', 'v2', '1.0.0', undefined),
      isProduction: fc.boolean(),
      comesFromStaging: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(report, { maxLength: 15 }), { maxLength: 4 }), async (swarms) => {
        const fresh = await codepushWorld();
        const { staging, production } = fresh;
        try {
          for (const channel of [staging, production])
            for (const text of ['one', 'two']) await fresh.release(text, { channel });
          let sent = 0;
          for (const swarm of swarms) {
            const answers = await Promise.all(
              swarm.flatMap(({ clientId, kind, label, previous, isProduction, comesFromStaging, times }) => {
                const body = {
                  deployment_key: (isProduction ? production : staging).key,
                  app_version: '1.0.0',
                  client_unique_id: clientId,
                  previous_label_or_app_version: previous,
                  ...(kind === 'binary' ? {} : { label }),
                  status: kind === 'failed' ? 'DeploymentFailed' : 'DeploymentSucceeded',
                  ...(comesFromStaging ? { previous_deployment_key: staging.key } : {}),
                };
                const path = kind === 'downloaded' ? DOWNLOAD : DEPLOY;
                sent += times;
                return Array.from({ length: times }, () => fresh.report(path, body, SDK));
              }),
            );
            expect(answers.every(({ status }) => status === 200)).toBe(true);
          }
          let logged = 0;
          for (const channel of [staging, production]) {
            const { rows, devices, quarantined } = await fresh.client.codepush.metrics({
              channelId: channel.id,
            });
            const expected = foldedLog(fresh.gateway.desk.file, channel.id);
            const counted = rows.map(({ place, active, installed, downloaded, failed, anonymous }) => [
              place,
              { active, installed, downloaded, failed, anonymous },
            ]);
            expect(new Map(counted as [string, PlaceCounters][])).toEqual(expected.places);
            expect([devices, quarantined]).toEqual([expected.devices, expected.quarantined]);
            logged += reportsIn(fresh.gateway.desk.file, channel.id);
          }
          expect(logged).toBe(sent);
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    [5, { active: 7 }],
    [30, {}],
  ])(
    'take %i of the 12 devices that another server had counted out of their place, and never more',
    async (clients, left) => {
      const db = new Sqlite(world.gateway.desk.file);
      db.prepare(
        `INSERT INTO channel_before (channelId, place, active, installed, downloaded, failed, gone)
       VALUES (?, '1.0.0', 12, 0, 0, 0, 0)`,
      ).run(world.staging.id);
      db.close();
      await Promise.all(Array.from({ length: clients }, (_, n) => installed('v1', `client-${n}`, '1.0.0')));
      // Who reports again has left already.
      await installed('v2', 'client-0', 'v1');
      expect((await world.counted())['1.0.0']).toEqual(left);
    },
  );

  it('are written in groups, so that a thousand are not a thousand transactions', async () => {
    const announced: number[] = [];
    world.gateway.desk.app.subscribe((event) => {
      if (event.type !== 'changed') return;
      announced.push(event.changes.filter(({ noun }) => noun === 'report').length);
    });
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) => installed('v1', `client-${index}`, '1.0.0')),
    );
    expect(await world.counted()).toEqual({ v1: { active: 1000, installed: 1000 } });
    const transactions = announced.filter((count) => count > 0).length;
    // No group is so large that commands would wait long for it.
    expect(transactions).toBeGreaterThanOrEqual(4);
    expect(transactions).toBeLessThan(500);
  });
});
