import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, NOON } from '../../support/testApp.ts';
import { refusedBy } from '../build/builds.ts';
import { type FreezeDesk, freeze, freezeDesk, fridays, type NewFreeze, once, story } from './freezes.ts';

let desk: FreezeDesk;
beforeEach(async () => {
  desk = await freezeDesk();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const stateAt = async (at: number, environmentId = desk.production, projectId = desk.projectId) =>
  (await desk.client.freeze.at({ projectId, environmentId, at })).state;

describe('making a freeze', () => {
  it('freezes the places that it covers within its window, and says so in the log', async () => {
    const scope = { projects: [desk.projectId], environments: null, tiers: ['production' as const] };
    const made = await freeze(desk, { window: once(NOON + HOUR, NOON + 2 * HOUR), scope });
    expect(made).toMatchObject({
      createdBy: 'mira.solberg',
      stands: null,
      next: [{ startsAt: NOON + HOUR, endsAt: NOON + 2 * HOUR }],
    });
    expect(await stateAt(NOON + HOUR)).toBe('frozen');
    expect(await stateAt(NOON + 2 * HOUR)).toBe('open');
    expect(await stateAt(NOON + HOUR, desk.staging)).toBe('open');
    expect(await stateAt(NOON + HOUR, desk.production, desk.otherProjectId)).toBe('open');
    const [entry] = (await desk.client.activity.list({})).rows;
    expect(entry).toMatchObject({
      verb: 'freeze.create',
      project: 'payments',
      reason: 'The database is being moved',
      after: { name: 'Incident 812', projects: ['payments'], environments: 'all', tiers: ['production'] },
    });
  });

  it('tells the next five occurrences of a recurring one', async () => {
    const { stands, next } = await freeze(desk, { window: fridays() });
    const friday = Date.UTC(2026, 10, 20, 15);
    expect(stands).toBeNull();
    expect(next.map(({ startsAt }) => startsAt)).toEqual(
      [0, 7, 14, 21, 28].map((days) => friday + days * DAY),
    );
    expect(next[0]?.endsAt).toBe(friday + 60 * HOUR);
  });

  it('never reaches into the past: what has begun freezes from now on', async () => {
    const made = await freeze(desk, { window: once(NOON - DAY, NOON + DAY) });
    expect(made.stands).toEqual({ startsAt: NOON, endsAt: NOON + DAY });
    desk.sources.advance(HOUR);
    expect(await stateAt(NOON - HOUR)).toBe('open');
    expect(await stateAt(NOON)).toBe('frozen');
  });

  it('is a switch when it has no end: frozen until it is lifted', async () => {
    const { id } = await freeze(desk, { window: once(NOON, null) });
    expect(await desk.client.freeze.at({ projectId: 1, environmentId: desk.staging })).toMatchObject({
      state: 'frozen',
      until: null,
    });
    expect(await stateAt(NOON + 900 * DAY)).toBe('frozen');
    desk.sources.advance(HOUR);
    await desk.client.freeze.lift({ id, reason: 'Moved' });
    expect(await stateAt(desk.sources.now())).toBe('open');
  });

  it.each<[string, Partial<NewFreeze>, string]>([
    ['a zone that is none', { zone: 'Europe/Atlantis' }, 'zone'],
    ['a pattern that is none', { window: { ...fridays(), cron: '0 16 * *' } as never }, 'cron'],
    ['a pattern of no day', { window: { ...fridays(), cron: '0 0 31 2 *' } as never }, 'cron'],
    ['an end before its start', { window: once(NOON + 2 * HOUR, NOON + HOUR) }, 'endsAt'],
    ['a window of the past', { window: once(NOON - 2 * HOUR, NOON - HOUR) }, 'endsAt'],
    [
      'bounds without an occurrence',
      { window: { ...fridays(), startsAt: NOON, endsAt: NOON + 60 } as never },
      'endsAt',
    ],
    ['no reason', { reason: '  ' }, 'reason'],
    ['a scope of nothing', { scope: { projects: [], environments: null, tiers: null } }, 'scope.projects'],
  ])('refuses %s', async (_what, more, field) => {
    expect(await refusedBy(freeze(desk, more))).toEqual({ code: 'invalid_input', field });
    expect((await desk.client.freeze.list({})).freezes).toEqual([]);
  });

  it('refuses a place that is not there', async () => {
    const scope = { projects: null, environments: [99], tiers: null };
    expect(await refusedBy(freeze(desk, { scope }))).toMatchObject({ code: 'not_found' });
  });
});

describe('judging an act', () => {
  it('a window of the future blocks nothing today (Octopus 9621)', async () => {
    await freeze(desk, { window: once(NOON + DAY, NOON + 2 * DAY) });
    expect(
      await desk.client.freeze.at({ projectId: desk.projectId, environmentId: desk.production }),
    ).toEqual({
      state: 'open',
    });
  });

  it('what is scheduled is judged at its scheduled time (Octopus 9599)', async () => {
    await freeze(desk, { window: once(NOON + DAY, NOON + 2 * DAY) });
    await freeze(desk, { name: 'Today' });
    expect(await stateAt(NOON)).toBe('frozen');
    expect(await stateAt(NOON + 2 * HOUR)).toBe('open');
    expect(await stateAt(NOON + 30 * HOUR)).toBe('frozen');
  });

  it('goes through only by naming every freeze, with a reason', async () => {
    const first = await freeze(desk);
    const second = await freeze(desk, { name: 'Audit', window: once(NOON, NOON + 3 * HOUR) });
    const place = { projectId: desk.projectId, environmentId: desk.production };
    const ask = (freezeIds: number[], reason = 'The fix') =>
      desk.client.freeze.at({ ...place, override: { freezeIds, reason } });
    expect(await ask([first.id])).toMatchObject({
      state: 'frozen',
      unnamed: [{ name: 'Audit' }],
      until: NOON + 3 * HOUR,
    });
    expect(await ask([first.id, second.id])).toMatchObject({ state: 'overridden', reason: 'The fix' });
    expect(await refusedBy(ask([first.id], ' '))).toMatchObject({ code: 'invalid_input' });
  });
});

describe('changing a freeze', () => {
  it('moves its end while it stands, as the same occurrence', async () => {
    const { id } = await freeze(desk);
    await desk.app.runDue();
    desk.sources.advance(HOUR / 2);
    await desk.client.freeze.update({ id, window: once(NOON, NOON + 5 * HOUR), reason: 'It takes longer' });
    expect(await stateAt(NOON + 4 * HOUR)).toBe('frozen');
    desk.sources.set(NOON + 5 * HOUR);
    await desk.app.runDue();
    expect(await story(desk)).toEqual([
      ['freeze.create', NOON],
      ['freeze.begin', NOON],
      ['freeze.update', NOON + HOUR / 2],
      ['freeze.end', NOON + 5 * HOUR],
    ]);
  });

  it('leaves what it froze before as it was', async () => {
    const { id } = await freeze(desk, { window: once(NOON, NOON + DAY) });
    await desk.app.runDue();
    desk.sources.advance(HOUR);
    await desk.client.freeze.update({
      id,
      scope: { projects: null, environments: [desk.staging], tiers: null },
    });
    await desk.app.runDue();
    desk.sources.advance(HOUR);
    expect(await stateAt(NOON + HOUR / 2, desk.production)).toBe('frozen');
    expect(await stateAt(NOON + 1.5 * HOUR, desk.production)).toBe('open');
    expect(await stateAt(NOON + 1.5 * HOUR, desk.staging)).toBe('frozen');
  });

  it('ends it now when it is moved into the future', async () => {
    const { id } = await freeze(desk, { window: once(NOON, NOON + DAY) });
    await desk.app.runDue();
    desk.sources.advance(HOUR);
    await desk.client.freeze.update({ id, window: once(NOON + DAY, NOON + 2 * DAY) });
    expect(await stateAt(NOON + HOUR)).toBe('open');
    expect((await story(desk)).slice(1)).toEqual([
      ['freeze.begin', NOON],
      ['freeze.update', NOON + HOUR],
      ['freeze.end', NOON + HOUR],
    ]);
  });

  it('is refused once it is over, and the refusal stands in the log', async () => {
    const { id } = await freeze(desk);
    desk.sources.advance(HOUR);
    expect(await refusedBy(desk.client.freeze.update({ id, name: 'More' }))).toMatchObject({
      code: 'conflict',
    });
    expect((await desk.client.activity.list({})).rows[0]).toMatchObject({
      verb: 'freeze.update',
      refused: 'conflict',
    });
  });
});

describe('lifting and removing', () => {
  it('lifts one occurrence; the next one comes all the same', async () => {
    const friday = Date.UTC(2026, 10, 20, 15);
    const { id } = await freeze(desk, { window: fridays() });
    desk.sources.set(friday + HOUR);
    await desk.app.runDue();
    const after = await desk.client.freeze.lift({ id, reason: 'Hotfix night' });
    expect(after.stands).toBeNull();
    expect(after.next[0]?.startsAt).toBe(friday + 7 * DAY);
    expect(await stateAt(friday + 2 * HOUR)).toBe('open');
    expect(await stateAt(friday + 7 * DAY)).toBe('frozen');
    expect((await story(desk)).slice(1)).toEqual([
      ['freeze.begin', friday],
      ['freeze.lift', friday + HOUR],
      ['freeze.end', friday + HOUR],
    ]);
  });

  it('refuses to lift what does not stand', async () => {
    const { id } = await freeze(desk, { window: fridays() });
    const lift = desk.client.freeze.lift({ id, reason: 'Now' });
    expect(await refusedBy(lift)).toMatchObject({ code: 'conflict' });
  });

  it('a removed freeze freezes nothing more, and stays among those that are over', async () => {
    const { id } = await freeze(desk, { window: fridays() });
    desk.sources.set(Date.UTC(2026, 10, 21));
    await desk.app.runDue();
    await desk.client.freeze.remove({ id, reason: 'A new rule' });
    const { freezes, over } = await desk.client.freeze.list({});
    expect(freezes).toEqual([]);
    expect(over).toMatchObject([{ id, removedAt: Date.UTC(2026, 10, 21) }]);
    expect(await stateAt(Date.UTC(2026, 10, 27, 16))).toBe('open');
    desk.sources.advance(DAY);
    expect(await stateAt(Date.UTC(2026, 10, 20, 16))).toBe('frozen');
    expect(await refusedBy(desk.client.freeze.remove({ id, reason: 'Again' }))).toMatchObject({
      code: 'conflict',
    });
  });

  it('pages through those that are over', async () => {
    for (const name of ['a', 'b', 'c']) await freeze(desk, { name });
    desk.sources.advance(DAY);
    const first = await desk.client.freeze.list({ limit: 2 });
    expect(first.over.map(({ name }) => name)).toEqual(['c', 'b']);
    const rest = await desk.client.freeze.list({ limit: 2, before: first.nextBefore });
    expect(rest.over.map(({ name }) => name)).toEqual(['a']);
    expect(rest.nextBefore).toBeNull();
  });
});
