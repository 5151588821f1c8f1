import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended, githubReleases, imported } from '../fixtures/github.ts';
import { type CommandLine, commandLine, releaseText } from '../gateway/codepush-management/commandLine.ts';
import { dump } from '../support/dump.ts';
import { uploadPackage } from '../support/packages.ts';
import { soundness } from '../support/soundness.ts';
import {
  importedHistory,
  inspected,
  PRODUCTION_KEY,
  packages,
  paymentsHistory,
  STAGING_KEY,
  serverPackage,
} from './codepushHistory.ts';

let cli: CommandLine;
beforeEach(async () => {
  cli = await commandLine();
});
afterEach(async () => {
  const { desk } = cli.app;
  expect(desk.logged).toEqual([]);
  expect(soundness(desk.file)).toEqual([]);
  await desk.close();
});

const STAGING = '/apps/Payments-Android/deployments/Staging';
const PRODUCTION = '/apps/Payments-Android/deployments/Production';
/** Everything but when the key of this test was used. */
const rest = () => {
  const { token: _token, ...tables } = dump(cli.app.desk.file);
  return tables;
};
const history = async (path = STAGING) => (await cli.send('GET', `${path}/history`)).json.history;
const metrics = async (path = STAGING) => (await cli.send('GET', `${path}/metrics`)).json.metrics;
const undo = async (id: number) => {
  const { desk } = cli.app;
  return ended(desk, await desk.client.import.undo({ id, reason: 'it was the wrong file' }));
};
const checkUpdate = async (key: string, more = '') => {
  const path = `/v0.1/public/codepush/update_check?deployment_key=${key}&app_version=1.0.0${more}`;
  return (await cli.app.send({ method: 'GET', path })).json.update_info;
};
const installed = (key: string, clientId: string, label: string, previous: string) =>
  cli.app.send({
    method: 'POST',
    path: '/v0.1/public/codepush/report_status/deploy',
    headers: { 'x-codepush-sdk-version': '4.2.3' },
    body: {
      deployment_key: key,
      app_version: '1.0.0',
      client_unique_id: clientId,
      label,
      status: 'DeploymentSucceeded',
      previous_label_or_app_version: previous,
      previous_deployment_key: key,
    },
  });

/** A release of the file in the words in which the gateway says it: its package is nowhere to be had here. */
const said = (found: object) => ({ ...found, blobUrl: null });

describe('a CodePush history that is imported', () => {
  it('is what the old server said: names, keys, labels, contents, ranges, rollouts, times, people and counters', async () => {
    const app = paymentsHistory();
    const { job, counts } = await importedHistory(cli.app.desk, { apps: [app] });
    expect(job).toMatchObject({ status: 'succeeded', result: { counts } });
    expect(counts).toMatchObject({ records: 6, newReleases: 6, newDeployments: 6, problems: 0 });
    const { deployments } = (await cli.send('GET', '/apps/Payments-Android/deployments/')).json;
    expect(deployments).toMatchObject([
      { name: 'Production', key: PRODUCTION_KEY, package: { label: 'v7' } },
      { name: 'Staging', key: STAGING_KEY, package: { label: 'v4' } },
    ]);
    for (const [index, path] of [PRODUCTION, STAGING].entries()) {
      const source = app.deployments[index];
      expect(await history(path)).toEqual(source?.history.map(said));
      expect(await metrics(path)).toEqual(source?.metrics);
    }
  });

  it('stands in the deployments and the matrix at the times of the releases', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    const { client } = cli.app.desk;
    const { rows } = await client.deployment.list({});
    expect(rows).toHaveLength(6);
    expect(rows[0]).toMatchObject({
      kind: 'code-push',
      status: 'succeeded',
      source: 'import',
      environment: 'android-production-ota',
      version: 'android-production-v7',
      actor: 'jun@example.com',
      triggeredAt: serverPackage(7).uploadTime,
    });
    expect(await client.project.list()).toMatchObject([{ name: 'Payments', kind: 'mobile' }]);
    const [entry] = (await client.activity.list({})).rows;
    expect(entry).toMatchObject({ verb: 'import.finish', after: { format: 'codepush-history' } });
  });

  it('goes on with the next label, and lets apps move by another address alone', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    const released = await releaseText(cli, 'six', { appVersion: '2.0.0' }, PRODUCTION);
    expect(released.json.package.label).toBe('v8');
    await cli.send('PATCH', `${STAGING}/release`, { packageInfo: { rollout: 100 } });
    expect((await releaseText(cli, 'five')).json.package.label).toBe('v5');
    expect(await checkUpdate(STAGING_KEY, '&label=v3&package_hash=x')).toMatchObject({
      is_available: true,
      label: 'v5',
    });
  });

  it('brings nothing twice', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    const before = rest();
    const { inspection } = await inspected(cli.app.desk, paymentsHistory());
    expect(inspection.sameAs).toBe(1);
    const { counts } = await importedHistory(cli.app.desk, paymentsHistory());
    expect(counts).toMatchObject({ newReleases: 0, newDeployments: 0, changed: 0, unchanged: 6 });
    expect(rest()).toEqual(before);
  });

  it('follows its source when it is imported again later', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    const before = rest();
    const later = paymentsHistory();
    const [production, staging] = later.deployments;
    staging?.history.splice(3, 1, serverPackage(4, { appVersion: '1.x', rollout: 100, isDisabled: true }));
    staging?.history.push(serverPackage(5), serverPackage(6, { rollout: 10 }));
    Object.assign(production?.metrics ?? {}, { v1: { active: 900, downloaded: 1, failed: 0, installed: 1 } });
    const { job, counts } = await importedHistory(cli.app.desk, later);
    expect(counts).toMatchObject({ newReleases: 2, changed: 2, unchanged: 5, problems: 0 });
    expect(job.result).toMatchObject({ counts });
    expect(await history()).toEqual(staging?.history.map(said));
    expect(await metrics(PRODUCTION)).toEqual(production?.metrics);
    await expect(undo(1)).rejects.toMatchObject({ code: 'conflict' });
    await undo(2);
    expect(rest()).toEqual(before);
  });

  it('goes into the project and the channel that have its names and keys already', async () => {
    const { client } = cli.app.desk;
    const { id: projectId } = await client.project.create({ name: 'Wallet', kind: 'mobile' });
    await client.codepush.createChannel({ projectId, os: 'android', target: 'staging', key: STAGING_KEY });
    const { inspection } = await inspected(cli.app.desk, paymentsHistory());
    expect(inspection.deployments.map(({ name, place, isHere }) => [name, place?.project, isHere])).toEqual([
      ['Production', 'Payments', false],
      ['Staging', 'Wallet', true],
    ]);
    const place = { project: 'Wallet', os: 'android', target: 'production' } as const;
    await importedHistory(cli.app.desk, paymentsHistory(), [{ key: PRODUCTION_KEY, place }]);
    const channels = await client.codepush.channels({});
    expect(channels.map(({ project, name, key }) => [project, name, key])).toEqual([
      ['Wallet', 'Staging', STAGING_KEY],
      ['Wallet', 'Production', PRODUCTION_KEY],
    ]);
    expect(await history('/apps/Payments-Android/deployments/Staging')).toHaveLength(4);
  });
});

describe('a release that came in without its package', () => {
  it('is offered to nobody, and the walk says why', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    expect(await checkUpdate(STAGING_KEY)).toMatchObject({
      is_available: false,
      should_run_binary_version: true,
    });
    const running = `&label=v3&package_hash=${serverPackage(1).packageHash}`;
    expect(await checkUpdate(STAGING_KEY, running)).toMatchObject({
      is_available: false,
      should_run_binary_version: false,
    });
    const { client } = cli.app.desk;
    const [staging] = (await client.codepush.channels({})).filter(({ name }) => name === 'Staging');
    const { lines } = await client.codepush.explain({ channelId: staging?.id ?? 0, appVersion: '1.0.0' });
    expect(lines.filter(({ step }) => step === 'no_contents').map(({ label }) => label)).toEqual([
      'v4',
      'v3',
      'v2',
      'v1',
    ]);
  });

  it('is served once the same contents are uploaded, which are known by their hash', async () => {
    const { desk } = cli.app;
    // Of a bundle by itself the hash is that of its bytes.
    const content = Buffer.from('the real bundle');
    const packageHash = createHash('sha256').update(content).digest('hex');
    const app = paymentsHistory();
    const [, staging] = app.deployments;
    staging?.history.splice(3, 1, serverPackage(4, { packageHash, size: 1, rollout: 100 }));
    const { inspection } = await inspected(desk, app);
    expect(inspection.description).toContain('3 packages of 3 are not here');
    await importedHistory(desk, app);
    expect(await checkUpdate(STAGING_KEY)).toMatchObject({ is_available: false });
    expect(await uploadPackage(desk, content)).toBe(packageHash);
    const offered = await checkUpdate(STAGING_KEY);
    expect(offered).toMatchObject({
      is_available: true,
      label: 'v4',
      // Of the three before it none is here, but one of them is mandatory.
      is_mandatory: true,
      package_hash: packageHash,
      package_size: content.length,
    });
    expect(Buffer.from(await (await fetch(offered.download_url)).arrayBuffer())).toEqual(content);
  });

  it('goes nowhere: neither up nor back', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    const body = { packageInfo: { label: 'v2' } };
    const promoted = await cli.send('POST', `${STAGING}/promote/Production`, body);
    expect([promoted.status, promoted.text]).toEqual([
      409,
      'The package of v2 is not here: only its history came in. Nothing was changed. Upload the same contents first; Slipway knows them by their hash.',
    ]);
    await cli.send('PATCH', `${STAGING}/release`, { packageInfo: { rollout: 100, appVersion: '1.0.0' } });
    expect((await cli.send('POST', `${STAGING}/rollback/v2`)).status).toBe(409);
    expect(await history()).toHaveLength(4);
  });
});

describe('the counters that came with a history', () => {
  it('give a device away that reports here for the first time, so that nobody is counted twice', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    await cli.send('PATCH', `${STAGING}/release`, { packageInfo: { rollout: 100 } });
    await releaseText(cli, 'five');
    const active = async () => {
      const { v4, v5 } = await metrics();
      return [v4.active, v5?.active ?? 0];
    };
    expect(await active()).toEqual([3, 0]);
    for (const [device, expected] of [
      ['a', [2, 1]],
      ['a', [2, 1]],
      ['b', [1, 2]],
      ['c', [0, 3]],
      ['d', [0, 4]],
    ] as const) {
      await installed(STAGING_KEY, device, 'v5', 'v4');
      expect([device, await active()]).toEqual([device, expected]);
    }
    expect((await metrics()).v4).toEqual({ active: 0, downloaded: 4, failed: 1, installed: 3 });
  });
});

describe('undoing the import of a history', () => {
  it('leaves an empty workspace as empty as it was', async () => {
    const before = rest();
    await importedHistory(cli.app.desk, paymentsHistory());
    expect(await undo(1)).toMatchObject({ status: 'succeeded', result: { removed: 6 } });
    expect(rest()).toEqual(before);
  });

  it('puts back exactly what was there: a project, its channel with a release, an environment, people', async () => {
    const { client } = cli.app.desk;
    await imported(cli.app.desk, githubReleases(3));
    const { id: projectId } = await client.project.create({ name: 'Payments', kind: 'mobile' });
    const channel = { projectId, os: 'android', target: 'staging', key: STAGING_KEY } as const;
    await client.codepush.createChannel(channel);
    await releaseText(cli, 'my own', { appVersion: '9.0.0' });
    const before = rest();
    const app = paymentsHistory();
    app.deployments[1]?.history.shift();
    const { counts } = await importedHistory(cli.app.desk, app);
    expect(counts).toMatchObject({ newReleases: 5, problems: 0 });
    expect(await history()).toHaveLength(4);
    await undo(2);
    expect(rest()).toEqual(before);
  });

  it('keeps a channel that something was released to since, and its key', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    await releaseText(cli, 'eight', { appVersion: '2.0.0' }, PRODUCTION);
    await undo(1);
    expect((await cli.send('GET', '/apps')).json.apps).toMatchObject([
      { name: 'Payments-Android', deployments: ['Production'] },
    ]);
    expect((await history(PRODUCTION)).map(({ label }: { label: string }) => label)).toEqual(['v8']);
    expect((await cli.send('GET', PRODUCTION)).json.deployment.key).toBe(PRODUCTION_KEY);
    expect((await releaseText(cli, 'nine', { appVersion: '2.0.0' }, PRODUCTION)).json.package.label).toBe(
      'v9',
    );
  });

  it('keeps a channel that devices reported to since', async () => {
    await importedHistory(cli.app.desk, paymentsHistory());
    await installed(STAGING_KEY, 'a', 'v4', 'v3');
    await undo(1);
    expect((await cli.send('GET', '/apps')).json.apps).toMatchObject([
      { name: 'Payments-Android', deployments: ['Staging'] },
    ]);
  });

  it('forgets a long history in pieces', async () => {
    const before = rest();
    const app = {
      name: 'Long-iOS',
      deployments: [{ name: 'Staging', key: STAGING_KEY, history: packages(1500) }],
    };
    const { counts } = await importedHistory(cli.app.desk, [app]);
    expect(counts.newReleases).toBe(1500);
    expect(await history('/apps/Long-iOS/deployments/Staging')).toHaveLength(1500);
    await undo(1);
    expect(rest()).toEqual(before);
  });
});
