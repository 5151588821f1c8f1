import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

let world: ServiceWorld;

beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(() => world.close());

const place = () => ({ projectId: world.projectId, environmentId: world.production });

describe('the timeline of an environment', () => {
  it('has the stretches, the attempts and the newest entry first', async () => {
    for (const version of ['1.0.0-rc1', '1.1.0-rc1', '1.2.0-rc1']) await world.cut(version);
    const first = await world.ended('1.0.0-rc1', 'succeeded');
    const second = await world.ended('1.1.0-rc1', 'succeeded');
    const third = await world.ended('1.2.0-rc1', 'failed');
    const found = await world.desk.client.environment.timeline(place());
    expect(found.intervals.map(({ version, to }) => [version, to === null])).toEqual([
      ['1.0.0-rc1', false],
      ['1.1.0-rc1', true],
    ]);
    expect(found.entries.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect(new Set(found.attempts.map(({ status }) => status))).toEqual(new Set(['succeeded', 'failed']));
    expect(found.from).toBe(first.triggeredAt);
  });

  it('marks what came by a rollback', async () => {
    const { client } = world.desk;
    for (const version of ['1.0.0-rc1', '1.1.0-rc1']) await world.ended(version, 'succeeded');
    world.desk.sources.advance(HOUR);
    await client.environment.rollback({ items: [place()], reason: 'Slow' });
    const { attempts } = await client.environment.timeline(place());
    expect(attempts.filter(({ isRollback }) => isRollback).map(({ version }) => version)).toEqual([
      '1.0.0-rc1',
    ]);
  });

  it('shows the freezes that covered the place, and no others', async () => {
    const { client, sources } = world.desk;
    await world.ended('1.0.0-rc1', 'succeeded');
    const window = { kind: 'once' as const, startsAt: sources.now(), endsAt: sources.now() + HOUR };
    const scope = (environment: number) => ({ projects: null, environments: [environment], tiers: null });
    await client.freeze.create({
      name: 'Here',
      reason: 'x',
      zone: 'UTC',
      window,
      scope: scope(world.production),
    });
    await client.freeze.create({
      name: 'There',
      reason: 'x',
      zone: 'UTC',
      window,
      scope: scope(world.staging),
    });
    sources.advance(HOUR / 2);
    const { freezes } = await client.environment.timeline(place());
    expect(freezes.map(({ name }) => name)).toEqual(['Here']);
  });

  it('is empty for a place that nothing was ever deployed to', async () => {
    expect(await world.desk.client.environment.timeline(place())).toEqual({
      intervals: [],
      attempts: [],
      entries: [],
      freezes: [],
      from: null,
    });
  });
});

describe('a release', () => {
  it('is found by its public id, as a link names it', async () => {
    const { client } = world.desk;
    const { uid, releaseId } = await client.candidate.get({ id: await world.cut('1.0.0-rc1') });
    expect(await client.release.get({ uid })).toMatchObject({ base: { id: releaseId, version: '1.0.0' } });
  });

  it('says where each of its candidates ran, and from when to when', async () => {
    const { client } = world.desk;
    const { releaseId } = await client.candidate.get({ id: await world.cut('1.0.0-rc1') });
    await world.cut('1.0.0-rc2');
    await world.ended('1.0.0-rc1', 'succeeded', world.staging);
    await world.ended('1.0.0-rc1', 'succeeded');
    const moved = await world.ended('1.0.0-rc2', 'succeeded');
    await world.ended('2.0.0', 'succeeded', world.staging);
    const ran = await client.release.ran({ id: releaseId });
    expect(ran.map(({ environment, version, to }) => [environment, version, to])).toEqual([
      ['prod-eu', '1.0.0-rc2', null],
      ['prod-eu', '1.0.0-rc1', moved.finishedAt],
      ['staging', '1.0.0-rc1', expect.any(Number)],
    ]);
  });
});

describe('the board of a project', () => {
  it.each([
    ['1.1', ['1.1.0']],
    ['RC', []],
    ['', ['1.1.0', '1.0.0']],
    ['nothing like it', []],
  ])('filtered by %o shows %o', async (text, expected) => {
    for (const version of ['1.0.0-rc1', '1.1.0-rc1']) await world.cut(version);
    const { releases } = await world.desk.client.release.board({ projectId: world.projectId, text });
    expect(releases.map(({ version }) => version)).toEqual(expected);
  });

  it('finds a release by the beginning of its commit', async () => {
    await world.cut('1.0.0-rc1', 'abcdef0123456789');
    await world.cut('1.1.0-rc1', 'ffffff0123456789');
    const { releases } = await world.desk.client.release.board({
      projectId: world.projectId,
      text: 'ABCDEF',
    });
    expect(releases.map(({ version }) => version)).toEqual(['1.0.0']);
  });
});
