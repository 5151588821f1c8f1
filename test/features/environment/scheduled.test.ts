import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../support/testApp.ts';
import { type ServiceWorld, serviceWorld } from './world.ts';

let world: ServiceWorld;
let releaseId: number;
let deploymentId: number;
beforeEach(async () => {
  world = await serviceWorld();
  releaseId = await world.cut('v1-rc1');
  deploymentId = await schedule(2);
  await client().workflow.put({
    projectId: world.projectId,
    environmentId: world.production,
    steps: [{ kind: 'wait', name: 'Soak', seconds: 60 }],
  });
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const client = () => world.desk.client;
const inHours = (hours: number) => world.desk.sources.now() + hours * HOUR;
const read = () => client().deployment.get({ id: deploymentId });
const runs = () => client().workflow.runs({ deploymentId });

async function schedule(hours: number): Promise<number> {
  const { projectId, production: environmentId } = world;
  const place = { projectId, environmentId, releaseId };
  return (await client().environment.deploy({ ...place, scheduledFor: inHours(hours) })).id;
}

/** Freezes everything from some hours ahead until others. */
async function freeze(name: string, from: number, to: number): Promise<number> {
  const window = { kind: 'once', startsAt: inHours(from), endsAt: inHours(to) } as const;
  return (await client().freeze.create({ name, reason: 'Audit', zone: 'UTC', window })).id;
}

const frozen = { code: 'conflict', details: { refusal: 'frozen' } };

describe('a scheduled deployment', () => {
  it('begins before its time as its time would have begun it, and its time does nothing more', async () => {
    const row = await client().environment.beginScheduled({ deploymentId });
    expect(row).toMatchObject({ id: deploymentId, status: 'pending' });
    expect(await runs()).toHaveLength(1);
    world.desk.sources.advance(3 * HOUR);
    await world.desk.app.runDue();
    expect(await runs()).toHaveLength(1);
    expect((await read()).status).not.toBe('canceled');
  });

  it('is judged now when it is to begin now, and goes through a freeze by name and with a reason', async () => {
    const stop = await freeze('Stop', 0, 1);
    const force = { freezeIds: [stop], reason: 'The fix of the outage.' };
    expect(await client().environment.previewScheduled({ deploymentId })).toMatchObject({
      refusal: 'prod-eu is frozen by “Stop”. Nothing was changed.',
    });
    await expect(client().environment.beginScheduled({ deploymentId })).rejects.toMatchObject(frozen);
    await expect(
      client().environment.beginScheduled({ deploymentId, force: { ...force, reason: null } }),
    ).rejects.toMatchObject({ code: 'invalid_input', details: { field: 'force' } });
    expect((await read()).status).toBe('scheduled');
    expect(await client().environment.previewScheduled({ deploymentId, force })).toMatchObject({
      refusal: null,
    });
    const row = await client().environment.beginScheduled({ deploymentId, force });
    expect(row).toMatchObject({ status: 'pending', flags: ['forced', 'during_freeze'] });
    expect((await read()).metadata).toMatchObject({ overriddenFreezes: ['Stop'] });
  });

  it('takes another time, says so in its events and in the log, and begins then', async () => {
    const scheduledFor = inHours(5);
    const before = (await read()).scheduledFor;
    await client().environment.reschedule({ deploymentId, scheduledFor, reason: 'The database first.' });
    const { events, ...record } = await read();
    expect(record).toMatchObject({ status: 'scheduled', scheduledFor });
    expect(events.at(-1)).toMatchObject({
      status: 'scheduled',
      cause: 'reschedule',
      note: expect.stringMatching(/^for .* UTC: The database first\.$/),
    });
    const { rows } = await client().activity.list({ limit: 1 });
    expect(rows[0]).toMatchObject({
      verb: 'environment.reschedule',
      reason: 'The database first.',
      before: { scheduledFor: before },
      after: { scheduledFor },
    });
    world.desk.sources.advance(3 * HOUR);
    await world.desk.app.runDue();
    expect((await read()).status).toBe('scheduled');
    world.desk.sources.advance(2 * HOUR);
    await world.desk.app.runDue();
    expect(await runs()).toHaveLength(1);
  });

  it('is judged at its new time, not at this moment', async () => {
    await freeze('Now', 0, 1);
    const later = await freeze('Later', 4, 6);
    await client().environment.reschedule({ deploymentId, scheduledFor: inHours(3) });
    const input = { deploymentId, scheduledFor: inHours(5) };
    await expect(client().environment.reschedule(input)).rejects.toMatchObject(frozen);
    const force = { freezeIds: [later], reason: 'It is agreed.' };
    await client().environment.reschedule({ ...input, force });
    expect((await read()).flags).toEqual(['forced', 'during_freeze']);
    await client().environment.reschedule({ deploymentId, scheduledFor: inHours(7) });
    expect((await read()).flags).toEqual(['forced']);
  });

  it.each([0, -1])('cannot be given a time %d hours ahead', async (hours) => {
    await expect(
      client().environment.reschedule({ deploymentId, scheduledFor: inHours(hours) }),
    ).rejects.toMatchObject({ code: 'invalid_input', details: { field: 'scheduledFor' } });
  });

  it('takes neither once it has begun, in the words of a conflict', async () => {
    await client().environment.beginScheduled({ deploymentId });
    const says = { code: 'conflict', message: expect.stringContaining('waits for no time') };
    await expect(client().environment.beginScheduled({ deploymentId })).rejects.toMatchObject(says);
    await expect(
      client().environment.reschedule({ deploymentId, scheduledFor: inHours(9) }),
    ).rejects.toMatchObject(says);
  });

  it('stands on the board as what comes next, the earliest of several, whatever was deployed since', async () => {
    const { projectId, production: environmentId } = world;
    const earlier = await schedule(1);
    await world.ended('v1-rc1', 'succeeded');
    const { environments } = await client().release.board({ projectId });
    expect(environments.map(({ name, next }) => [name, next?.deploymentId ?? null])).toEqual([
      ['staging', null],
      ['prod-eu', earlier],
    ]);
    await client().environment.beginScheduled({ deploymentId: earlier });
    const after = await client().release.board({ projectId });
    expect(after.environments.find((one) => one.environmentId === environmentId)?.next).toMatchObject({
      deploymentId,
      version: 'v1-rc1',
    });
  });
});
