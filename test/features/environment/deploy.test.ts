import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceWorld, serviceWorld } from './world.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

describe('deploying a candidate', () => {
  it('makes a pending record that says what the environment leaves', async () => {
    const { desk, projectId, production } = world;
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded');
    const releaseId = await world.cut('v2-rc1');
    const row = await desk.client.environment.deploy({ projectId, environmentId: production, releaseId });
    expect(row).toMatchObject({
      version: 'v2-rc1',
      fromVersion: 'v1-rc1',
      status: 'pending',
      flags: [],
      policy: 'canonical',
      kind: 'environment',
    });
  });

  it('is refused in a frozen environment, and goes through by name and with a reason', async () => {
    const { desk, projectId, production } = world;
    const { client, sources } = desk;
    const releaseId = await world.cut('v1-rc1');
    const freeze = await client.freeze.create({
      name: 'Quarter’s end',
      reason: 'Books are closed.',
      zone: 'UTC',
      window: { kind: 'once', startsAt: sources.now(), endsAt: null },
      scope: { projects: null, environments: [production], tiers: null },
    });
    const input = { projectId, environmentId: production, releaseId };
    await expect(client.environment.deploy(input)).rejects.toMatchObject({
      code: 'conflict',
      details: { refusal: 'frozen' },
    });
    expect(await client.environment.previewDeploy(input)).toMatchObject({
      refusal: 'prod-eu is frozen by “Quarter’s end”. Nothing was changed.',
      obstacles: [{ check: 'frozen', canBeForced: true, isForced: false }],
    });
    const row = await client.environment.deploy({
      ...input,
      force: { freezeIds: [freeze.id], reason: 'The fix of the outage.' },
    });
    expect(row.flags).toEqual(['forced', 'during_freeze']);
  });

  it('begins a scheduled one when its time has come, and cancels it when a freeze stands there by then', async () => {
    const { desk, projectId, production } = world;
    const { client, sources } = desk;
    const releaseId = await world.cut('v1-rc1');
    const input = { projectId, environmentId: production, releaseId };
    const first = await client.environment.deploy({ ...input, scheduledFor: sources.now() + 3_600_000 });
    const second = await client.environment.deploy({ ...input, scheduledFor: sources.now() + 7_200_000 });
    expect(first.status).toBe('scheduled');
    sources.advance(3_600_000);
    await desk.app.runDue();
    expect(await client.deployment.get({ id: first.id })).toMatchObject({ status: 'pending' });
    await client.freeze.create({
      name: 'Stop',
      reason: 'An incident.',
      zone: 'UTC',
      window: { kind: 'once', startsAt: sources.now(), endsAt: null },
      scope: { projects: null, environments: null, tiers: null },
    });
    sources.advance(3_600_000);
    await desk.app.runDue();
    expect(await client.deployment.get({ id: second.id })).toMatchObject({
      status: 'canceled',
      errorMessage: expect.stringContaining('frozen by “Stop”'),
    });
  });
});

describe('rolling back', () => {
  it('goes back to what ran before, and marks what it replaced once it has succeeded', async () => {
    const { desk, projectId, production } = world;
    const { client, sources } = desk;
    await world.cut('v1-rc1');
    await world.cut('v2-rc1');
    await world.ended('v1-rc1', 'succeeded');
    const replaced = await world.ended('v2-rc1', 'succeeded');
    const items = [{ projectId, environmentId: production }];
    const preview = await client.environment.previewRollback({ items });
    expect(preview.items[0]).toMatchObject({
      refusal: null,
      plan: {
        version: 'v1-rc1',
        fromVersion: 'v2-rc1',
        branch: 'before_running',
        goesAway: [{ version: 'v2-rc1' }],
      },
    });
    const [row] = await client.environment.rollback({ items, reason: 'Checkout fails.' });
    expect(row).toMatchObject({
      version: 'v1-rc1',
      fromVersion: 'v2-rc1',
      status: 'pending',
      flags: ['rollback'],
    });
    sources.advance(60_000);
    await client.deployment.move({ ids: [row?.id ?? 0], to: 'succeeded' });
    expect(await client.deployment.get({ id: replaced.id })).toMatchObject({ status: 'rolled_back' });
    const cells = await client.release.board({ projectId });
    expect(
      cells.environments.find(({ environmentId }) => environmentId === production)?.running,
    ).toMatchObject({
      version: 'v1-rc1',
    });
  });
});
