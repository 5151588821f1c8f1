import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { sendReports } from '../../support/reports.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';

let desk: TestApp;
let staging: Channel;
let production: Channel;

beforeEach(async () => {
  desk = await testApp();
  const { client } = desk;
  const project = await client.project.create({ name: 'Payments', kind: 'mobile' });
  const open = (target: 'staging' | 'production') =>
    client.codepush.createChannel({ projectId: project.id, os: 'android', target });
  staging = await open('staging');
  production = await open('production');
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

async function release(text: string, options: { channel?: Channel; rollout?: number; range?: string } = {}) {
  const { channel = staging, rollout = 100, range = '1.0.0' } = options;
  const packageHash = await uploadPackage(desk, await bundle(text));
  const input = { channelId: channel.id, packageHash, targetBinaryRange: range, rollout };
  return (await desk.client.codepush.release(input)).release;
}

describe('releasing to a channel', () => {
  it('gives labels without a gap, also to rollbacks and promotions', async () => {
    const { client } = desk;
    const first = await release('one');
    const second = await release('two');
    const back = await client.codepush.rollback({ how: 'rollback', channelId: staging.id });
    const promoted = await client.codepush.promote({ deploymentId: second.deploymentId });
    expect([first.label, second.label, back.release.label]).toEqual(['v1', 'v2', 'v3']);
    expect(back.release).toMatchObject({ releaseMethod: 'rollback', originalLabel: 'v1', rollout: 100 });
    expect(promoted.release).toMatchObject({
      label: 'v1',
      channelId: production.id,
      releaseMethod: 'promote',
      originalLabel: 'v2',
      originalChannelId: staging.id,
    });
  });

  it('stands among the deployments and in the matrix, and says who did what in the log', async () => {
    const { client } = desk;
    const { deploymentId } = await release('one');
    expect(await client.deployment.get({ id: deploymentId })).toMatchObject({
      kind: 'code-push',
      status: 'succeeded',
      policy: 'mobile',
      environment: 'android-staging-ota',
      running: true,
      moves: [],
    });
    const { rows } = await client.activity.list({});
    expect(rows.map((entry) => entry.verb).slice(0, 2)).toEqual(['codepush.release', 'deployment.record']);
  });

  it('previews by the rules of the action, and saves nothing', async () => {
    const { client } = desk;
    await release('one', { rollout: 20 });
    const packageHash = await uploadPackage(desk, await bundle('two'));
    const input = { channelId: staging.id, packageHash, targetBinaryRange: '1.0.0' };
    const preview = await client.codepush.previewRelease(input);
    expect(preview.refusal).toMatchObject({ field: 'rollout' });
    await expect(client.codepush.release(input)).rejects.toThrow(preview.refusal?.message);
    const other = await client.codepush.previewRelease({ ...input, targetBinaryRange: '2.0.0' });
    expect(other).toMatchObject({ refusal: null, release: { label: 'v2' } });
    expect((await client.codepush.history({ channelId: staging.id })).rows).toHaveLength(1);
  });

  it('keeps its warnings as issues of the deployment', async () => {
    const { client } = desk;
    const first = await release('one');
    await client.codepush.edit({ deploymentId: first.deploymentId, isDisabled: true });
    await release('two');
    const back = await client.codepush.rollback({ how: 'rollback', channelId: staging.id, label: 'v1' });
    expect(back.warnings).toHaveLength(1);
    const { issues } = await client.deployment.get({ id: back.release.deploymentId });
    expect(issues).toMatchObject([{ severity: 'warning', title: back.warnings[0] }]);
  });

  it('leaves a device where it is when its report of another channel names a label that is not there', async () => {
    await release('one');
    const clientId = 'device-001';
    const report = { kind: 'installed', clientId } as const;
    sendReports(desk, [{ ...report, channelId: staging.id, place: 'v1' }]);
    const moved = { ...report, channelId: production.id, previousChannelId: staging.id };
    sendReports(desk, [{ ...moved, place: 'v99', previous: 'v1' }]);
    expect(await desk.client.codepush.metrics({ channelId: staging.id })).toMatchObject({ devices: 1 });
    expect(await desk.client.codepush.metrics({ channelId: production.id })).toMatchObject({
      devices: 0,
      quarantined: 1,
    });
  });

  it('gives fifty releases at once fifty labels', async () => {
    const hashes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => uploadPackage(desk, await bundle(`content ${index}`))),
    );
    const released = await Promise.all(
      hashes.map((packageHash) =>
        desk.client.codepush.release({ channelId: staging.id, packageHash, targetBinaryRange: '1.0.0' }),
      ),
    );
    const labels = released.map((one) => one.release.number).sort((a, b) => a - b);
    expect(labels).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('keeps labels and rollouts when the file is opened again', async () => {
    const { deploymentId } = await release('one', { rollout: 25 });
    await desk.client.codepush.halt({ deploymentId, reason: 'crashes' });
    const again = await desk.reopen();
    const found = await again.client.codepush.get({ deploymentId });
    expect(found.release).toMatchObject({ label: 'v1', rollout: 25, isDisabled: true });
    expect(found.actions.filter(({ refusal }) => refusal === null).map(({ action }) => action)).toContain(
      'resume',
    );
    await again.client.codepush.resume({ deploymentId });
    expect((await again.client.codepush.rollouts({})).map(({ release: one }) => one.label)).toEqual(['v1']);
    desk = again;
  });
});
