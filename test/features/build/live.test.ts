import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppEvent } from '#shared/contract/wire.ts';
import { soundness } from '../../support/soundness.ts';
import { HOUR, MINUTE, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { approved, live, made, refusedBy, verbs, withProject } from './builds.ts';

let desk: TestApp;
let projectId: number;
beforeEach(async () => {
  desk = await testApp();
  projectId = await withProject(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const flagsOf = async (id: number) => (await desk.client.deployment.get({ id })).flags;

describe('marking a build Live', () => {
  it('writes what runs in the channel, the flag and the timeline together', async () => {
    const build = await approved(desk, projectId, '1.4.0', { versionCode: 140, tag: 'v1.4.0' });
    desk.sources.advance(HOUR);
    const after = await desk.client.build.setLive({ id: build.id, reason: 'Go' });
    expect(after).toMatchObject({ live: true, liveFrom: NOON + HOUR, liveUntil: null, isOnStore: 'success' });
    expect(await flagsOf(build.id)).toEqual(['live']);
    expect(await desk.client.build.appStatuses({})).toEqual([
      {
        projectId,
        project: 'Payments',
        os: 'android',
        target: 'production',
        deploymentId: build.id,
        live: true,
        envVersion: '2026.1',
        storeVersion: '1.4.0',
        versionCode: 140,
        tag: 'v1.4.0',
        publisher: 'mira.solberg',
        publishedAt: NOON + HOUR,
        createdAt: NOON + HOUR,
        updatedAt: NOON + HOUR,
      },
    ]);
    const { storeEvents } = await desk.client.build.get({ id: build.id });
    expect(storeEvents.at(-1)).toMatchObject({ kind: 'live', note: 'Go', occurredAt: NOON + HOUR });
    expect(await verbs(desk, 1)).toEqual(['build.setLive']);
  });

  it('lets the one before fall back to Approved', async () => {
    const first = await live(desk, projectId, '1.0.0');
    desk.sources.advance(HOUR);
    const second = await live(desk, projectId, '1.1.0');
    const { build, storeEvents } = await desk.client.build.get({ id: first.id });
    expect(build).toMatchObject({
      live: false,
      isOnStore: 'success',
      liveFrom: NOON,
      liveUntil: NOON + HOUR,
    });
    expect(storeEvents.at(-1)).toMatchObject({
      kind: 'live_ended',
      note: `Replaced by build #${second.number}.`,
    });
    expect([await flagsOf(first.id), await flagsOf(second.id)]).toEqual([[], ['live']]);
    const [status] = await desk.client.build.appStatuses({ projectId });
    expect(status).toMatchObject({ deploymentId: second.id, createdAt: NOON, publishedAt: NOON + HOUR });
  });

  it('leaves the other channels and projects alone', async () => {
    const other = await withProject(desk, 'Wallet');
    const builds = [
      await live(desk, projectId, '1.0.0'),
      await live(desk, projectId, '1.0.0', { target: 'staging' }),
      await live(desk, projectId, '1.0.0', { os: 'ios' }),
      await live(desk, other, '1.0.0'),
    ];
    for (const { id } of builds) expect(await flagsOf(id)).toEqual(['live']);
    const statuses = await desk.client.build.appStatuses({});
    expect(statuses.map(({ project, os, target }) => `${project} ${os} ${target}`)).toEqual([
      'Payments android production',
      'Payments android staging',
      'Payments ios production',
      'Wallet android production',
    ]);
    expect(await desk.client.build.appStatuses({ projectId: other })).toHaveLength(1);
  });

  it('that is Live already changes nothing', async () => {
    const { id } = await live(desk, projectId, '1.0.0');
    const before = await desk.client.build.get({ id });
    desk.sources.advance(HOUR);
    await desk.client.build.setLive({ id });
    const after = await desk.client.build.get({ id });
    expect([after.build, after.appStatus, after.storeEvents]).toEqual([
      before.build,
      before.appStatus,
      before.storeEvents,
    ]);
    expect(await desk.client.build.previewLive({ id })).toMatchObject({ isLive: true, refusal: null });
  });

  it('can be done again with one that was replaced', async () => {
    const first = await live(desk, projectId, '1.0.0');
    const second = await live(desk, projectId, '1.1.0');
    desk.sources.advance(HOUR);
    expect(await desk.client.build.setLive({ id: first.id })).toMatchObject({
      liveFrom: NOON + HOUR,
      liveUntil: null,
    });
    expect((await desk.client.build.get({ id: second.id })).build.live).toBe(false);
  });

  it.each([
    ['not succeeded', { status: 'failed' }, null, 'status'],
    ['not submitted', {}, null, 'isOnStore'],
    ['in review', {}, 'pending', 'isOnStore'],
    ['rejected', {}, 'rejected', 'isOnStore'],
  ] as const)(
    'is refused for one that is %s, by the sentence of its preview',
    async (_what, more, state, field) => {
      const { id } = await made(desk, projectId, '1.0.0', more);
      if (state !== null) await desk.client.build.setStoreState({ id, state });
      const { refusal, appStatus } = await desk.client.build.previewLive({ id });
      expect(refusal?.field).toBe(field);
      expect(appStatus).toEqual({ before: null, after: null });
      const { actions } = await desk.client.build.get({ id });
      expect(actions.find(({ action }) => action === 'setLive')?.refusal).toBe(refusal?.message);
      await expect(desk.client.build.setLive({ id })).rejects.toMatchObject({
        code: 'illegal_transition',
        message: refusal?.message,
      });
      expect(await verbs(desk, 1)).toEqual(['build.setLive refused']);
      expect(await desk.client.build.appStatuses({})).toEqual([]);
    },
  );

  it('is refused for one with Force Update', async () => {
    const first = await live(desk, projectId, '1.0.0');
    await live(desk, projectId, '1.1.0');
    await desk.client.build.forceUpdate({ id: first.id });
    expect(await refusedBy(desk.client.build.setLive({ id: first.id }))).toEqual({
      code: 'illegal_transition',
      field: 'forceUpdate',
    });
  });

  it('is told by the time it happened and the time it became known', async () => {
    const build = await made(desk, projectId, '1.0.0', { occurredAt: NOON - 9 * HOUR });
    await desk.client.build.setStoreState({ id: build.id, state: 'success', occurredAt: NOON - 6 * HOUR });
    const at = NOON - 5 * HOUR;
    expect(await desk.client.build.setLive({ id: build.id, occurredAt: at })).toMatchObject({ liveFrom: at });
    const { storeEvents, appStatus } = await desk.client.build.get({ id: build.id });
    expect(storeEvents.at(-1)).toMatchObject({ occurredAt: at, recordedAt: NOON });
    expect(appStatus).toMatchObject({ publishedAt: at });
  });

  it('never begins before the Live build that it replaces, nor before its own approval', async () => {
    const first = await live(desk, projectId, '1.0.0');
    const second = await made(desk, projectId, '1.1.0');
    await desk.client.build.setStoreState({ id: second.id, state: 'success', occurredAt: NOON - 2 * HOUR });
    const early = { id: second.id, occurredAt: NOON - HOUR };
    expect(await refusedBy(desk.client.build.setLive(early))).toEqual({
      code: 'invalid_input',
      field: 'occurredAt',
    });
    expect((await desk.client.build.previewLive(early)).refusal?.message).toContain(`#${first.number}`);
    const earlier = { id: second.id, occurredAt: NOON - 3 * HOUR };
    expect((await desk.client.build.previewLive(earlier)).refusal?.message).toContain(`#${second.number}`);
  });
});

describe('the preview of Live', () => {
  it('shows what the action then does, and saves nothing', async () => {
    const first = await live(desk, projectId, '1.0.0');
    const second = await approved(desk, projectId, '1.1.0');
    desk.sources.advance(MINUTE);
    const preview = await desk.client.build.previewLive({ id: second.id });
    expect(preview).toMatchObject({ refusal: null, isLive: false, replaces: { id: first.id }, warnings: [] });
    expect((await desk.client.build.get({ id: first.id })).build.live).toBe(true);
    await desk.client.build.setLive({ id: second.id });
    const { appStatus } = await desk.client.build.get({ id: second.id });
    expect(appStatus).toEqual(preview.appStatus.after);
  });

  it.each([
    ['1.9.0', 'lower than 2.0.0'],
    ['2.0', null],
    ['2.0.1', null],
    [null, 'no store version'],
  ])('of %s over 2.0.0 warns: %s', async (storeVersion, warning) => {
    await live(desk, projectId, '2.0.0');
    const { id } = await approved(desk, projectId, storeVersion);
    const { warnings } = await desk.client.build.previewLive({ id });
    expect(warnings).toEqual(warning === null ? [] : [expect.stringContaining(warning)]);
  });

  it('warns of a build whose store version has Force Update applied', async () => {
    const first = await live(desk, projectId, '1.0.0');
    await live(desk, projectId, '1.1.0');
    await desk.client.build.forceUpdate({ id: first.id });
    const { id } = await approved(desk, projectId, '1.0');
    expect((await desk.client.build.previewLive({ id })).warnings).toContainEqual(
      expect.stringContaining('Force Update applied'),
    );
  });
});

it('announces the builds that changed, and the channels only when other builds are forced there', async () => {
  await desk.client.codepush.createChannel({ projectId, os: 'android', target: 'production' });
  await desk.client.codepush.createChannel({ projectId, os: 'android', target: 'staging' });
  const first = await live(desk, projectId, '1.0.0');
  const second = await approved(desk, projectId, '1.1.0');
  const third = await approved(desk, projectId, '1.2.0');
  const heard: string[][] = [];
  desk.app.subscribe((event: AppEvent) => {
    if (event.type !== 'changed') return;
    const names = event.changes
      .filter(({ noun }) => noun === 'build' || noun === 'codepush')
      .map(({ noun, id }) => `${noun} ${id}`);
    heard.push(names.toSorted());
  });
  await desk.client.build.setLive({ id: second.id });
  await desk.client.build.forceUpdate({ id: first.id });
  await desk.client.build.setLive({ id: third.id });
  await desk.client.build.setStoreState({ id: third.id, state: 'rejected' });
  expect(heard).toEqual([
    [`build ${first.id}`, `build ${second.id}`],
    [`build ${first.id}`, 'codepush 1'],
    [`build ${second.id}`, `build ${third.id}`, 'codepush 1'],
    [`build ${third.id}`, 'codepush 1'],
  ]);
});

it('Live builds are the same after the file was opened again', async () => {
  await live(desk, projectId, '1.0.0');
  await live(desk, projectId, '1.1.0');
  const before = [await desk.client.build.list({}), await desk.client.build.appStatuses({})];
  desk = await desk.reopen();
  expect([await desk.client.build.list({}), await desk.client.build.appStatuses({})]).toEqual(before);
  expect(soundness(desk.file)).toEqual([]);
});
