import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ServiceWorld, serviceWorld } from './world.ts';

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

async function holdOf({ desk, projectId, production }: ServiceWorld) {
  const { places } = await desk.client.environment.steering({ projectId });
  return places.find(({ environmentId }) => environmentId === production)?.hold ?? null;
}

it('begins when something else than the current candidate is recorded as succeeded, and is lifted by the current one', async () => {
  await world.cut('v1-rc1');
  await world.ended('v0', 'succeeded');
  expect(await holdOf(world)).toMatchObject({ reason: expect.stringContaining('v0 deployed by hand') });
  await world.ended('v1-rc1', 'succeeded');
  expect(await holdOf(world)).toBeNull();
});

it('does not begin by a success of the past that is recorded late', async () => {
  const { desk, projectId, production } = world;
  await world.cut('v1-rc1');
  await world.ended('v1-rc1', 'succeeded');
  await desk.client.deployment.record({
    projectId,
    environmentId: production,
    version: 'v0',
    status: 'succeeded',
    occurredAt: desk.sources.now() - 86_400_000,
  });
  expect(await holdOf(world)).toBeNull();
});

it('is on the candidate of the highest release, though an older release got a later one and versions have no order', async () => {
  const { desk, projectId } = world;
  await desk.client.project.update({ id: projectId, versionScheme: 'free' });
  await world.cut('1.0-rc1');
  await world.cut('1.2-rc1');
  await world.cut('1.0-rc2');
  const { current } = await desk.client.environment.steering({ projectId });
  expect(current?.version).toBe('1.2-rc1');
});
