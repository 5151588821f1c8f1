import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from '../../support/packages.ts';
import { NOON } from '../../support/testApp.ts';
import {
  APP,
  type CommandLine,
  commandLine,
  PRODUCTION,
  releaseText,
  STAGING,
  unsaid,
  untouched,
  withApp,
} from './commandLine.ts';

let cli: CommandLine;
beforeEach(async () => {
  cli = await commandLine();
  await withApp(cli);
});
afterEach(async () => {
  expect(cli.app.desk.logged).toEqual([]);
  await cli.app.desk.close();
});

const history = async (path = STAGING) => (await cli.send('GET', `${path}/history`)).json.history;
const labels = async (path = STAGING) => (await history(path)).map(({ label }: { label: string }) => label);
const patch = (info: object, path = STAGING) =>
  cli.send('PATCH', `${path}/release`, { packageInfo: { ...untouched, ...info } });
const promote = (info: object = {}, from = STAGING, to = 'Production') =>
  cli.send('POST', `${from}/promote/${to}`, { packageInfo: { ...untouched, label: null, ...info } });
const rollBack = (label = '') => cli.send('POST', `${STAGING}/rollback/${label}`);

describe('releasing', () => {
  it('answers with the package in the words of CodePush, at its deployment', async () => {
    const answer = await releaseText(cli, 'one', { description: 'Fixes', isMandatory: true, rollout: 25 });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(STAGING);
    expect(answer.json.package).toEqual({
      label: 'v1',
      appVersion: '1.0.0',
      packageHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: (await bundle('one')).length,
      blobUrl: expect.stringContaining(answer.json.package.packageHash),
      description: 'Fixes',
      isDisabled: false,
      isMandatory: true,
      rollout: 25,
      releaseMethod: 'Upload',
      releasedBy: 'ci-bot',
      uploadTime: NOON,
    });
    expect(await history()).toEqual([answer.json.package]);
    expect((await cli.send('GET', STAGING)).json.deployment.package).toEqual(answer.json.package);
  });

  it('gives the address of the very bytes that were sent', async () => {
    const { blobUrl } = (await releaseText(cli, 'one')).json.package;
    const sent = await fetch(blobUrl);
    expect(Buffer.from(await sent.arrayBuffer())).toEqual(await bundle('one'));
  });

  it('takes a bare bundle, as old tools send one', async () => {
    const info = { ...unsaid, appVersion: '1.x' };
    const answer = await cli.release(`${STAGING}/release`, Buffer.from('var app = 1'), info);
    expect(answer.status).toBe(201);
    const sha256 = createHash('sha256').update('var app = 1').digest('hex');
    expect(answer.json.package.packageHash).toBe(sha256);
  });

  it.each([
    ['the same contents for the same binaries', 'one', { appVersion: '1.0.0' }, 409, 'v1 has these very'],
    ['a range that is none', 'two', { appVersion: 'soon' }, 400, 'packageInfo.appVersion: must be a range'],
    ['no range', 'two', { appVersion: null }, 400, 'packageInfo.appVersion: must be a text'],
    ['a rollout of 0', 'two', { rollout: 0 }, 400, 'packageInfo.rollout: must be a whole number'],
    ['a rollout of 12.5', 'two', { rollout: 12.5 }, 400, 'packageInfo.rollout: must be a whole number'],
    ['a long description', 'two', { description: 'x'.repeat(1001) }, 400, 'packageInfo.description'],
  ])('is refused with %s', async (_what, text, info, status, sentence) => {
    await releaseText(cli, 'one');
    const refused = await releaseText(cli, text, info);
    expect([refused.status, refused.text.slice(0, sentence.length)]).toEqual([status, sentence]);
    expect(await labels()).toEqual(['v1']);
  });

  it('waits while another is being rolled out, and says so with 409', async () => {
    await releaseText(cli, 'one', { rollout: 25 });
    expect((await releaseText(cli, 'two')).status).toBe(409);
    await patch({ isDisabled: true });
    expect((await releaseText(cli, 'two')).json.package.label).toBe('v2');
  });

  it('is the desk’s own release: in its history, its matrix and its log, through the gateway', async () => {
    await releaseText(cli, 'one');
    const { client } = cli.app.desk;
    const { rows } = await client.deployment.list({});
    expect(rows).toMatchObject([
      { kind: 'code-push', environment: 'android-staging-ota', source: 'gateway' },
    ]);
    const log = (await client.activity.list({})).rows;
    expect(log[0]).toMatchObject({ verb: 'codepush.release', door: 'gateway', actor: { name: 'ci-bot' } });
  });

  it('serves devices at once', async () => {
    const { key } = (await cli.send('GET', STAGING)).json.deployment;
    await releaseText(cli, 'one');
    const path = `/v0.1/public/codepush/update_check?deployment_key=${key}&app_version=1.0.0`;
    const { update_info: update } = (await cli.app.send({ method: 'GET', path })).json;
    expect(update).toMatchObject({ is_available: true, label: 'v1' });
  });
});

describe('editing a release', () => {
  beforeEach(() => releaseText(cli, 'one', { rollout: 25 }));

  it('changes what is said and nothing that is null', async () => {
    const answer = await patch({ rollout: 60, description: 'Wider' });
    expect(answer.status).toBe(200);
    expect(answer.json.package).toMatchObject({ rollout: 60, description: 'Wider', appVersion: '1.0.0' });
    expect((await history())[0]).toEqual(answer.json.package);
  });

  it('answers 204 to nothing, and to what is so already', async () => {
    for (const info of [{}, { isMandatory: false }, { appVersion: '1.0.0' }, { description: '' }]) {
      const answer = await patch(info);
      expect([info, answer.status, answer.text]).toEqual([info, 204, '']);
    }
    expect((await cli.send('PATCH', `${STAGING}/release`, {})).status).toBe(204);
  });

  it('reaches an older release by its label', async () => {
    await patch({ rollout: 100 });
    await releaseText(cli, 'two');
    expect((await patch({ label: 'v1', isDisabled: true })).json.package).toMatchObject({
      label: 'v1',
      isDisabled: true,
    });
    expect((await patch({ label: 'v7', isDisabled: true })).status).toBe(404);
  });

  it.each([
    ['a smaller rollout', { rollout: 10 }, 409],
    ['the same rollout', { rollout: 25 }, 409],
    ['a rollout beyond 100', { rollout: 101 }, 400],
    ['a label that is none', { label: '1' }, 400],
    ['a range that is none', { appVersion: 'soon' }, 400],
    ['a flag that is a text', { isMandatory: 'yes' }, 400],
  ])('is refused as a whole with %s', async (_what, info, status) => {
    const before = await history();
    expect((await patch({ description: 'Half', ...info })).status).toBe(status);
    expect(await history()).toEqual(before);
  });

  it('completes a rollout for good', async () => {
    expect((await patch({ rollout: 100 })).status).toBe(200);
    expect((await patch({ rollout: 50 })).status).toBe(409);
  });

  it('has nothing to edit where nothing was released', async () => {
    const answer = await patch({ isDisabled: true }, PRODUCTION);
    expect([answer.status, answer.text]).toEqual([
      404,
      'Deployment "Production" has no releases. Release first.',
    ]);
  });
});

describe('promoting', () => {
  it('takes the newest release on, completely unless a rollout is said', async () => {
    await releaseText(cli, 'one');
    await releaseText(cli, 'two', { description: 'Second', isMandatory: true });
    const answer = await promote();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(PRODUCTION);
    expect(answer.json.package).toMatchObject({
      label: 'v1',
      releaseMethod: 'Promote',
      originalLabel: 'v2',
      originalDeployment: 'Staging',
      description: 'Second',
      isMandatory: true,
      rollout: 100,
    });
    expect(await labels()).toEqual(['v1', 'v2']);
  });

  it('takes a named release and what it is to be there', async () => {
    await releaseText(cli, 'one', { isMandatory: true });
    await releaseText(cli, 'two');
    const changes = { appVersion: '1.x', description: 'Slowly', isMandatory: false, rollout: 20 };
    const { package: promoted } = (await promote({ label: 'v1', ...changes })).json;
    expect(promoted).toMatchObject({ ...changes, originalLabel: 'v1' });
    expect((await promote()).status).toBe(409);
  });

  it('goes to the deployment that is named, not only to Production', async () => {
    await cli.send('POST', `${APP}/deployments/`, { name: 'QA' });
    await releaseText(cli, 'one');
    expect((await promote({}, STAGING, 'QA')).json.package).toMatchObject({ originalDeployment: 'Staging' });
    expect(await labels(PRODUCTION)).toEqual([]);
    expect((await promote({}, STAGING, 'Staging')).status).toBe(400);
    expect((await promote({}, STAGING, 'Nowhere')).status).toBe(404);
  });

  it('is refused twice for the same contents, and where there is nothing', async () => {
    expect((await promote()).status).toBe(404);
    await releaseText(cli, 'one');
    await promote();
    expect((await promote()).status).toBe(409);
  });
});

describe('rolling back', () => {
  it('takes the release before the newest when none is named, also without a body or a type', async () => {
    await releaseText(cli, 'one');
    await releaseText(cli, 'two', { rollout: 25 });
    const answer = await rollBack();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(STAGING);
    expect(answer.json.package).toMatchObject({
      label: 'v3',
      releaseMethod: 'Rollback',
      originalLabel: 'v1',
      rollout: 100,
    });
    expect(answer.json.package.originalDeployment).toBeUndefined();
    const again = await cli.send('POST', `${STAGING}/rollback`);
    expect(again.json.package).toMatchObject({ label: 'v4', originalLabel: 'v2' });
  });

  it.each([
    ['an unknown label', 'v9', 404],
    ['a label in capitals', 'V1', 404],
    ['the newest release', 'v3', 409],
    ['another range', 'v2', 409],
  ])('is refused for %s', async (_what, label, status) => {
    await releaseText(cli, 'one');
    await releaseText(cli, 'two', { appVersion: '2.0.0' });
    await releaseText(cli, 'three');
    expect((await rollBack(label)).status).toBe(status);
    expect(await labels()).toEqual(['v1', 'v2', 'v3']);
  });

  it('is refused where there is nothing before', async () => {
    expect((await rollBack()).status).toBe(404);
    await releaseText(cli, 'one');
    expect((await rollBack()).status).toBe(404);
  });
});

describe('the history', () => {
  it('is listed whole, oldest first, however long it is', async () => {
    const contents = await Promise.all(Array.from({ length: 205 }, (_, index) => bundle(`content ${index}`)));
    for (const file of contents)
      await cli.release(`${STAGING}/release`, file, { ...unsaid, appVersion: '1.0.0' });
    expect(await labels()).toEqual(Array.from({ length: 205 }, (_, index) => `v${index + 1}`));
  });

  it('is cleared without being forgotten: nothing is served, and the labels go on', async () => {
    await releaseText(cli, 'one');
    await releaseText(cli, 'two', { rollout: 25 });
    const { key } = (await cli.send('GET', STAGING)).json.deployment;
    expect((await cli.send('DELETE', `${STAGING}/history`)).status).toBe(204);
    expect(await history()).toEqual([]);
    expect((await cli.send('GET', STAGING)).json.deployment.package).toBeNull();
    const path = `/v0.1/public/codepush/update_check?deployment_key=${key}&app_version=1.0.0&client_unique_id=a`;
    expect((await cli.app.send({ method: 'GET', path })).json.update_info.is_available).toBe(false);
    const { client } = cli.app.desk;
    expect((await client.deployment.list({})).rows).toHaveLength(2);
    expect(await client.codepush.rollouts({})).toEqual([]);
    expect((await releaseText(cli, 'two')).json.package.label).toBe('v3');
    expect((await rollBack('v1')).status).toBe(404);
    const [entry] = (await client.activity.list({})).rows.filter(
      ({ verb }) => verb === 'codepush.clearHistory',
    );
    expect(entry).toMatchObject({ before: { labels: ['v1', 'v2'] }, after: { lastNumber: 2 } });
  });

  it('that is empty is cleared without an entry', async () => {
    expect((await cli.send('DELETE', `${STAGING}/history`)).status).toBe(204);
    const { rows } = await cli.app.desk.client.activity.list({});
    expect(rows.filter(({ verb }) => verb === 'codepush.clearHistory')).toEqual([]);
  });
});

describe('the metrics', () => {
  it('are keyed by label with four counters, and by binary version with the active ones', async () => {
    await releaseText(cli, 'one');
    const { key } = (await cli.send('GET', STAGING)).json.deployment;
    const report = (path: string, more: object) =>
      cli.app.send({
        method: 'POST',
        path: `/v0.1/public/codepush/report_status/${path}`,
        headers: { 'x-codepush-sdk-version': '4.2.3' },
        body: { deployment_key: key, app_version: '1.0.0', ...more },
      });
    await report('deploy', { client_unique_id: 'a' });
    await report('deploy', { client_unique_id: 'b' });
    await report('download', { client_unique_id: 'a', label: 'v1' });
    const moved = { label: 'v1', status: 'DeploymentSucceeded', previous_label_or_app_version: '1.0.0' };
    await report('deploy', { client_unique_id: 'a', ...moved });
    await report('deploy', { client_unique_id: 'c', label: 'v1', status: 'DeploymentFailed' });
    const { metrics } = (await cli.send('GET', `${STAGING}/metrics`)).json;
    expect(metrics).toEqual({
      '1.0.0': { active: 1 },
      v1: { active: 1, downloaded: 1, failed: 1, installed: 1 },
    });
  });

  it('are empty where nobody reported', async () => {
    expect((await cli.send('GET', `${PRODUCTION}/metrics`)).json).toEqual({ metrics: {} });
  });
});
