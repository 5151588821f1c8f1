import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR } from '../../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from './world.ts';

let world: ServiceWorld;

beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(() => world.close());

const place = () => ({ projectId: world.projectId, environmentId: world.production });
const attention = async () =>
  (await world.desk.client.overview.read({})).attention.map(({ why, deployment, sentence }) => ({
    why,
    version: deployment.version,
    sentence,
  }));

it('a rollback that holds promotion back stands in the overview until the current candidate succeeds', async () => {
  const { client } = world.desk;
  for (const version of ['1.0.0-rc1', '1.1.0-rc1']) {
    await world.cut(version);
    await world.ended(version, 'succeeded');
  }
  await client.environment.setPromotes({ ...place(), promotes: true });
  const [back] = await client.environment.rollback({ items: [place()], reason: 'Slow' });
  await client.deployment.move({ ids: [back?.id ?? 0], to: 'succeeded', reason: null });
  expect(await attention()).toEqual([
    { why: 'held', version: '1.0.0-rc1', sentence: expect.stringContaining('Rolled back to 1.0.0-rc1') },
  ]);
  const again = await world.ended('1.1.0-rc1', 'pending');
  await client.deployment.move({ ids: [again.id], to: 'succeeded', reason: null });
  expect(await attention()).toEqual([]);
});

it('a deployment that went through a freeze stands in the overview for a day, with why', async () => {
  const { client, sources } = world.desk;
  const releaseId = await world.cut('1.0.0-rc1');
  const window = { kind: 'once' as const, startsAt: sources.now(), endsAt: sources.now() + HOUR };
  const { id } = await client.freeze.create({ name: 'Sale', reason: 'Orders', zone: 'UTC', window });
  const force = { freezeIds: [id], reason: 'The till is down' };
  await client.environment.deploy({ ...place(), releaseId, force });
  expect(await attention()).toEqual([
    { why: 'forced', version: '1.0.0-rc1', sentence: 'Went through a freeze: The till is down' },
  ]);
  sources.advance(DAY + HOUR);
  expect((await attention()).filter(({ why }) => why === 'forced')).toEqual([]);
});
