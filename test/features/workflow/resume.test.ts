import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const first = () => world.script('Migrate', 'console.log("migrated");');
const failing = () => world.script('Deploy', 'process.exit(1);');

/** A run that failed, then a freeze over where it deployed to. */
async function frozenAfter(steps = [first(), failing()]) {
  const { desk, production } = world;
  await world.set(steps);
  const row = await world.begin();
  const run = await world.over(row);
  expect(run.status).toBe('failed');
  const freeze = await desk.client.freeze.create({
    name: 'Quarter’s end',
    reason: 'Books are closed.',
    zone: 'UTC',
    window: { kind: 'once', startsAt: desk.sources.now(), endsAt: null },
    scope: { projects: null, environments: [production], tiers: null },
  });
  return { row, runId: run.id, freeze };
}

const isFrozen = 'prod-eu is frozen by “Quarter’s end”. Nothing was changed.';

describe('a run that is taken up in a frozen environment', () => {
  it('goes on at the step it stopped at, because running work finishes', async () => {
    const { row, runId } = await frozenAfter();
    const { client } = world.desk;
    expect(await client.workflow.previewResume({ runId, from: 'failed_step' })).toBeNull();
    await client.workflow.resume({ runId, from: 'failed_step' });
    expect(await world.over(row)).toMatchObject({ attempt: 2 });
    expect((await client.deployment.get({ id: row.id })).flags).toEqual([]);
  });

  it.each([
    ['from the start', 'start', undefined],
    ['where its first step is what failed', 'failed_step', () => [failing()]],
  ] as const)('%s is refused as a deployment is, and nothing of it begins', async (_how, from, steps) => {
    const { row, runId } = await frozenAfter(steps?.());
    const { client } = world.desk;
    expect(await client.workflow.previewResume({ runId, from })).toMatchObject({
      refusal: isFrozen,
      obstacles: [{ check: 'frozen', canBeForced: true, isForced: false }],
      frozenBy: [{ name: 'Quarter’s end' }],
    });
    await expect(client.workflow.resume({ runId, from })).rejects.toMatchObject({
      code: 'conflict',
      message: isFrozen,
      details: { refusal: 'frozen' },
    });
    expect((await world.runOf(row)).id).toBe(runId);
    expect(await client.deployment.get({ id: row.id })).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('from the start goes through the freeze by its name and with a reason, which the record keeps', async () => {
    const { row, runId, freeze } = await frozenAfter();
    const { client } = world.desk;
    const asked = { runId, from: 'start' } as const;
    const named = { freezeIds: [freeze.id], reason: null };
    expect(await client.workflow.previewResume({ ...asked, force: named })).toMatchObject({
      refusal: null,
      flags: ['forced', 'during_freeze'],
    });
    await expect(client.workflow.resume({ ...asked, force: named })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'force' },
    });
    await client.workflow.resume({ ...asked, force: { ...named, reason: 'The fix of the outage.' } });
    await world.over(row);
    expect(await client.deployment.get({ id: row.id })).toMatchObject({
      attempt: 2,
      flags: ['forced', 'during_freeze'],
      metadata: { overriddenFreezes: ['Quarter’s end'], forced: [{ check: 'frozen' }] },
    });
    const { rows } = await client.activity.list({ limit: 50 });
    expect(rows.find(({ verb }) => verb === 'workflow.resume')).toMatchObject({
      reason: 'The fix of the outage.',
      after: { from: 'start', overriddenFreezes: ['Quarter’s end'] },
    });
    // Named once, it is not asked about again, while whatever comes up since is.
    const again = await world.runOf(row);
    expect(await client.workflow.previewResume({ runId: again.id, from: 'start' })).toMatchObject({
      refusal: null,
    });
  });

  it('from the start begins once the freeze is lifted', async () => {
    const { row, runId, freeze } = await frozenAfter();
    const { client } = world.desk;
    await client.freeze.remove({ id: freeze.id, reason: 'Wrong place.' });
    await client.workflow.resume({ runId, from: 'start' });
    expect(await world.over(row)).toMatchObject({ attempt: 2 });
    expect(await world.output(await world.runOf(row))).toBe('migrated\n');
  });
});
