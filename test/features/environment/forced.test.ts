import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActivityEntry } from '#shared/features/activity/model.ts';
import { HOUR } from '../../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from './world.ts';

let world: ServiceWorld;
let releaseId: number;
beforeEach(async () => {
  world = await serviceWorld();
  releaseId = await world.cut('v1-rc1');
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

/** Freezes everything from now on for some hours. */
async function freeze(name: string, hours: number): Promise<number> {
  const { client, sources } = world.desk;
  const window = { kind: 'once', startsAt: sources.now(), endsAt: sources.now() + hours * HOUR } as const;
  return (await client.freeze.create({ name, reason: 'Audit', zone: 'UTC', window })).id;
}

/** Schedules the version for an hour later, through freezes by their ids. */
async function schedule(freezeIds: readonly number[]): Promise<number> {
  const { client, sources } = world.desk;
  const { id } = await client.environment.deploy({
    projectId: world.projectId,
    environmentId: world.production,
    releaseId,
    scheduledFor: sources.now() + HOUR,
    force: { freezeIds: [...freezeIds], reason: 'The fix of the outage.' },
  });
  return id;
}

function entryOf({ verb, object, reason, after }: ActivityEntry) {
  const { status, version, attempt, because, ...more } = after ?? {};
  return [verb, object.label, reason, more];
}

async function afterAnHour(id: number) {
  world.desk.sources.advance(HOUR);
  await world.desk.app.runDue();
  const { status, errorMessage } = await world.desk.client.deployment.get({ id });
  return { status, errorMessage };
}

describe('the log', () => {
  it('names the freezes that a deployment and a rollback go through, and what else they are forced through', async () => {
    const { client } = world.desk;
    const { projectId, production: environmentId } = world;
    await world.ended('v1-rc1', 'succeeded');
    await world.ended('v2-rc1', 'succeeded');
    const named = await freeze('Quarter’s end', 5);
    const force = { freezeIds: [named], reason: 'The fix of the outage.' };
    await client.environment.deploy({ projectId, environmentId, releaseId, force });
    await client.environment.rollback({ items: [{ projectId, environmentId, force }], reason: 'It fails.' });
    const { rows } = await client.activity.list({ limit: 3 });
    expect(rows.filter(({ verb }) => verb.startsWith('environment.')).map(entryOf)).toEqual([
      ['environment.rollback', '#4 v2-rc1', 'It fails.', { overriddenFreezes: ['Quarter’s end'] }],
      [
        'environment.deploy',
        '#3 v1-rc1',
        'The fix of the outage.',
        {
          forced: [{ check: 'frozen', message: 'prod-eu is frozen by “Quarter’s end”.' }],
          overriddenFreezes: ['Quarter’s end'],
        },
      ],
    ]);
  });
});

describe('a schedule that was forced', () => {
  it('begins through the freeze that was named', async () => {
    const id = await schedule([await freeze('Quarter’s end', 5)]);
    expect(await afterAnHour(id)).toEqual({ status: 'pending', errorMessage: null });
  });

  it('does not begin in a freeze that nobody named', async () => {
    const id = await schedule([await freeze('Quarter’s end', 5)]);
    await freeze('Incident 812', 5);
    expect(await afterAnHour(id)).toEqual({
      status: 'canceled',
      errorMessage: expect.stringMatching(/begun: prod-eu is frozen by “Incident 812”\./),
    });
  });

  it('does not begin where something else came to stand in its way than it was forced through', async () => {
    const { client } = world.desk;
    const id = await schedule([await freeze('Quarter’s end', 5)]);
    const { projectId, staging, production } = world;
    await client.environment.setPhases({
      projectId,
      phases: [
        { name: 'first', environmentIds: [staging], passes: { rule: 'all' } },
        { name: 'last', environmentIds: [production], passes: { rule: 'all' } },
      ],
    });
    expect(await afterAnHour(id)).toMatchObject({
      status: 'canceled',
      errorMessage: expect.stringContaining('staging'),
    });
  });

  it('is no force that metadata could be edited into', async () => {
    const { client, sources } = world.desk;
    const { id } = await client.environment.deploy({
      projectId: world.projectId,
      environmentId: world.production,
      releaseId,
      scheduledFor: sources.now() + HOUR,
    });
    await freeze('Incident 812', 5);
    await client.deployment.edit({ id, metadata: { overriddenFreezes: ['Incident 812'] } });
    expect(await afterAnHour(id)).toMatchObject({ status: 'canceled' });
  });
});
