import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from './device.ts';
import { type CodePushWorld, codepushWorld } from './world.ts';

/**
 * The real SDK of CodePush in devices that install, verify, crash and report as the plugin of React Native does, against
 * the gateway. Buckets are those of the CodePush server: `device-003` is in 26 for v3, `device-002` in 34 for v2.
 */
let world: CodePushWorld;
beforeEach(async () => {
  world = await codepushWorld();
});
afterEach(async () => {
  expect(world.gateway.desk.logged).toEqual([]);
  await world.close();
});

/** Starts the app, asks, installs what it is given and starts again: an app's day. */
async function day(device: Device): Promise<string> {
  await device.start();
  const found = await device.sync();
  if (found.kind === 'installed') await device.start();
  return found.kind === 'installed' ? `${found.kind} ${found.label}` : found.kind;
}

describe('a device', () => {
  it('installs a release, says so, and is up to date', async () => {
    await world.release('one', { description: 'Hello' });
    const device = world.device('device-001');
    await device.start();
    expect(await world.counted()).toEqual({ '1.0.0': { active: 1, installed: 1 } });
    expect(await device.sync()).toMatchObject({ kind: 'installed', label: 'v1', isMandatory: false });
    expect(await world.counted()).toMatchObject({ v1: { downloaded: 1 } });
    await device.start();
    expect([device.label(), device.bundle()]).toEqual(['v1', 'one']);
    expect(await device.sync()).toEqual({ kind: 'none' });
    await device.start();
    expect(await world.counted()).toEqual({
      v1: { active: 1, installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
    });
  });

  it('asks again and again and never gets the same release twice, for a binary of two numbers or one', async () => {
    await world.release('one', { range: '1.x' });
    for (const binary of ['1.0', '1', '1.4.2', '1.0+build.9']) {
      const device = world.device(`phone-${binary}`, { binary });
      expect(await day(device)).toBe('installed v1');
      for (let round = 0; round < 3; round += 1) expect(await day(device)).toBe('none');
      expect(device.label()).toBe('v1');
    }
  });

  it('gets what differs from the release that it runs, and the whole where nothing is known of it', async () => {
    await world.release('one');
    const old = world.device('device-001');
    await day(old);
    await world.release('two');
    await world.jobsEnded();
    await old.start();
    const found = await old.sync();
    expect(found).toMatchObject({ kind: 'installed', label: 'v2', isDiff: true });
    const fresh = world.device('device-002');
    await fresh.start();
    const whole = await fresh.sync();
    expect(whole).toMatchObject({ kind: 'installed', label: 'v2', isDiff: false });
    if (found.kind !== 'installed' || whole.kind !== 'installed') throw new Error('both were installed');
    expect(found.bytes).toBeLessThan(whole.bytes / 10);
    await old.start();
    await fresh.start();
    expect([old.bundle(), fresh.bundle()]).toEqual(['two', 'two']);
    expect(await world.counted()).toMatchObject({ v2: { active: 2, installed: 2, downloaded: 2 } });
  });

  it('is told that it must, when a mandatory release lies between', async () => {
    await world.release('one');
    const [behind, beside] = [world.device('device-001'), world.device('device-002')];
    await day(behind);
    await world.release('two', { isMandatory: true });
    await day(beside);
    await world.release('three');
    await behind.start();
    await beside.start();
    expect(await behind.sync()).toMatchObject({ label: 'v3', isMandatory: true });
    expect(await beside.sync()).toMatchObject({ label: 'v3', isMandatory: false });
    const fresh = world.device('device-003');
    await fresh.start();
    expect(await fresh.sync()).toMatchObject({ label: 'v3', isMandatory: true });
  });

  it('comes back from a release that crashes, says so, and takes these contents no more', async () => {
    await world.release('one');
    const device = world.device('device-001');
    await day(device);
    await world.release('crash');
    await device.start();
    await device.sync();
    await device.start({ crashes: true });
    expect(device.label()).toBe('v1');
    expect(await device.sync()).toEqual({ kind: 'ignored', label: 'v2' });
    expect(await world.counted()).toEqual({
      v1: { active: 1, installed: 1, downloaded: 1 },
      v2: { downloaded: 1, failed: 1 },
      '1.0.0': { installed: 1 },
    });
    await world.release('mended');
    expect(await day(device)).toBe('installed v3');
    expect(await world.counted()).toMatchObject({ v1: { installed: 1 }, v3: { active: 1 } });
  });

  it('counts once, however often its reports arrive, and in whatever order', async () => {
    await world.release('one');
    const device = world.device('device-001');
    await day(device);
    await world.release('two');
    await day(device);
    const before = await world.counted();
    // Of v1 and of v2. That of the binary names no previous place: it reads like that of an app installed anew.
    for (const index of [1, 2, 2, 1]) await device.resend(index);
    expect(await world.counted()).toEqual(before);
    expect(before).toEqual({
      v1: { installed: 1, downloaded: 1 },
      v2: { active: 1, installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
    });
  });

  it('of an old SDK, that never tells what it was, counts the same', async () => {
    await world.release('one');
    const device = world.device('device-001', { sdkVersion: null });
    await day(device);
    await world.release('two');
    await day(device);
    expect(await world.counted()).toEqual({
      v1: { installed: 1, downloaded: 1 },
      v2: { active: 1, installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
    });
  });
});

describe('a release that is taken back', () => {
  it('rolls devices back when it is disabled, and comes again when it is enabled', async () => {
    await world.release('one');
    const { deploymentId } = await world.release('two');
    const device = world.device('device-001');
    expect(await day(device)).toBe('installed v2');
    await world.client.codepush.edit({ deploymentId, isDisabled: true });
    expect(await day(device)).toBe('installed v1');
    expect(device.bundle()).toBe('one');
    expect(await world.counted()).toEqual({
      v1: { active: 1, installed: 1, downloaded: 1 },
      v2: { installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
    });
    await world.client.codepush.edit({ deploymentId, isDisabled: false });
    expect(await day(device)).toBe('installed v2');
    expect(await world.counted()).toMatchObject({ v1: { installed: 1 }, v2: { active: 1, installed: 1 } });
  });

  it('is followed by the older contents under a new label; who still has them stays as he is', async () => {
    await world.release('one');
    const [still, ahead] = [world.device('device-001'), world.device('device-002')];
    await day(still);
    await world.release('two');
    await day(ahead);
    await world.client.codepush.rollback({ how: 'rollback', channelId: world.staging.id });
    await world.jobsEnded();
    expect(await day(still)).toBe('none');
    await ahead.start();
    expect(await ahead.sync()).toMatchObject({ kind: 'installed', label: 'v3', isDiff: true });
    await ahead.start();
    expect(ahead.bundle()).toBe('one');
    expect(await world.counted()).toEqual({
      v1: { active: 1, installed: 1, downloaded: 1 },
      v2: { installed: 1, downloaded: 1 },
      v3: { active: 1, installed: 1, downloaded: 1 },
      '1.0.0': { installed: 2 },
    });
  });
});

describe('a rollout', () => {
  it('reaches those inside, leaves those outside, and grows over them', async () => {
    await world.release('one');
    const devices = ['device-001', 'device-002', 'a', '0', 'My iPhone'].map((id) => world.device(id));
    for (const device of devices) await day(device);
    const { deploymentId } = await world.release('two', { rollout: 25 });
    const days = async () => {
      const found: string[] = [];
      for (const device of devices) found.push(await day(device));
      return found.map((one) => one.startsWith('installed'));
    };
    // Their buckets for v2: 43, 34, 80, 21, 68.
    expect(await days()).toEqual([false, false, false, true, false]);
    await world.client.codepush.edit({ deploymentId, rollout: 43 });
    expect(await days()).toEqual([false, true, false, false, false]);
    await world.client.codepush.edit({ deploymentId, rollout: 44 });
    expect(await days()).toEqual([true, false, false, false, false]);
    expect(await world.counted()).toMatchObject({ v1: { active: 2 }, v2: { active: 3, installed: 3 } });
    await world.client.codepush.edit({ deploymentId, rollout: 100 });
    expect(await days()).toEqual([false, false, true, false, true]);
    expect(await world.counted()).toMatchObject({ v1: { installed: 5 }, v2: { active: 5, installed: 5 } });
  });

  it('at 0 reaches nobody', async () => {
    await world.release('one');
    await world.release('two', { rollout: 0 });
    const device = world.device('0');
    expect(await day(device)).toBe('installed v1');
    expect(await day(device)).toBe('none');
  });

  it('rolls the devices in it back when it is halted, and takes them up again when it goes on', async () => {
    await world.release('one');
    const { deploymentId } = await world.release('two', { rollout: 25 });
    const [inside, outside] = [world.device('0'), world.device('a')];
    expect([await day(inside), await day(outside)]).toEqual(['installed v2', 'installed v1']);
    await world.client.codepush.halt({ deploymentId, reason: 'crashes' });
    expect([await day(inside), await day(outside)]).toEqual(['installed v1', 'none']);
    await world.client.codepush.resume({ deploymentId });
    expect([await day(inside), await day(outside)]).toEqual(['installed v2', 'none']);
    expect(await world.counted()).toMatchObject({ v1: { active: 1 }, v2: { active: 1 } });
  });
});

describe('channels', () => {
  it('get a promoted release as their own: another label, the same contents', async () => {
    await world.release('zero', { channel: world.production });
    await world.release('one');
    const { deploymentId } = await world.release('two');
    const device = world.device('device-001', { key: world.production.key });
    expect(await day(device)).toBe('installed v1');
    await world.client.codepush.promote({ deploymentId });
    expect(await day(device)).toBe('installed v2');
    expect(device.bundle()).toBe('two');
    expect(await world.counted(world.production)).toEqual({
      v1: { installed: 1, downloaded: 1 },
      v2: { active: 1, installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
    });
    expect(await world.counted()).toEqual({});
  });

  it('let a device go that asks with another key, and count it once', async () => {
    await world.release('stage');
    await world.release('live', { channel: world.production });
    const device = world.device('device-001');
    expect(await day(device)).toBe('installed v1');
    device.useKey(world.production.key);
    expect(await day(device)).toBe('installed v1');
    expect(device.bundle()).toBe('live');
    expect(await world.counted()).toEqual({
      v1: { installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
    });
    expect(await world.counted(world.production)).toEqual({ v1: { active: 1, installed: 1, downloaded: 1 } });
    device.useKey(world.staging.key);
    expect(await day(device)).toBe('installed v1');
    expect(await world.counted(world.production)).toEqual({ v1: { installed: 1, downloaded: 1 } });
    expect(await world.counted()).toMatchObject({ v1: { active: 1, installed: 1 } });
  });
});

describe('a new binary', () => {
  it('starts without what was pushed for the old one, and gets what is for it', async () => {
    await world.release('for one', { range: '1.0.0' });
    await world.release('for two', { range: '2.0.0' });
    const device = world.device('device-001');
    expect(await day(device)).toBe('installed v1');
    device.updateBinary('2.0.0');
    await device.start();
    expect(device.label()).toBeNull();
    expect(await world.counted()).toEqual({
      v1: { installed: 1, downloaded: 1 },
      '1.0.0': { installed: 1 },
      '2.0.0': { active: 1, installed: 1 },
    });
    expect(await day(device)).toBe('installed v2');
    expect(await world.counted()).toMatchObject({
      v2: { active: 1, installed: 1, downloaded: 1 },
      '2.0.0': { installed: 1 },
    });
  });

  it('is asked for where there is none for the old one', async () => {
    await world.release('for two', { range: '2.0.0' });
    const device = world.device('device-001');
    await device.start();
    expect(await device.sync()).toEqual({ kind: 'mismatch', appVersion: '2.0.0' });
    const newer = world.device('device-002', { binary: '3.0.0' });
    await newer.start();
    expect(await newer.sync()).toEqual({ kind: 'none' });
  });

  it('is asked for by Force Update, whatever is released for the old one', async () => {
    const { client, project } = world;
    const build = (storeVersion: string) =>
      client.build.create({
        projectId: project.id,
        os: 'android',
        target: 'staging',
        tag: `v${storeVersion}`,
        envVersion: storeVersion,
        storeVersion,
        status: 'succeeded',
      });
    const live = async ({ id }: { id: number }) => {
      await client.build.setStoreState({ id, state: 'success' });
      await client.build.setLive({ id });
    };
    const [one, two] = [await build('1.0.0'), await build('2.0.0')];
    await live(one);
    await live(two);
    await world.release('for one', { range: '1.0.0' });
    const device = world.device('device-001');
    expect(await day(device)).toBe('installed v1');
    await client.build.forceUpdate({ id: one.id });
    await device.start();
    expect(await device.sync()).toEqual({ kind: 'mismatch', appVersion: '2.0.0' });
    const fresh = world.device('device-002');
    await fresh.start();
    expect(await fresh.sync()).toEqual({ kind: 'mismatch', appVersion: '2.0.0' });
    device.updateBinary('2.0.0');
    expect(await day(device)).toBe('none');
    expect(await world.counted()).toMatchObject({
      v1: { installed: 1, downloaded: 1 },
      '2.0.0': { active: 1 },
      '1.0.0': { active: 1, installed: 2 },
    });
  });
});

describe('with real threads', () => {
  it('a device installs, is given what differs next time, crashes, and is counted right', async () => {
    const threaded = await codepushWorld({ threads: true });
    await threaded.release('one');
    const device = threaded.device('device-001');
    expect(await day(device)).toBe('installed v1');
    await threaded.release('two');
    // Two packages were read, and the differences of the second made.
    await threaded.jobsEnded(3);
    await device.start();
    expect(await device.sync()).toMatchObject({ kind: 'installed', label: 'v2', isDiff: true });
    await device.start({ crashes: true });
    expect([device.label(), device.unsent()]).toEqual(['v1', 0]);
    expect(await threaded.counted()).toEqual({
      v1: { active: 1, installed: 1, downloaded: 1 },
      v2: { downloaded: 1, failed: 1 },
      '1.0.0': { installed: 1 },
    });
    expect(threaded.gateway.desk.logged).toEqual([]);
    await threaded.close();
  });
});

describe('after a release', () => {
  const diffJobs = async () =>
    (await world.client.job.list({}))
      .filter(({ kind }) => kind === 'diffs')
      .map(({ status, result }) => [status, result?.made]);

  it('differences are made by themselves: once for each release, and for none that nothing comes before', async () => {
    await world.release('one');
    await world.jobsEnded();
    expect(await diffJobs()).toEqual([]);
    const { deploymentId } = await world.release('two');
    await world.jobsEnded();
    expect(await diffJobs()).toEqual([['succeeded', 1]]);
    await world.client.codepush.edit({ deploymentId, description: 'Only words' });
    await world.jobsEnded();
    expect(await diffJobs()).toHaveLength(1);
    const { diffs } = await world.client.codepush.get({ deploymentId });
    expect(diffs).toMatchObject([{ fromLabels: ['v1'], size: expect.any(Number) }]);
    await world.release('three');
    await world.jobsEnded();
    expect(await diffJobs()).toEqual([
      ['succeeded', 2],
      ['succeeded', 1],
    ]);
  });

  it('are made for a promoted release and for a rollback too', async () => {
    await world.release('zero', { channel: world.production });
    const { deploymentId } = await world.release('one');
    const promoted = await world.client.codepush.promote({ deploymentId });
    await world.jobsEnded();
    expect(
      (await world.client.codepush.get({ deploymentId: promoted.release.deploymentId })).diffs,
    ).toHaveLength(1);
    const back = await world.client.codepush.rollback({ how: 'rollback', channelId: world.production.id });
    await world.jobsEnded();
    expect((await world.client.codepush.get({ deploymentId: back.release.deploymentId })).diffs).toHaveLength(
      1,
    );
  });
});
