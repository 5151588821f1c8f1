import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellStory } from '../../src-main/features/workspace/sample-story.ts';
import { resourceFile } from '../../src-main/host/resources.ts';
import { soundness } from '../support/soundness.ts';
import { HOUR, NOON, type TestApp, testApp } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

describe('the sample workspace', () => {
  it('is made whole: services with a past and a present, and the real releases of Electron', async () => {
    const { client } = desk;
    const { workspace } = await client.workspace.openSample();
    expect(workspace).toMatchObject({ name: 'Sample' });
    const summary = await client.workspace.summary();
    expect(summary).toMatchObject({ projects: 16, environments: 16, imports: 1, active: 4 });
    expect(summary.deployments).toBeGreaterThan(1750 + 500);
    const statuses = await client.deployment.countExactly({});
    for (const status of [
      'succeeded',
      'failed',
      'rolled_back',
      'in_progress',
      'pending',
      'scheduled',
      'canceled',
    ] as const)
      expect(statuses.statuses[status], status).toBeGreaterThan(0);
    expect(soundness(workspace?.file ?? '')).toEqual([]);
    const job = await client.workspace.check();
    await desk.app.jobEnded(job.id);
    expect((await client.job.get({ id: job.id })).result).toMatchObject({ sound: true });
  });

  it('has an app whose channels have releases, rollouts and phones', async () => {
    const { client } = desk;
    await client.workspace.openSample();
    const channels = await client.codepush.channels();
    expect(channels).toHaveLength(4);
    for (const { target, devices, lastNumber } of channels) {
      expect(lastNumber).toBeGreaterThanOrEqual(8);
      expect(devices > 50).toBe(target === 'production');
    }
    const [rollout] = await client.codepush.rollouts();
    expect(rollout?.release).toMatchObject({ rollout: 10, isDisabled: false });
    const statuses = await client.build.appStatuses();
    expect(statuses.map(({ os, storeVersion }) => [os, storeVersion])).toEqual([
      ['android', '2.8.0'],
      ['ios', '2.8.0'],
    ]);
  });

  it('has a service with candidates, one taken back and held, one scheduled, and a release that is blocked', async () => {
    const { client } = desk;
    await client.workspace.openSample();
    const orders = (await client.project.list()).find(({ name }) => name === 'orders');
    const { environments, releases } = await client.release.board({ projectId: orders?.id ?? 0 });
    expect(releases[0]?.candidates.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(releases.filter(({ blockedReason }) => blockedReason !== null)).toHaveLength(1);
    const of = (name: string) => environments.find((environment) => environment.name === name);
    expect(of('prod-us')?.running?.version).toBe(releases[0]?.candidates[1]?.version);
    expect(of('prod-us')?.hold?.reason).toContain('Rolled back');
    expect(of('prod-eu')?.latest?.status).toBe('scheduled');
  });

  it('tells its past at the times at which it happened, and marks a roll-back with its reason', async () => {
    const { client } = desk;
    await client.workspace.openSample();
    const { rows } = await client.activity.list({ filter: { verb: 'deployment.roll_back' } });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.reason).not.toBeNull();
      expect(row.at).toBeLessThan(NOON - HOUR);
    }
    const [scheduled] = (await client.deployment.list({ filter: { is: { status: ['scheduled'] }, not: {} } }))
      .rows;
    expect(await client.deployment.get({ id: scheduled?.id ?? 0 })).toMatchObject({
      scheduledFor: NOON + 7 * HOUR,
    });
  });

  it('is opened as it was left the second time, and leaves nothing half-made beside it', async () => {
    const { client } = desk;
    const { workspace } = await client.workspace.openSample();
    await client.environment.create({ name: 'mine', tier: 'development' });
    await client.workspace.open({ file: desk.file });
    expect((await client.workspace.openSample()).workspace?.uid).toBe(workspace?.uid);
    expect((await client.environment.list()).map(({ name }) => name)).toContain('mine');
    const names = readdirSync(dirname(workspace?.file ?? ''));
    expect(names.filter((name) => name.includes('building'))).toEqual([]);
    expect(readdirSync(join(dirname(workspace?.file ?? ''), 'incoming'))).toEqual([]);
  });
});

it('the same seed tells the same story', () => {
  expect(tellStory(NOON)).toEqual(tellStory(NOON));
  expect(tellStory(NOON, 21)).not.toEqual(tellStory(NOON));
});

it('the shipped releases are found from the sources, and lie where the built main looks for them', () => {
  const file = resourceFile('electron-releases.github.json.gz');
  expect(existsSync(file)).toBe(true);
  expect(file).toBe(
    resolve(import.meta.dirname, '../../out/main', '../../resources/electron-releases.github.json.gz'),
  );
});
