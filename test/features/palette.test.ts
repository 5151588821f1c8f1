import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, NOON } from '../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from './environment/world.ts';
import { freeze, once } from './freeze/freezes.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const find = (text: string) => world.desk.client.search.find({ text });

describe('the palette', () => {
  it('finds a freeze by a part of its name, those that are over behind those that are not', async () => {
    const { desk } = world;
    const { id: gone } = await freeze(desk, { name: 'Year-end 2025' });
    await desk.client.freeze.remove({ id: gone, reason: 'Done' });
    const { id } = await freeze(desk, { name: 'Year-end', window: once(NOON + HOUR, NOON + 2 * HOUR) });
    expect((await find('year')).freezes).toEqual([
      { id, name: 'Year-end', isOver: false },
      { id: gone, name: 'Year-end 2025', isOver: true },
    ]);
    expect((await find('%')).freezes).toEqual([]);
    expect((await find('')).freezes).toEqual([]);
  });

  it('finds a candidate that was never deployed by its version and by its commit', async () => {
    const commit = '9f3c1ae00112233445566778899aabbccddeeff0';
    const id = await world.cut('v1.2-rc1', commit);
    expect((await find('v1.2')).releases).toMatchObject([
      { id, version: 'v1.2-rc1', isCandidate: true, commitSha: null },
      { version: 'v1.2', isCandidate: false, commitSha: null },
    ]);
    expect((await find('9F3C1AE')).releases).toContainEqual({
      id,
      projectId: world.projectId,
      project: 'payments',
      version: 'v1.2-rc1',
      isCandidate: true,
      commitSha: commit,
    });
    expect((await find('9f3c1')).releases).toEqual([]);
    expect((await find('9f3c1af')).releases).toEqual([]);
  });

  it('finds a project in an environment by words of both', async () => {
    const { places } = await find('pay prod');
    expect(places).toEqual([
      {
        projectId: world.projectId,
        project: 'payments',
        environmentId: world.production,
        environment: 'prod-eu',
        tier: 'production',
      },
    ]);
    expect((await find('payments')).places).toEqual([]);
  });
});
