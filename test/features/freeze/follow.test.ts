import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, NOON, testApp } from '../../support/testApp.ts';
import { type FreezeDesk, freeze, freezeDesk, fridays, story } from './freezes.ts';

const FRIDAY = Date.UTC(2026, 10, 20, 15);

let desk: FreezeDesk;
beforeEach(async () => {
  desk = await freezeDesk();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const stateNow = async () =>
  (await desk.client.freeze.at({ projectId: desk.projectId, environmentId: desk.production })).state;

describe('a machine that slept over the boundaries', () => {
  it('knows what stands before anything has been told', async () => {
    await freeze(desk, { window: fridays(2) });
    desk.sources.set(FRIDAY + 14 * DAY + HOUR);
    expect(await stateNow()).toBe('frozen');
    desk.sources.set(FRIDAY + 14 * DAY + 2 * HOUR);
    expect(await stateNow()).toBe('open');
  });

  it('tells each missed beginning and end once, by the time at which it happened', async () => {
    await freeze(desk, { window: fridays(2) });
    desk.sources.set(FRIDAY + 8 * DAY);
    await desk.app.runDue();
    await desk.app.runDue();
    expect((await story(desk)).slice(1)).toEqual([
      ['freeze.begin', FRIDAY],
      ['freeze.end', FRIDAY + 2 * HOUR],
      ['freeze.begin', FRIDAY + 7 * DAY],
      ['freeze.end', FRIDAY + 7 * DAY + 2 * HOUR],
    ]);
    const [entry] = (await desk.client.activity.list({ filter: { verb: 'freeze.end' } })).rows;
    expect(entry).toMatchObject({ at: FRIDAY + 8 * DAY, actor: { name: 'Slipway' }, door: 'system' });
  });

  it('tells them after the application ended, and not again after the next start', async () => {
    const { id } = await freeze(desk, { window: fridays(2) });
    desk.sources.set(FRIDAY + HOUR);
    await desk.app.runDue();
    desk = { ...desk, ...(await desk.reopen()) };
    desk.sources.set(FRIDAY + DAY);
    await desk.app.runDue();
    desk = { ...desk, ...(await desk.reopen()) };
    await desk.app.runDue();
    expect((await story(desk)).slice(1)).toEqual([
      ['freeze.begin', FRIDAY],
      ['freeze.end', FRIDAY + 2 * HOUR],
    ]);
    expect((await desk.client.freeze.list({})).freezes[0]).toMatchObject({ id, stands: null });
  });

  it('tells years of them in pieces, in order', async () => {
    await freeze(desk, { window: { ...fridays(), cron: '0 * * * *', minutes: 30 } as never });
    desk.sources.advance(12 * DAY);
    for (let look = 0; look < 6; look += 1) {
      await desk.app.runDue();
      desk.sources.advance(1);
    }
    const filter = { verb: 'freeze.end' };
    const newer = await desk.client.activity.list({ filter, limit: 200 });
    const older = await desk.client.activity.list({ filter, limit: 200, cursor: newer.nextCursor });
    const ends = [...newer.rows, ...older.rows].map(({ after }) => Number(after?.occurredAt));
    expect(ends).toHaveLength(12 * 24);
    expect(ends).toEqual([...new Set(ends)].sort((a, b) => b - a));
  });

  it('goes on after the clock was set back, and repeats nothing', async () => {
    await freeze(desk, { window: fridays(2) });
    desk.sources.set(FRIDAY + HOUR);
    await desk.app.runDue();
    desk.sources.set(FRIDAY - HOUR);
    await desk.app.runDue();
    desk.sources.set(FRIDAY + DAY);
    await desk.app.runDue();
    expect((await story(desk)).map(([verb]) => verb)).toEqual([
      'freeze.create',
      'freeze.begin',
      'freeze.end',
    ]);
  });

  it('tells it on its own clock, over real threads', async () => {
    const real = await testApp({ threads: true });
    const now = Date.now();
    await real.client.freeze.create({
      name: 'Short',
      zone: 'UTC',
      window: { kind: 'once', startsAt: now + 300, endsAt: now + 600 },
      reason: 'A moment',
    });
    await expect
      .poll(() => story(real).then((told) => told.map(([verb]) => verb)), { timeout: 10_000 })
      .toEqual(['freeze.create', 'freeze.begin', 'freeze.end']);
    await real.close();
  });
});

describe('the lanes', () => {
  const lanes = (from: number, to: number, projectId: number | null = null) =>
    desk.client.freeze.lanes({ from, to, projectId });
  const barsOf = async (environmentId: number, from: number, to: number) =>
    (await lanes(from, to))
      .find(({ id }) => id === environmentId)
      ?.bars.map((bar) => [bar.startsAt, bar.endsAt]);

  it('hold what stood, what stands and what will, environment by environment', async () => {
    const scope = { projects: null, environments: [desk.production], tiers: null };
    await freeze(desk, { window: fridays(2), scope });
    desk.sources.set(FRIDAY + 7 * DAY + HOUR);
    await desk.app.runDue();
    expect(await barsOf(desk.production, FRIDAY - DAY, FRIDAY + 14 * DAY - HOUR)).toEqual([
      [FRIDAY, FRIDAY + 2 * HOUR],
      [FRIDAY + 7 * DAY, FRIDAY + 7 * DAY + 2 * HOUR],
    ]);
    expect(await barsOf(desk.staging, FRIDAY - DAY, FRIDAY + 14 * DAY - HOUR)).toEqual([]);
  });

  it('are the same before and after the log has caught up', async () => {
    await freeze(desk, { window: fridays(2) });
    desk.sources.set(FRIDAY + 8 * DAY);
    const span = [FRIDAY - DAY, FRIDAY + 13 * DAY] as const;
    const before = await lanes(...span);
    await desk.app.runDue();
    expect(await lanes(...span)).toEqual(before);
    expect(before[0]?.bars).toHaveLength(2);
  });

  it('say where only some projects are covered, and can be asked for one', async () => {
    await freeze(desk, { scope: { projects: [desk.projectId], environments: null, tiers: null } });
    const span = [NOON, NOON + DAY] as const;
    expect((await lanes(...span))[0]?.bars).toMatchObject([{ partial: true }]);
    expect((await lanes(...span, desk.projectId))[0]?.bars).toMatchObject([{ partial: false }]);
    expect((await lanes(...span, desk.otherProjectId))[0]?.bars).toEqual([]);
  });

  it('are refused for more than two weeks', async () => {
    await expect(lanes(NOON, NOON + 40 * DAY)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a preview', () => {
  it('names the places, and what is scheduled into an occurrence', async () => {
    const { projectId, otherProjectId, production } = desk;
    const schedule = (of: number, version: string, scheduledFor: number) =>
      desk.client.deployment.record({
        projectId: of,
        environmentId: production,
        version,
        status: 'scheduled',
        scheduledFor,
      });
    await schedule(projectId, '1.0.0', FRIDAY + HOUR);
    await schedule(projectId, '1.1.0', FRIDAY + 3 * HOUR);
    await schedule(otherProjectId, '2.0.0', FRIDAY + HOUR);
    const seen = await desk.client.freeze.preview({
      zone: 'Europe/Berlin',
      window: fridays(2),
      scope: { projects: [projectId], environments: null, tiers: null },
    });
    expect(seen).toMatchObject({ fault: null, stands: null, placeCount: 2 });
    expect(seen.places.map(({ environment }) => environment)).toEqual(['staging', 'prod-eu']);
    expect(seen.scheduled).toMatchObject([{ project: 'payments', environment: 'prod-eu', version: '1.0.0' }]);
    expect(seen.next).toHaveLength(5);
    expect(seen.notes.length).toBe(0);
  });

  it('shows what making it will give', async () => {
    const window = fridays();
    const scope = { projects: null, environments: null, tiers: null };
    const seen = await desk.client.freeze.preview({ zone: 'Europe/Berlin', window, scope });
    const made = await freeze(desk, { window, scope });
    expect({ stands: seen.stands, next: seen.next }).toEqual({ stands: made.stands, next: made.next });
  });

  it('of a change that lets it go on shows the occurrence that stands', async () => {
    const { id, stands, zone, scope } = await freeze(desk);
    desk.sources.advance(HOUR / 2);
    const longer = { kind: 'once', startsAt: NOON, endsAt: NOON + 5 * HOUR } as const;
    expect((await desk.client.freeze.preview({ id, zone, scope, window: longer })).stands).toEqual({
      startsAt: stands?.startsAt,
      endsAt: longer.endsAt,
    });
    expect((await desk.client.freeze.preview({ zone, scope, window: longer })).stands?.startsAt).toBe(
      NOON + HOUR / 2,
    );
  });

  it('says why a draft cannot be made', async () => {
    const scope = { projects: null, environments: null, tiers: null };
    const seen = await desk.client.freeze.preview({ zone: 'Mars/Olympus', window: fridays(), scope });
    expect(seen.fault).toEqual({ field: 'zone', message: 'There is no time zone named Mars/Olympus.' });
  });
});
