import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning, textOf } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const rollBack = async () => {
  const { projectId, production } = world;
  const [row] = await world.desk.client.environment.rollback({
    items: [{ projectId, environmentId: production }],
    reason: 'Checkout fails.',
  });
  if (!row) throw new Error('one item makes one deployment');
  return row;
};
const statusOf = async ({ id }: { readonly id: number }) =>
  (await world.desk.client.deployment.get({ id })).status;

/** Runs on until it is ended when it deploys `v2-rc1`, and takes its time about it. */
const slowToEnd = (file: string) => `
  import { writeFileSync } from 'node:fs';
  if (process.env.SLIPWAY_CANDIDATE === 'v2-rc1') {
    writeFileSync(${JSON.stringify(file)}, String(process.pid));
    process.on('SIGTERM', () => setTimeout(() => process.exit(0), 500));
    setInterval(() => {}, 1000);
  }`;

describe('a rollback', () => {
  it('begins when what it canceled is gone to its last process, and no sooner', async () => {
    const file = join(world.desk.folder, 'pid');
    await world.set([world.script('Deploy', slowToEnd(file))]);
    await world.over(await world.begin('v1-rc1'));
    const canceled = await world.begin('v2-rc1');
    const pid = Number(await textOf(file));
    const row = await rollBack();
    expect(row).toMatchObject({ version: 'v1-rc1', flags: ['rollback'] });
    expect(await statusOf(canceled)).toBe('canceling');
    expect([await statusOf(row), (await world.runOf(row)).status]).toEqual(['pending', 'waiting']);
    expect(isRunning(pid)).toBe(true);
    expect((await world.over(row)).status).toBe('succeeded');
    expect(isRunning(pid)).toBe(false);
    expect(await world.desk.client.deployment.get({ id: canceled.id })).toMatchObject({
      status: 'canceled',
      errorMessage: `Canceled by rollback #${row.number} to v1-rc1.`,
    });
  });

  it('waits for a pipeline to confirm its cancel, however long that takes', async () => {
    const { projectId, production } = world;
    const { client, sources, app } = world.desk;
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded');
    await world.cut('v2-rc1');
    const active = await world.ended('v2-rc1', 'in_progress');
    await client.deployment.move({ ids: [active.id], to: 'canceling', reason: 'It hangs.' });
    await world.set([world.script('Deploy', '')]);
    const row = await rollBack();
    sources.advance(30 * 86_400_000);
    await app.runDue();
    expect((await world.runOf(row)).status).toBe('waiting');
    expect(
      (
        await client.environment.previewRollback({
          items: [{ projectId, environmentId: production }],
        })
      ).items,
    ).toHaveLength(1);
    await client.deployment.move({ ids: [active.id], to: 'canceled', reason: 'At last.' });
    expect((await world.over(row)).status).toBe('succeeded');
  });

  it('goes before what was asked for after it', async () => {
    const { client } = world.desk;
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded');
    await world.cut('v2-rc1');
    const active = await world.ended('v2-rc1', 'in_progress');
    await client.deployment.move({ ids: [active.id], to: 'canceling', reason: 'It hangs.' });
    await world.set([world.script('Deploy', '')]);
    const row = await rollBack();
    const later = await world.begin('v3-rc1');
    expect((await world.runOf(later)).status).toBe('waiting');
    await client.deployment.move({ ids: [active.id], to: 'canceled', reason: 'At last.' });
    await world.over(later);
    const [first, second] = [await world.runOf(row), await world.runOf(later)];
    expect([first.status, second.status]).toEqual(['succeeded', 'succeeded']);
    expect(await statusOf(later)).toBe('succeeded');
  });

  it('takes the place of another that still waits', async () => {
    const { client } = world.desk;
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded');
    await world.cut('v2-rc1');
    const active = await world.ended('v2-rc1', 'in_progress');
    await client.deployment.move({ ids: [active.id], to: 'canceling', reason: 'It hangs.' });
    await world.set([world.script('Deploy', '')]);
    const first = await rollBack();
    const second = await rollBack();
    expect((await world.over(first)).status).toBe('canceled');
    await client.deployment.move({ ids: [active.id], to: 'canceled', reason: 'At last.' });
    expect((await world.over(second)).status).toBe('succeeded');
  });
});
