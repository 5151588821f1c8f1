import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from './environment/world.ts';
import { freeze } from './freeze/freezes.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const thereOf = async (id: number) => (await world.desk.client.deployment.get({ id })).there;

describe('the record of what runs in a place', () => {
  it('says what freezes the place, as long as it does', async () => {
    const { id } = await world.ended('v1', 'succeeded');
    expect(await thereOf(id)).toEqual({ freezes: [], hold: null });
    const { id: freezeId } = await freeze(world.desk, {
      scope: { projects: null, environments: [world.production], tiers: null },
    });
    const endsAt = world.desk.sources.now() + HOUR;
    expect(await thereOf(id)).toEqual({
      freezes: [{ freezeId, name: 'Incident 812', endsAt }],
      hold: null,
    });
    const elsewhere = await world.ended('v1', 'succeeded', world.staging);
    expect(await thereOf(elsewhere.id)).toEqual({ freezes: [], hold: null });
    world.desk.sources.advance(HOUR);
    expect(await thereOf(id)).toEqual({ freezes: [], hold: null });
  });

  it('says what holds auto-promotion back there, and no longer when something else runs', async () => {
    const { desk, projectId, production } = world;
    await desk.client.environment.setPromotes({ projectId, environmentId: production, promotes: true });
    await world.cut('v1-rc1');
    const { id } = await world.ended('v0', 'succeeded');
    expect(await thereOf(id)).toMatchObject({
      freezes: [],
      hold: { since: desk.sources.now(), reason: expect.stringContaining('v0 deployed by hand') },
    });
    const { id: current } = await world.ended('v1-rc1', 'succeeded');
    expect(await thereOf(id)).toBeNull();
    expect(await thereOf(current)).toEqual({ freezes: [], hold: null });
  });
});
