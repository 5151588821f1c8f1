import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundness } from '../../support/soundness.ts';
import { isRunning, textOf, until } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld({ threads: true });
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

describe('an application with real threads', () => {
  it('carries out ten workflows at once, and each to its end', async () => {
    const { client } = world.desk;
    const places: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      places.push((await client.environment.create({ name: `edge-${index}`, tier: 'production' })).id);
    }
    const { id: projectId } = await client.project.create({
      name: 'edge',
      kind: 'service',
      environmentIds: places,
    });
    const { id: releaseId } = await client.candidate.cut({
      projectId,
      version: 'v1-rc1',
      commit: 'b'.repeat(40),
    });
    for (const environmentId of places) {
      const steps = ['One', 'Two', 'Three'].map((name) =>
        world.script(name, 'console.log(process.env.SLIPWAY_ENVIRONMENT, process.env.SLIPWAY_STEP);'),
      );
      await client.workflow.put({ projectId, environmentId, steps });
      const { hash } = await client.workflow.trust({ projectId, environmentId });
      await client.workflow.setTrust({ projectId, environmentId, hash: hash ?? '', trusted: true });
    }
    const rows = await Promise.all(
      places.map((environmentId) => client.environment.deploy({ projectId, environmentId, releaseId })),
    );
    await until(async () => (await client.workflow.runs({})).length === 0, 'the end of all', 60_000);
    for (const row of rows) {
      const run = await world.runOf(row);
      expect(run.status).toBe('succeeded');
      expect(await world.output(run)).toBe(
        `${row.environment} One\n${row.environment} Two\n${row.environment} Three\n`,
      );
      expect((await client.deployment.get({ id: row.id })).status).toBe('succeeded');
    }
    expect(soundness(world.desk.file)).toEqual([]);
  }, 90_000);

  it('waits, asks, and goes on by its own clock', async () => {
    await world.set([
      { kind: 'wait', name: 'Bake', seconds: 1 },
      { kind: 'approval', name: 'Look at it' },
      world.script('Verify', 'console.log("verified");'),
    ]);
    const row = await world.begin();
    const { client } = world.desk;
    const { id } = await world.runOf(row);
    await until(async () => (await client.workflow.run({ id })).approval !== null, 'the question');
    await client.workflow.decide({ runId: id, position: 1, approved: true });
    expect(await world.over(row)).toMatchObject({ status: 'succeeded' });
    const { tries } = await client.workflow.run({ id });
    const [bake] = tries;
    expect((bake?.finishedAt ?? 0) - (bake?.startedAt ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(await world.output({ id })).toBe('verified\n');
  });

  it('ends a command when its workspace is closed, and says so at the next start', async () => {
    const file = join(world.desk.folder, 'pid');
    await world.set([
      world.script(
        'Deploy',
        `import { writeFileSync } from 'node:fs';
        writeFileSync(${JSON.stringify(file)}, String(process.pid));
        setInterval(() => {}, 1000);`,
      ),
    ]);
    const row = await world.begin();
    const pid = Number(await textOf(file));
    await until(async () => (await world.runOf(row)).status === 'running', 'the run');
    world = world.across(await world.desk.reopen());
    expect(isRunning(pid)).toBe(false);
    expect(await world.over(row)).toMatchObject({
      status: 'errored',
      errorMessage: expect.stringMatching(/^Slipway ended in the middle of the step "Deploy"/),
    });
  });
});
