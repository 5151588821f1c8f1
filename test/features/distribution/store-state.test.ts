import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreState } from '#shared/features/build/model.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import { DAY, type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp, osOf } from './app.ts';

let desk: TestApp;
let app: MobileApp;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const read = (id: number) => desk.client.distribution.get({ id });
const isOnStore = async (id: number) => (await desk.client.build.get({ id })).build.isOnStore;

/** What a store's word comes to for the build: any rejection, a begun review, available to users, or nothing. */
const words: readonly (readonly [Store, string, string, StoreState | null])[] = [
  ['apple', 'Production', 'PREPARE_FOR_SUBMISSION', null],
  ['apple', 'Production', 'READY_FOR_REVIEW', null],
  ['apple', 'Production', 'WAITING_FOR_REVIEW', 'pending'],
  ['apple', 'Production', 'IN_REVIEW', 'pending'],
  ['apple', 'Production', 'ACCEPTED', 'pending'],
  ['apple', 'Production', 'PENDING_DEVELOPER_RELEASE', 'pending'],
  ['apple', 'Production', 'PENDING_APPLE_RELEASE', 'pending'],
  ['apple', 'Production', 'PROCESSING_FOR_DISTRIBUTION', 'pending'],
  ['apple', 'Production', 'READY_FOR_DISTRIBUTION', 'success'],
  ['apple', 'Production', 'READY_FOR_SALE', 'success'],
  ['apple', 'Production', 'REJECTED', 'rejected'],
  ['apple', 'Production', 'METADATA_REJECTED', 'rejected'],
  ['apple', 'Production', 'INVALID_BINARY', 'rejected'],
  ['apple', 'Production', 'DEVELOPER_REJECTED', null],
  ['apple', 'Production', 'WAITING_FOR_EXPORT_COMPLIANCE', 'pending'],
  ['apple', 'Production', 'REPLACED_WITH_NEW_VERSION', 'success'],
  ['apple', 'TestFlight', 'PROCESSING', null],
  ['apple', 'TestFlight', 'WAITING_FOR_BETA_REVIEW', 'pending'],
  ['apple', 'TestFlight', 'BETA_REJECTED', 'rejected'],
  ['apple', 'TestFlight', 'IN_BETA_TESTING', null],
  ['apple', 'TestFlight', 'EXPIRED', null],
  ['google', 'production', 'draft', null],
  ['google', 'production', 'inProgress', 'success'],
  ['google', 'production', 'halted', null],
  ['google', 'production', 'completed', 'success'],
  ['google', 'internal', 'completed', null],
  ['google', 'beta', 'inProgress', null],
  ['huawei', 'production', 'in_review', 'pending'],
  ['huawei', 'production', 'rejected', 'rejected'],
  ['huawei', 'production', 'phased', 'success'],
  ['huawei', 'production', 'released', 'success'],
  ['huawei', 'beta', 'open_test', null],
  ['google', 'production', 'aWordOfTomorrow', null],
];

describe('what a store says', () => {
  it.each(words)('%s, %s: %s is %s for the build', async (store, track, state, expected) => {
    const row = await app.delivered(await app.build({ os: osOf[store] }), track);
    const told = await desk.client.distribution.setStoreState({
      id: row.id,
      state,
      reason: 'seen in the console',
    });
    expect(told.storeState).toBe(state);
    expect(await isOnStore(row.deploymentId)).toBe(expected);
    const { storeState, events } = await read(row.id);
    expect(storeState?.state).toBe(state);
    expect(events.at(-1)).toMatchObject({ kind: 'store_state', text: expect.stringContaining(state) });
    const { rows } = await desk.client.activity.list({});
    const verbs = rows.map(({ verb }) => verb);
    expect(verbs).toContain('distribution.setStoreState');
    expect(verbs.includes('build.setStoreState')).toBe(
      expected !== null && expected !== 'success' && expected !== 'rejected',
    );
    if (expected !== null) {
      const entry = rows.find(({ verb }) => verb.startsWith('build.') && verb.endsWith('StoreState'));
      expect(entry).toMatchObject({ reason: 'seen in the console', after: { isOnStore: expected } });
    }
  });

  it('is shown as it is when nobody knows the word, and says nothing of the build', async () => {
    const row = await app.delivered(await app.build(), 'production');
    await desk.client.distribution.setStoreState({ id: row.id, state: 'aWordOfTomorrow' });
    expect((await read(row.id)).storeState).toEqual({
      state: 'aWordOfTomorrow',
      label: 'aWordOfTomorrow',
      tone: 'dim',
    });
  });

  it('leaves no second event and entry when it is said twice', async () => {
    const row = await app.delivered(await app.build({ os: 'ios' }), 'Production');
    const say = () => desk.client.distribution.setStoreState({ id: row.id, state: 'IN_REVIEW' });
    await say();
    const { events } = await read(row.id);
    await say();
    expect((await read(row.id)).events).toEqual(events);
  });

  it.each(['pending', 'uploading', 'failed', 'canceled'] as const)(
    'is refused of one that is %s',
    async (status) => {
      const row = await app.distribute(await app.build(), 'production');
      if (status === 'uploading') await desk.client.distribution.report({ id: row.id, status });
      else if (status !== 'pending') await app.finish(row, status);
      await expect(
        desk.client.distribution.setStoreState({ id: row.id, state: 'completed' }),
      ).rejects.toMatchObject({
        code: 'illegal_transition',
      });
      expect(await isOnStore(row.deploymentId)).toBeNull();
    },
  );

  it('of testers takes nothing from a build that is on the store', async () => {
    const build = await app.build({ os: 'ios' });
    const tested = await app.delivered(build, 'TestFlight');
    const { distribution } = await desk.client.distribution.promote({ id: tested.id, track: 'Production' });
    await app.finish(distribution);
    await desk.client.distribution.setStoreState({ id: distribution.id, state: 'READY_FOR_DISTRIBUTION' });
    await desk.client.distribution.setStoreState({ id: tested.id, state: 'WAITING_FOR_BETA_REVIEW' });
    expect(await isOnStore(build.id)).toBe('success');
  });
});

/** A release that is out on a track which had a full one before. */
async function release(store: Store, userFraction: number, state?: string) {
  const track = store === 'apple' ? 'Production' : 'production';
  const before = await app.delivered(await app.build({ os: osOf[store] }), track, {
    shouldAutoRelease: store === 'huawei',
  });
  if (store === 'apple') {
    await desk.client.distribution.setStoreState({ id: before.id, state: 'READY_FOR_DISTRIBUTION' });
  }
  const row = await app.delivered(await app.build({ os: osOf[store] }), track, { userFraction });
  if (state) await desk.client.distribution.setStoreState({ id: row.id, state });
  return row;
}

type Move = Parameters<TestApp['client']['distribution']['staged']>[0]['move'];

/** A row of moves: the move, what it comes to (state and share), or the refusal. */
type Row = readonly [Move, readonly [string, number] | RegExp];

const courses: readonly (readonly [string, Store, number, string | undefined, readonly Row[]])[] = [
  [
    'Google Play: a staged release',
    'google',
    0.2,
    undefined,
    [
      [{ kind: 'start', userFraction: 0.3 }, /cannot be started\. Possible now: widen, halt, complete/],
      [{ kind: 'widen', userFraction: 0.2 }, /is at 20 % already/],
      [{ kind: 'widen', userFraction: 0.1 }, /cannot shrink from 20 % to 10 %/],
      [{ kind: 'widen', userFraction: 1.5 }, /above 0 and at most 1/],
      [{ kind: 'widen', userFraction: 0 }, /above 0 and at most 1/],
      [{ kind: 'widen', userFraction: 0.5 }, ['inProgress', 0.5]],
      [{ kind: 'roll_back' }, /no way back/],
      [{ kind: 'halt' }, ['halted', 0.5]],
      [{ kind: 'widen', userFraction: 0.6 }, /halted.* cannot be widened/],
      [{ kind: 'resume' }, ['inProgress', 0.5]],
      [{ kind: 'complete' }, ['completed', 1]],
      [{ kind: 'widen', userFraction: 1 }, /cannot be widened/],
      [{ kind: 'halt' }, ['halted', 1]],
      [{ kind: 'resume', userFraction: 0.3 }, ['inProgress', 0.3]],
    ],
  ],
  [
    'Google Play: a draft',
    'google',
    0,
    undefined,
    [
      [{ kind: 'halt' }, /draft.* cannot be halted/],
      [{ kind: 'start', userFraction: 0.05 }, ['inProgress', 0.05]],
    ],
  ],
  [
    'App Store: a phased release',
    'apple',
    0.2,
    'READY_FOR_DISTRIBUTION',
    [
      [{ kind: 'widen', userFraction: 0.5 }, /seven steps are fixed/],
      [{ kind: 'roll_back' }, /no way back to an older version/],
      [{ kind: 'halt' }, ['PAUSED', 0.01]],
      [{ kind: 'resume' }, ['ACTIVE', 0.01]],
      [{ kind: 'complete' }, ['COMPLETE', 1]],
      [{ kind: 'halt' }, /cannot be halted/],
    ],
  ],
  [
    'AppGallery: a phased release',
    'huawei',
    0.2,
    'phased',
    [
      [{ kind: 'start', userFraction: 0.5 }, /with the submission for review/],
      [{ kind: 'widen', userFraction: 0.4 }, ['phased', 0.4]],
      [{ kind: 'halt' }, ['phase_stopped', 0.4]],
      [{ kind: 'resume' }, ['phased', 0.4]],
      [{ kind: 'roll_back' }, ['rolled_back', 0]],
      [{ kind: 'resume' }, /cannot be resumed/],
    ],
  ],
];

describe('the staged rollout of', () => {
  it.each(courses)(
    '%s goes as its store lets it, and its preview says the same',
    async (_name, store, share, state, rows) => {
      const { client } = desk;
      const { id } = await release(store, share, state);
      for (const [move, expected] of rows) {
        const preview = await client.distribution.previewStaged({ id, move });
        const before = await read(id);
        if (expected instanceof RegExp) {
          expect(preview.refusal).toMatch(expected);
          await expect(client.distribution.staged({ id, move })).rejects.toMatchObject({
            code: 'illegal_transition',
            message: `${preview.refusal} Nothing was changed.`,
          });
          expect(await read(id)).toEqual(before);
          continue;
        }
        const [status, to] = expected;
        expect(preview).toMatchObject({ refusal: null, after: { status, share: to } });
        await client.distribution.staged({ id, move, reason: 'as planned' });
        const { staged, events } = await read(id);
        expect(staged).toMatchObject({ status, share: to });
        expect(events.at(-1)).toMatchObject({ kind: 'staged', text: expect.stringContaining('as planned') });
      }
      const { rows: entries } = await client.activity.list({ limit: 100 });
      const moves = rows.flatMap(([move, expected]) =>
        expected instanceof RegExp ? [] : [`distribution.staged.${move.kind}`],
      );
      expect(
        entries
          .filter(({ verb, refused }) => verb.startsWith('distribution.staged.') && !refused)
          .map(({ verb }) => verb),
      ).toEqual(moves.toReversed());
    },
  );

  it('a first release cannot be halted: no other would take over', async () => {
    const row = await app.delivered(await app.build(), 'production');
    const preview = await desk.client.distribution.previewStaged({ id: row.id, move: { kind: 'halt' } });
    expect(preview.refusal).toMatch(/first release of a track cannot be halted/);
  });

  it('a track that carries a release of before Slipway is not a first one', async () => {
    const { client } = desk;
    await client.distribution.setSeen({
      projectId: app.projectId,
      store: 'google',
      released: ['production'],
    });
    const row = await app.delivered(await app.build(), 'production', { userFraction: 0.1 });
    expect((await read(row.id)).staged).toMatchObject({ status: 'inProgress', share: 0.1 });
    await client.distribution.staged({ id: row.id, move: { kind: 'complete' } });
    const preview = await client.distribution.previewStaged({ id: row.id, move: { kind: 'halt' } });
    expect(preview).toMatchObject({
      refusal: null,
      note: expect.stringMatching(/full release before it takes over/),
    });
  });

  it('internal testing has no stages', async () => {
    await app.delivered(await app.build(), 'internal');
    const row = await app.delivered(await app.build(), 'internal');
    const halt = await desk.client.distribution.previewStaged({ id: row.id, move: { kind: 'halt' } });
    expect(halt.refusal).toMatch(/internal testing cannot be halted/);
  });

  it.each([
    ['TestFlight', 1, /goes to|everybody on TestFlight gets it at once/],
    ['Production', 1, /everybody on Production gets it at once/],
  ] as const)('App Store, %s to everybody has none', async (track, userFraction, reason) => {
    const row = await app.delivered(await app.build({ os: 'ios' }), track, { userFraction });
    expect((await read(row.id)).staged).toBeNull();
    const preview = await desk.client.distribution.previewStaged({ id: row.id, move: { kind: 'halt' } });
    expect(preview.refusal).toMatch(reason);
  });

  it('what is not in the store yet cannot be staged', async () => {
    const row = await app.distribute(await app.build(), 'production');
    const preview = await desk.client.distribution.previewStaged({ id: row.id, move: { kind: 'halt' } });
    expect(preview).toMatchObject({
      refusal: expect.stringMatching(/is pending: nothing of it is in the store/),
      before: null,
    });
  });

  it('the App Store goes on by itself, a day a day, stands in a pause, and has thirty days of pause', async () => {
    const { client, sources } = desk;
    const { id } = await release('apple', 0.2, 'READY_FOR_DISTRIBUTION');
    const shares: unknown[] = [];
    for (let day = 0; day < 9; day += 1) {
      shares.push((await read(id)).staged?.share);
      sources.advance(DAY);
    }
    expect(shares).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 1, 1]);
    const again = await release('apple', 0.2, 'READY_FOR_DISTRIBUTION');
    sources.advance(2 * DAY);
    await client.distribution.staged({ id: again.id, move: { kind: 'halt' } });
    sources.advance(30 * DAY);
    expect((await read(again.id)).staged).toMatchObject({
      status: 'PAUSED',
      day: 3,
      share: 0.05,
      pausedDays: 30,
    });
    await client.distribution.staged({ id: again.id, move: { kind: 'resume' } });
    sources.advance(DAY);
    expect((await read(again.id)).staged).toMatchObject({ status: 'ACTIVE', day: 4, share: 0.1 });
    const halt = await client.distribution.previewStaged({ id: again.id, move: { kind: 'halt' } });
    expect(halt.refusal).toMatch(/30 days altogether, and they are used up/);
    await client.distribution.setStoreState({ id: again.id, state: 'REPLACED_WITH_NEW_VERSION' });
    expect((await read(again.id)).staged).toMatchObject({ status: 'COMPLETE', share: 1 });
  });

  it('every choice carries its reason, and a legal one none', async () => {
    const { id } = await release('google', 0.2);
    const { staged } = await read(id);
    expect(staged?.choices.filter(({ reason }) => reason === null).map(({ kind }) => kind)).toEqual([
      'widen',
      'halt',
      'complete',
    ]);
    expect(staged?.choices.every(({ reason }) => reason === null || reason.endsWith('.'))).toBe(true);
  });

  it('completing a release on production approves its build', async () => {
    const { id, deploymentId } = await release('google', 0);
    expect(await isOnStore(deploymentId)).toBeNull();
    await desk.client.distribution.staged({ id, move: { kind: 'start', userFraction: 0.1 } });
    expect(await isOnStore(deploymentId)).toBe('success');
    await desk.client.distribution.staged({ id, move: { kind: 'halt' } });
    expect(await isOnStore(deploymentId)).toBe('success');
  });
});
