import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StoreState, storeStates } from '#shared/features/build/model.ts';
import type { StoreEventKind } from '#shared/features/build/record.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { HOUR, MINUTE, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { live, made, type NewBuild, refusedBy, verbs, withProject } from './builds.ts';

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

/** A succeeded build of which the store says this. */
async function inState(state: StoreState | null): Promise<number> {
  const { id } = await made(desk, projectId, '1.0.0');
  if (state !== null) await desk.client.build.setStoreState({ id, state });
  return id;
}

/** Every change but the store's own course is a correction (spec/mobile 2.2). */
const usual = new Set(['null pending', 'pending success', 'pending rejected', 'rejected pending']);
const changes = [null, ...storeStates].flatMap((from) =>
  storeStates.map((to): [StoreState | null, StoreState] => [from, to]),
);

describe('what the store says of a build', () => {
  it.each(changes.filter(([from, to]) => from !== to))('from %s to %s', async (from, to) => {
    const id = await inState(from);
    expect(await desk.client.build.setStoreState({ id, state: to, reason: 'mail' })).toMatchObject({
      isOnStore: to,
    });
    const kind: StoreEventKind = usual.has(`${from} ${to}`) ? 'state' : 'correction';
    const { storeEvents } = await desk.client.build.get({ id });
    expect(storeEvents.at(-1)).toMatchObject({ kind, state: to, actor: 'mira.solberg', note: 'mail' });
    const [entry] = (await desk.client.activity.list({})).rows;
    expect(entry).toMatchObject({
      verb: kind === 'state' ? 'build.setStoreState' : 'build.correctStoreState',
      before: { isOnStore: from, live: false },
      after: { isOnStore: to, live: false },
    });
  });

  it.each(storeStates)('%s, said again, changes nothing and is no entry of the log', async (state) => {
    const id = await inState(state);
    const before = await desk.client.build.get({ id });
    const entries = (await desk.client.activity.list({})).rows.length;
    await desk.client.build.setStoreState({ id, state });
    expect(await desk.client.build.get({ id })).toEqual(before);
    expect((await desk.client.activity.list({})).rows).toHaveLength(entries);
  });

  it.each<NonNullable<NewBuild['status']>>(['pending', 'in_progress', 'failed', 'canceled'])(
    'is nothing about a build that is %s',
    async (status) => {
      const { id } = await made(desk, projectId, '1.0.0', { status });
      const act = desk.client.build.setStoreState({ id, state: 'pending' });
      expect(await refusedBy(act)).toEqual({ code: 'illegal_transition', field: 'status' });
      expect(await verbs(desk, 1)).toEqual(['build.setStoreState refused']);
      const { actions, storeEvents } = await desk.client.build.get({ id });
      expect(actions.find(({ action }) => action === 'setStoreState')?.refusal).toMatch(
        /only a succeeded build/,
      );
      expect(storeEvents).toEqual([]);
    },
  );

  it('is nothing about a code-push release, nor about what is not there', async () => {
    const { client } = desk;
    const channel = await client.codepush.createChannel({ projectId, os: 'android', target: 'production' });
    const packageHash = await uploadPackage(desk, await bundle('one'));
    const { release } = await client.codepush.release({
      channelId: channel.id,
      packageHash,
      targetBinaryRange: '1.0.0',
    });
    for (const act of [
      client.build.setStoreState({ id: release.deploymentId, state: 'pending' }),
      client.build.setLive({ id: release.deploymentId }),
      client.build.cancel({ id: release.deploymentId, reason: 'no' }),
      client.build.get({ id: release.deploymentId }),
    ]) {
      expect(await refusedBy(act)).toEqual({ code: 'invalid_input', field: 'kind' });
    }
    expect(await refusedBy(client.build.get({ id: 12 }))).toMatchObject({ code: 'not_found' });
  });

  it('is told with the time it was said and the time it became known', async () => {
    const { id } = await made(desk, projectId, '1.0.0');
    await desk.client.build.setStoreState({ id, state: 'pending', occurredAt: NOON - HOUR });
    desk.sources.advance(MINUTE);
    await desk.client.build.setStoreState({ id, state: 'success', occurredAt: NOON - MINUTE });
    const { storeEvents } = await desk.client.build.get({ id });
    expect(storeEvents.map(({ state, occurredAt, recordedAt }) => [state, occurredAt, recordedAt])).toEqual([
      ['pending', NOON - HOUR, NOON],
      ['success', NOON - MINUTE, NOON + MINUTE],
    ]);
  });

  it.each([
    ['before the last change', NOON - 1],
    ['two days ahead', NOON + 48 * HOUR],
  ])('is not told of an instant %s', async (_what, occurredAt) => {
    const id = await inState('pending');
    await expect(desk.client.build.setStoreState({ id, state: 'success', occurredAt })).rejects.toMatchObject(
      { code: 'invalid_input' },
    );
    expect((await desk.client.build.get({ id })).build.isOnStore).toBe('pending');
  });

  it('takes a Live build off Live when the approval is gone, and its channel has none until one follows', async () => {
    const { id } = await live(desk, projectId, '1.0.0');
    desk.sources.advance(HOUR);
    const taken = await desk.client.build.setStoreState({ id, state: 'rejected', reason: 'policy' });
    expect(taken).toMatchObject({ live: false, liveFrom: NOON, liveUntil: NOON + HOUR });
    const { deployment, storeEvents, appStatus } = await desk.client.build.get({ id });
    expect(deployment.flags).toEqual([]);
    expect(storeEvents.slice(-2).map(({ kind }) => kind)).toEqual(['correction', 'live_ended']);
    expect(appStatus).toMatchObject({
      deploymentId: id,
      live: false,
      publishedAt: NOON,
      updatedAt: NOON + HOUR,
    });
    expect((await desk.client.activity.list({})).rows[0]).toMatchObject({
      before: { isOnStore: 'success', live: true },
      after: { isOnStore: 'rejected', live: false },
    });
  });
});
