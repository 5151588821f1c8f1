import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { HOUR, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { approved, live, made, refusedBy, verbs, withProject } from './builds.ts';

let desk: TestApp;
let projectId: number;
let channel: Channel;
beforeEach(async () => {
  desk = await testApp();
  projectId = await withProject(desk);
  channel = await desk.client.codepush.createChannel({ projectId, os: 'android', target: 'production' });
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

/** A build of 1.0.0 that was Live and has been replaced by one of 2.0.0. */
async function replaced() {
  const first = await live(desk, projectId, '1.0.0');
  desk.sources.advance(HOUR);
  const second = await live(desk, projectId, '2.0.0');
  return { first, second };
}

async function released(range: string, text = range, parentId: number | null = null) {
  const packageHash = await uploadPackage(desk, await bundle(text));
  const input = { channelId: channel.id, packageHash, targetBinaryRange: range, parentId };
  return (await desk.client.codepush.release(input)).release;
}

const answer = async (appVersion: string, label: string | null = null) =>
  (await desk.client.codepush.explain({ channelId: channel.id, appVersion, label })).answer;

describe('Force Update', () => {
  it('sends the users of the old binary to the Live version, and no others', async () => {
    await released('1.x');
    const { first } = await replaced();
    expect(await answer('1.0.0')).toMatchObject({ available: true, label: 'v1' });
    const { build, release } = await desk.client.build.forceUpdate({ id: first.id, reason: 'unsafe' });
    expect([build.forceUpdate, release]).toEqual([true, null]);
    expect(await answer('1.0.0')).toMatchObject({
      available: false,
      updateAppVersion: true,
      appVersion: '2.0.0',
    });
    expect(await answer('1.0.1')).toMatchObject({ available: true, label: 'v1' });
    const found = await desk.client.build.get({ id: first.id });
    expect(found.receivesReleases).toBe(false);
    expect(found.storeEvents.at(-1)).toMatchObject({ kind: 'force_update', note: 'unsafe' });
    expect(await verbs(desk, 1)).toEqual(['build.forceUpdate']);
  });

  it('follows the Live build when that changes', async () => {
    const { first } = await replaced();
    await desk.client.build.forceUpdate({ id: first.id });
    await live(desk, projectId, '3.0.0');
    expect(await answer('1.0.0')).toMatchObject({ updateAppVersion: true, appVersion: '3.0.0' });
  });

  it('releases a given package to them, mandatory and for all, and nothing else after it', async () => {
    const { first } = await replaced();
    const packageHash = await uploadPackage(desk, await bundle('please update'));
    const input = { id: first.id, packageHash, description: 'Please update' };
    const preview = await desk.client.build.previewForceUpdate(input);
    expect((await desk.client.codepush.history({ channelId: channel.id })).rows).toEqual([]);
    const { release, build } = await desk.client.build.forceUpdate(input);
    expect(release).toMatchObject({
      ...preview.release,
      label: 'v1',
      releaseMethod: 'force-update',
      targetBinaryRange: '1.0.0',
      isMandatory: true,
      rollout: 100,
      parentId: first.id,
    });
    expect(build.forceUpdate).toBe(true);
    await released('1.x');
    expect(await answer('1.0.0')).toMatchObject({ available: true, label: 'v1', isMandatory: true });
    expect((await desk.client.build.get({ id: first.id })).releases).toEqual([release]);
    expect((await verbs(desk, 5)).slice(2)).toEqual([
      'build.forceUpdate',
      'codepush.forceUpdate',
      'deployment.record',
    ]);
  });

  it('warns before and after of what its package could miss on another build of that version', async () => {
    const camera = { plugins: [{ name: 'camera', version: '2.0.0' }] };
    const first = await live(desk, projectId, '1.0.0', camera);
    await made(desk, projectId, '1.0.0', { plugins: [{ name: 'maps' }] });
    await live(desk, projectId, '2.0.0');
    const packageHash = await uploadPackage(desk, await bundle('please update'));
    const { warnings } = await desk.client.build.previewForceUpdate({ id: first.id, packageHash });
    expect(warnings).toEqual([expect.stringContaining('camera is missing')]);
    const forced = await desk.client.build.forceUpdate({ id: first.id, packageHash });
    expect(forced.warnings).toEqual(warnings);
  });

  it('means one version by 1.0, not all that begin so', async () => {
    const first = await live(desk, projectId, '1.0');
    await live(desk, projectId, '1.0.1');
    const packageHash = await uploadPackage(desk, await bundle('please update'));
    const { release } = await desk.client.build.forceUpdate({ id: first.id, packageHash });
    expect(release?.targetBinaryRange).toBe('1.0.0');
    expect(await answer('1.0.1')).toMatchObject({ available: false, updateAppVersion: false });
  });

  it('previews what it then does, and saves nothing', async () => {
    const { first, second } = await replaced();
    expect(await desk.client.build.previewForceUpdate({ id: first.id })).toMatchObject({
      refusal: null,
      build: { id: first.id },
      live: { id: second.id },
      targetBinaryRange: '1.0.0',
      appVersion: '2.0.0',
      channels: [{ id: channel.id, name: 'Production', devices: 0 }],
      release: null,
    });
    expect((await desk.client.build.get({ id: first.id })).build.forceUpdate).toBe(false);
  });

  const cases: readonly (readonly [string, () => Promise<number>, string, string])[] = [
    ['the Live build', async () => (await replaced()).second.id, 'illegal_transition', 'isLive'],
    [
      'a build that was never Live',
      async () => {
        await replaced();
        return (await approved(desk, projectId, '1.5.0')).id;
      },
      'illegal_transition',
      'isLive',
    ],
    [
      'a build that nothing has replaced',
      async () => {
        const { id } = await live(desk, projectId, '1.0.0');
        await desk.client.build.setStoreState({ id, state: 'rejected' });
        return id;
      },
      'illegal_transition',
      'isLive',
    ],
    [
      'a build that has it already',
      async () => {
        const { first } = await replaced();
        await desk.client.build.forceUpdate({ id: first.id });
        return first.id;
      },
      'conflict',
      'forceUpdate',
    ],
    [
      'a build of the Live store version',
      async () => {
        const { id } = await live(desk, projectId, '2.0');
        await live(desk, projectId, '2.0.0');
        return id;
      },
      'illegal_transition',
      'storeVersion',
    ],
    [
      'a build that failed',
      async () => (await made(desk, projectId, '1.0.0', { status: 'failed' })).id,
      'illegal_transition',
      'status',
    ],
  ];
  it.each(cases)('is refused on %s, by the sentence of its preview', async (_what, prepare, code, field) => {
    const id = await prepare();
    const before = await desk.client.build.get({ id });
    const { refusal } = await desk.client.build.previewForceUpdate({ id });
    expect(refusal?.field).toBe(field);
    expect(before.actions.find(({ action }) => action === 'forceUpdate')?.refusal).toBe(refusal?.message);
    await expect(desk.client.build.forceUpdate({ id })).rejects.toMatchObject({
      code,
      message: refusal?.message,
    });
    expect(await verbs(desk, 1)).toEqual(['build.forceUpdate refused']);
    expect((await desk.client.build.get({ id })).build).toEqual(before.build);
  });

  it('changes nothing when its package cannot be released', async () => {
    const { first } = await replaced();
    const packageHash = await uploadPackage(desk, await bundle('please update'));
    const staging = await desk.client.codepush.createChannel({ projectId, os: 'android', target: 'staging' });
    for (const [input, expected] of [
      [{ packageHash: 'f'.repeat(64) }, { code: 'not_found', field: 'packageHash' }],
      [
        { packageHash, channelId: staging.id },
        { code: 'invalid_input', field: 'channelId' },
      ],
      [
        { packageHash, description: 'x'.repeat(1001) },
        { code: 'invalid_input', field: 'description' },
      ],
    ] as const) {
      expect(await refusedBy(desk.client.build.forceUpdate({ id: first.id, ...input }))).toEqual(expected);
      const { refusal } = await desk.client.build.previewForceUpdate({ id: first.id, ...input });
      expect(refusal?.field).toBe(expected.field);
    }
    expect((await desk.client.build.get({ id: first.id })).build.forceUpdate).toBe(false);
    expect((await desk.client.codepush.history({ channelId: channel.id })).rows).toEqual([]);
  });

  it('with a package needs a channel to release it to', async () => {
    const first = await live(desk, projectId, '1.0.0', { os: 'ios' });
    await live(desk, projectId, '2.0.0', { os: 'ios' });
    const packageHash = await uploadPackage(desk, await bundle('please update'));
    expect(await refusedBy(desk.client.build.forceUpdate({ id: first.id, packageHash }))).toEqual({
      code: 'invalid_input',
      field: 'channelId',
    });
  });

  it('is told by the time it happened, which is after the build was replaced', async () => {
    const { first } = await replaced();
    desk.sources.advance(HOUR);
    const early = desk.client.build.forceUpdate({ id: first.id, occurredAt: NOON });
    expect(await refusedBy(early)).toEqual({ code: 'invalid_input', field: 'occurredAt' });
    await desk.client.build.forceUpdate({ id: first.id, occurredAt: NOON + HOUR });
    const { storeEvents } = await desk.client.build.get({ id: first.id });
    expect(storeEvents.at(-1)).toMatchObject({ occurredAt: NOON + HOUR, recordedAt: NOON + 2 * HOUR });
  });

  it('stands when the file is opened again', async () => {
    const { first } = await replaced();
    await desk.client.build.forceUpdate({ id: first.id });
    desk = await desk.reopen();
    expect(await answer('1.0.0')).toMatchObject({ updateAppVersion: true, appVersion: '2.0.0' });
  });
});
