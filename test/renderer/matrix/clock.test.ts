import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, NOON, type TestApp, testApp, withPlace } from '../../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

async function threeSuccesses() {
  const place = await withPlace(desk.client);
  for (const [version, hoursAgo] of [
    ['v1', 3],
    ['v2', 2],
    ['v3', 1],
  ] as const) {
    await desk.client.deployment.record({
      ...place,
      version,
      status: 'succeeded',
      occurredAt: NOON - hoursAgo * HOUR,
    });
  }
  return place;
}

describe("the matrix' clock", () => {
  it('names the change before and after an instant, and how many came later', async () => {
    await threeSuccesses();
    const clock = await desk.client.matrix.clock({ at: NOON - 2 * HOUR });
    expect(clock).toEqual({
      first: NOON - 3 * HOUR,
      last: NOON - HOUR,
      earlier: NOON - 3 * HOUR,
      later: NOON - HOUR,
      laterCount: 1,
    });
  });

  it('stands behind the newest change when it is now', async () => {
    await threeSuccesses();
    expect(await desk.client.matrix.clock({})).toMatchObject({
      earlier: NOON - HOUR,
      later: null,
      laterCount: 0,
    });
  });

  it('has no instants in an empty workspace', async () => {
    expect(await desk.client.matrix.clock({})).toEqual({
      first: null,
      last: null,
      earlier: null,
      later: null,
      laterCount: 0,
    });
  });

  it('begins the list of changes a little after the instant it is asked for', async () => {
    const place = await withPlace(desk.client);
    for (let n = 0; n < 40; n += 1) {
      await desk.client.deployment.record({
        ...place,
        version: `v${n}`,
        status: 'succeeded',
        occurredAt: NOON - n * MINUTE,
      });
    }
    const { rows, nextCursor } = await desk.client.matrix.changes({ around: NOON - 30 * MINUTE, limit: 25 });
    expect(rows[0]).toMatchObject({ version: 'v10' });
    expect(rows[20]).toMatchObject({ version: 'v30' });
    expect(nextCursor).not.toBeNull();
  });

  it('gathers the changes of a span into ticks that say what failed', async () => {
    const place = await withPlace(desk.client);
    const at = (hours: number) => NOON - hours * HOUR;
    await desk.client.deployment.record({ ...place, version: 'v1', status: 'succeeded', occurredAt: at(5) });
    await desk.client.deployment.record({ ...place, version: 'v2', status: 'failed', occurredAt: at(2) });
    await desk.client.deployment.record({
      ...place,
      version: 'v3',
      status: 'succeeded',
      occurredAt: at(2) + MINUTE,
    });
    expect(await desk.client.matrix.ticks({ from: at(6), to: NOON, slots: 6 })).toEqual([
      { at: at(5), count: 1, failed: 0 },
      { at: at(2), count: 2, failed: 1 },
    ]);
    const byDay = await desk.client.matrix.ticks({ from: NOON - 30 * 24 * HOUR, to: NOON });
    expect(byDay).toMatchObject([{ count: 3, failed: 1 }]);
  });
});

describe('the matrix as of an instant', () => {
  it('shows the newest record in the status that it had then', async () => {
    const place = await withPlace(desk.client);
    desk.sources.set(NOON - 3 * HOUR);
    await desk.client.deployment.record({ ...place, version: 'v1', status: 'succeeded' });
    desk.sources.set(NOON - 2 * HOUR);
    const { id } = await desk.client.deployment.record({ ...place, version: 'v2', status: 'in_progress' });
    desk.sources.set(NOON - HOUR);
    await desk.client.deployment.move({ ids: [id], to: 'failed' });
    desk.sources.set(NOON);
    const cellAt = async (at: number) => (await desk.client.matrix.asOf({ at })).cells[0];
    expect(await cellAt(NOON - 90 * MINUTE)).toMatchObject({
      version: 'v1',
      latestId: id,
      latestStatus: 'in_progress',
    });
    expect(await cellAt(NOON - 30 * MINUTE)).toMatchObject({ version: 'v1', latestStatus: 'failed' });
    expect(await cellAt(NOON - 150 * MINUTE)).toMatchObject({ version: 'v1', latestStatus: 'succeeded' });
    expect(await cellAt(NOON - 4 * HOUR)).toBeUndefined();
  });

  it('knows a record by its first trigger when it was tried again since', async () => {
    const place = await withPlace(desk.client);
    desk.sources.set(NOON - 3 * HOUR);
    const { id } = await desk.client.deployment.record({ ...place, version: 'v1', status: 'in_progress' });
    desk.sources.set(NOON - 150 * MINUTE);
    await desk.client.deployment.move({ ids: [id], to: 'failed' });
    desk.sources.set(NOON - HOUR);
    await desk.client.deployment.move({ ids: [id], to: 'pending', reason: 'try it again' });
    desk.sources.set(NOON);
    const { cells } = await desk.client.matrix.asOf({ at: NOON - 2 * HOUR });
    expect(cells).toMatchObject([{ version: null, latestId: id, latestStatus: 'failed' }]);
  });

  it('leaves out what was recorded later when it is asked as it was known', async () => {
    const place = await withPlace(desk.client);
    await desk.client.deployment.record({
      ...place,
      version: 'v1',
      status: 'succeeded',
      occurredAt: NOON - HOUR,
    });
    const at = NOON - MINUTE;
    expect((await desk.client.matrix.asOf({ at, knownAt: at })).cells).toEqual([]);
    expect((await desk.client.matrix.asOf({ at })).cells).toMatchObject([{ version: 'v1' }]);
  });
});
