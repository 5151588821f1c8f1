import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FreezeWindow } from '#shared/features/freeze/model.ts';
import type { ChangeKey, ChangeRow } from '#shared/features/matrix/changes.ts';
import { DAY, HOUR, MINUTE, NOON, type TestApp } from '../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from './environment/world.ts';
import { type FreezeDesk, freeze, freezeDesk, fridays, once } from './freeze/freezes.ts';

const FRIDAY = Date.UTC(2026, 10, 20, 15);

async function listed(desk: TestApp, limit = 500): Promise<ChangeRow[]> {
  const rows: ChangeRow[] = [];
  let cursor: ChangeKey | null = null;
  do {
    const page: { rows: ChangeRow[]; nextCursor: ChangeKey | null } = await desk.client.matrix.changes({
      cursor,
      limit,
    });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** Every stop of the clock from now backwards, then from the first one forwards, by its own steps. */
async function stops({ client }: TestApp): Promise<{ back: number[]; forth: number[] }> {
  const walk = async (from: number | null, way: 'earlier' | 'later') => {
    const seen: number[] = [];
    let at = from;
    while (at !== null) {
      seen.push(at);
      at = (await client.matrix.clock({ at }))[way];
    }
    return seen;
  };
  const back = await walk((await client.matrix.clock({})).earlier, 'earlier');
  const forth = await walk(back.at(-1) ?? null, 'later');
  return { back, forth };
}

const whatOf = (row: ChangeRow) =>
  row.kind === 'deployment' ? row.status : row.kind === 'hold' ? (row.begins ? 'held' : 'unheld') : row.kind;

describe('the changes of a workspace with freezes', () => {
  let desk: FreezeDesk;
  beforeEach(async () => {
    desk = await freezeDesk();
  });
  afterEach(async () => {
    expect(desk.logged).toEqual([]);
    await desk.close();
  });
  const frozenAt = async (at: number) =>
    (await desk.client.matrix.asOf({ at })).freezes.map(({ name }) => name);

  it('tell when a freeze began and ended, and the matrix shows it from the one to the other', async () => {
    const { id } = await freeze(desk, {
      window: once(NOON + HOUR, NOON + 3 * HOUR),
      scope: { projects: null, environments: [desk.production], tiers: null },
    });
    desk.sources.set(NOON + 2 * HOUR);
    await desk.app.runDue();
    const scope = { projects: null, environments: [desk.production], tiers: null };
    const begin = { kind: 'freezeBegin', id, name: 'Incident 812', scope, occurredAt: NOON + HOUR };
    expect(await listed(desk)).toMatchObject([begin]);
    expect(await desk.client.matrix.clock({})).toMatchObject({ first: NOON + HOUR, earlier: NOON + HOUR });
    desk.sources.set(NOON + 4 * HOUR);
    await desk.app.runDue();
    expect(await listed(desk)).toMatchObject([
      { kind: 'freezeEnd', id, lifted: null, occurredAt: NOON + 3 * HOUR },
      begin,
    ]);
    expect(await frozenAt(NOON + HOUR)).toEqual(['Incident 812']);
    expect(await frozenAt(NOON + 3 * HOUR)).toEqual([]);
  });

  it.each(['lift', 'remove'] as const)('say who ended one before its time by %s, and why', async (act) => {
    const { id } = await freeze(desk);
    await desk.app.runDue();
    desk.sources.advance(MINUTE);
    await desk.client.freeze[act]({ id, reason: 'It was a false alarm' });
    const [end, begin] = await listed(desk);
    expect(end).toMatchObject({
      kind: 'freezeEnd',
      occurredAt: NOON + MINUTE,
      lifted: { by: expect.stringMatching(/./), reason: 'It was a false alarm' },
    });
    expect(begin).toMatchObject({ kind: 'freezeBegin', reason: 'The database is being moved' });
  });

  it('keep the places that a freeze covered when it is changed later', async () => {
    const { id } = await freeze(desk);
    await desk.app.runDue();
    desk.sources.advance(MINUTE);
    const scope = { projects: [desk.projectId], environments: null, tiers: null };
    await desk.client.freeze.update({ id, scope });
    await desk.app.runDue();
    const everywhere = { projects: null, environments: null, tiers: null };
    expect((await listed(desk)).map((row) => [row.kind, 'scope' in row && row.scope])).toEqual([
      ['freezeBegin', scope],
      ['freezeEnd', everywhere],
      ['freezeBegin', everywhere],
    ]);
  });

  it('are read once each in the order of time, whatever the size of a page, and are where the clock stops', async () => {
    // Back to back, so that one ends in the instant in which it begins anew, and two of them in the same instants.
    for (const name of ['Releases', 'Databases'])
      await freeze(desk, { name, window: { ...fridays(24), cron: '0 16 * * *' } as FreezeWindow });
    desk.sources.set(FRIDAY + 5 * DAY);
    await desk.app.runDue();
    const place = { projectId: desk.projectId, environmentId: desk.staging, status: 'succeeded' } as const;
    for (const [n, hours] of [24, 25, 24, 49, 72].entries()) {
      await desk.client.deployment.record({
        ...place,
        version: `v${n}`,
        occurredAt: FRIDAY + hours * HOUR,
      });
    }
    const all = await listed(desk);
    expect(all.filter(({ kind }) => kind === 'deployment')).toHaveLength(5);
    expect(all.filter(({ kind }) => kind === 'freezeBegin').length).toBeGreaterThan(8);
    const times = all.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    for (const limit of [1, 2, 3, 7]) expect(await listed(desk, limit), `${limit} a page`).toEqual(all);
    const { back, forth } = await stops(desk);
    expect(back).toEqual([...new Set(times)]);
    expect(forth).toEqual([...back].reverse());
    for (const at of [...back, FRIDAY + 36 * HOUR, 0]) {
      const { laterCount } = await desk.client.matrix.clock({ at });
      expect(laterCount).toBe(times.filter((time) => time > at).length);
    }
  });

  it('begin a page twenty changes after the instant that is asked for, of whatever kind they are', async () => {
    await freeze(desk, { window: { ...fridays(1), cron: '0 * * * *' } as FreezeWindow });
    desk.sources.set(NOON + 2 * DAY);
    await desk.app.runDue();
    const at = NOON + DAY;
    const { rows, nextCursor } = await desk.client.matrix.changes({ around: at, limit: 25 });
    expect(rows.filter(({ occurredAt }) => occurredAt > at)).toHaveLength(20);
    expect(rows).toHaveLength(25);
    expect(nextCursor).not.toBeNull();
  });
});

describe('the changes of a workspace that promotes by itself', () => {
  let world: ServiceWorld;
  beforeEach(async () => {
    world = await serviceWorld();
    const { projectId, production } = world;
    await world.desk.client.environment.setPromotes({ projectId, environmentId: production, promotes: true });
  });
  afterEach(async () => {
    expect(world.desk.logged).toEqual([]);
    await world.close();
  });

  it('tell when a place was held and when no longer, and the matrix shows it from the one to the other', async () => {
    const { desk, projectId, production } = world;
    await world.cut('v1-rc1');
    await world.ended('v0', 'succeeded');
    await world.ended('v1-rc1', 'succeeded');
    const rows = await listed(desk);
    expect(rows.map(whatOf)).toEqual(['unheld', 'succeeded', 'held', 'succeeded', 'pending']);
    const [lifted, , held] = rows;
    expect(held).toMatchObject({
      project: 'payments',
      environment: 'prod-eu',
      tier: 'production',
      reason: expect.stringContaining('v0 deployed by hand'),
    });
    const heldAt = async (at = 0) =>
      (await desk.client.matrix.asOf({ at })).holds.map((hold) => [hold.projectId, hold.environmentId]);
    expect(await heldAt(held?.occurredAt)).toEqual([[projectId, production]]);
    expect(await heldAt(lifted?.occurredAt)).toEqual([]);
    expect((await stops(desk)).back).toEqual([...new Set(rows.map(({ occurredAt }) => occurredAt))]);
  });
});
