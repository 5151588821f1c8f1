import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended, isRunning, textOf, until } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
let file: string;
beforeEach(async () => {
  world = await workflowWorld();
  file = join(world.desk.folder, 'pids');
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

/** Never ends, starts a child in a shell that takes no notice of SIGTERM, and writes both numbers into a file. */
const stubborn = () => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const child = spawn('/bin/sh', ['-c', 'trap "" TERM; while true; do sleep 1; done'], { stdio: 'inherit' });
  process.on('SIGTERM', () => {});
  writeFileSync(${JSON.stringify(file)}, process.pid + ' ' + child.pid);
  setInterval(() => console.log('still here'), 50);`;

/** Starts a child in a session of its own, which takes no notice of SIGTERM, and never ends. */
const scattered = () => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const stays = ['-c', 'trap "" TERM; while true; do sleep 1; done'];
  const child = spawn('/bin/sh', stays, { stdio: 'ignore', detached: true });
  child.unref();
  writeFileSync(${JSON.stringify(file)}, process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);`;

/** Never ends by itself. */
const endless = () => `
  import { writeFileSync } from 'node:fs';
  writeFileSync(${JSON.stringify(file)}, String(process.pid));
  setInterval(() => {}, 1000);`;

const approval = { kind: 'approval', name: 'Look at it' } as const;
const pids = async () => (await textOf(file)).split(' ').map(Number);
const statusOf = async (id: number) => (await world.desk.client.deployment.get({ id })).status;

describe('a run that is canceled', () => {
  it.each(['its run', 'its job', 'its deployment'] as const)(
    'by %s ends with everything it started, and says so everywhere',
    async (by) => {
      const { client } = world.desk;
      await world.set([world.script('Deploy', stubborn()), world.script('Verify', '')]);
      const row = await world.begin();
      const started = await pids();
      expect(started.map(isRunning)).toEqual([true, true]);
      const { id } = await world.runOf(row);
      const job = (await client.job.list()).find(({ status }) => status === 'running');
      if (by === 'its run') {
        expect(await client.workflow.cancel({ runId: id, reason: 'Wrong one.' })).toMatchObject({
          status: 'canceling',
        });
        expect(await statusOf(row.id)).toBe('canceling');
      }
      if (by === 'its job') await client.job.cancel({ id: job?.id ?? 0 });
      if (by === 'its deployment') {
        await client.deployment.move({ ids: [row.id], to: 'canceling', reason: 'Wrong one.' });
      }
      await world.over(row);
      expect(started.map(isRunning)).toEqual([false, false]);
      expect(await ended(world.desk, job ?? { id: 0 })).toMatchObject({ status: 'canceled' });
      const run = await client.workflow.run({ id });
      expect(run).toMatchObject({ status: 'canceled', tries: [{ status: 'canceled' }] });
      if (by === 'its run') expect(run.errorMessage).toBe('Wrong one.');
      expect(await client.deployment.get({ id: row.id })).toMatchObject({
        status: 'canceled',
        steps: [
          { name: 'Deploy', status: 'canceled' },
          { name: 'Verify', status: 'skipped' },
        ],
      });
      expect(await world.output({ id })).toContain('still here');
    },
  );

  it.each(['its run', 'its deployment'] as const)(
    'by %s while it waits for a person is over at once',
    async (by) => {
      const { client } = world.desk;
      await world.set([approval]);
      const row = await world.begin();
      const { id } = await world.stands(row, 'paused');
      if (by === 'its run') await client.workflow.cancel({ runId: id });
      else await client.deployment.move({ ids: [row.id], to: 'canceled', reason: 'Not today.' });
      await world.over(row);
      expect(await client.workflow.run({ id })).toMatchObject({
        status: 'canceled',
        approval: null,
        tries: [{ status: 'canceled', finishedAt: expect.any(Number) }],
      });
      expect(await client.deployment.get({ id: row.id })).toMatchObject({
        status: 'canceled',
        steps: [{ status: 'canceled' }],
      });
      await expect(client.workflow.cancel({ runId: id })).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  // Only Linux tells what a process left behind in other groups.
  it.runIf(process.platform === 'linux')('ends with what left its group, too', async () => {
    const { client } = world.desk;
    await world.set([world.script('Deploy', scattered())]);
    const row = await world.begin();
    const started = await pids();
    expect(started.map(isRunning)).toEqual([true, true]);
    await client.workflow.cancel({ runId: (await world.runOf(row)).id, reason: 'Wrong one.' });
    await world.over(row);
    expect(started.map(isRunning)).toEqual([false, false]);
  });

  it.runIf(process.platform === 'linux')(
    'leaves alone what an earlier step of it left running on purpose',
    async () => {
      const earlier = join(world.desk.folder, 'earlier');
      const daemon = world.script(
        'Start',
        `import { spawn } from 'node:child_process';
        import { writeFileSync } from 'node:fs';
        const child = spawn('/bin/sh', ['-c', 'sleep 60'], { stdio: 'ignore', detached: true });
        child.unref();
        writeFileSync(${JSON.stringify(earlier)}, String(child.pid));`,
      );
      await world.set([daemon, world.script('Deploy', endless())]);
      const row = await world.begin();
      const [deploy = 0] = await pids();
      const left = Number(await textOf(earlier));
      await world.desk.client.workflow.cancel({ runId: (await world.runOf(row)).id, reason: 'Wrong one.' });
      await world.over(row);
      expect([deploy, left].map(isRunning)).toEqual([false, true]);
      process.kill(left, 'SIGKILL');
    },
  );

  it('between two tries does not try again', async () => {
    await world.set([world.script('Deploy', 'process.exit(1);', { retry: { times: 5, waitSeconds: 3600 } })]);
    const row = await world.begin();
    const { id } = await world.runOf(row);
    const { client } = world.desk;
    await until(
      async () => (await client.workflow.run({ id })).tries[0]?.status === 'failed',
      'the first try',
    );
    await client.workflow.cancel({ runId: id });
    expect((await world.over(row)).status).toBe('canceled');
    expect((await client.workflow.run({ id })).tries).toHaveLength(1);
  });

  it('is taken up again as the next attempt of the same record', async () => {
    const { client } = world.desk;
    await world.set([world.script('Deploy', 'console.log("deployed");'), approval]);
    const row = await world.begin();
    const first = await world.stands(row, 'paused');
    await client.workflow.cancel({ runId: first.id });
    const second = await client.workflow.resume({ runId: first.id, from: 'failed_step' });
    expect(second).toMatchObject({ deploymentId: row.id, attempt: 2, position: 1 });
    await world.stands(row, 'paused');
    await client.workflow.decide({ runId: second.id, position: 1, approved: true });
    expect(await client.deployment.get({ id: row.id })).toMatchObject({
      status: 'succeeded',
      attempt: 2,
      steps: expect.arrayContaining([expect.objectContaining({ name: 'Deploy', status: 'skipped' })]),
    });
    expect(await world.output(second)).toBe('');
    expect(await world.output(first)).toBe('deployed\n');
    await expect(client.workflow.resume({ runId: first.id, from: 'start' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/newer run/),
    });
    await expect(client.workflow.resume({ runId: second.id, from: 'start' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is taken up anew when an earlier step is another by now', async () => {
    const { client } = world.desk;
    await world.set([world.script('Deploy', 'console.log("deployed");'), approval]);
    const row = await world.begin();
    const first = await world.stands(row, 'paused');
    await client.workflow.cancel({ runId: first.id });
    await world.set([world.script('Migrate', 'console.log("migrated");'), approval]);
    const second = await client.workflow.resume({ runId: first.id, from: 'failed_step' });
    await world.stands(row, 'paused');
    expect(await world.output(second)).toBe('migrated\n');
  });
});

describe('a deployment that another door moves while its run goes on', () => {
  const report = (releaseId: number, status: 'succeeded' | 'failed' | 'pending' | 'unknown') =>
    world.desk.client.environment.report({
      projectId: world.projectId,
      environmentId: world.production,
      releaseId,
      status,
      policy: 'aviator',
    });
  const begin = async () => {
    const { client } = world.desk;
    const releaseId = await world.cut('v1-rc1');
    await world.set([world.script('Deploy', endless()), world.script('Verify', '')]);
    const row = await client.environment.deploy({
      projectId: world.projectId,
      environmentId: world.production,
      releaseId,
      policy: 'aviator',
    });
    await pids();
    return { releaseId, row };
  };

  it.each(['succeeded', 'failed'] as const)('to %s stays so, and its run ends', async (status) => {
    const { releaseId, row } = await begin();
    const started = await pids();
    await report(releaseId, status);
    expect(await world.over(row)).toMatchObject({
      status: 'canceled',
      errorMessage: `Its deployment was reported ${status} meanwhile.`,
    });
    expect(started.map(isRunning)).toEqual([false]);
    expect(await statusOf(row.id)).toBe(status);
    expect((await world.desk.client.deployment.get({ id: row.id })).attempt).toBe(1);
  });

  it('to its next attempt is left to whoever began that', async () => {
    const { releaseId, row } = await begin();
    await report(releaseId, 'succeeded');
    await world.desk.client.deployment.move({ ids: [row.id], to: 'in_progress', reason: 'It runs again.' });
    expect(await world.over(row)).toMatchObject({ status: 'canceled' });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'in_progress',
      attempt: 2,
    });
  });

  it('is run by no workflow when a pipeline reports it', async () => {
    await world.set([approval]);
    const releaseId = await world.cut('v1-rc1');
    const { deploymentId } = await report(releaseId, 'pending');
    expect(await world.desk.client.workflow.runs({ deploymentId })).toEqual([]);
  });

  it('to unknown is told by its run how it ended', async () => {
    const { client } = world.desk;
    const releaseId = await world.cut('v1-rc1');
    await world.set([approval]);
    const input = { projectId: world.projectId, environmentId: world.production, releaseId };
    const row = await client.environment.deploy({ ...input, policy: 'aviator' });
    const { id } = await world.stands(row, 'paused');
    await report(releaseId, 'unknown');
    await client.workflow.decide({ runId: id, position: 0, approved: true });
    expect(await statusOf(row.id)).toBe('succeeded');
  });
});

describe('a deployment that a person tries again', () => {
  const retry = (id: number) =>
    world.desk.client.deployment.move({ ids: [id], to: 'pending', reason: 'Once more.' });

  it('is run again by its workflow, from the start and as the next attempt', async () => {
    await world.set([
      world.script('Deploy', 'console.log("attempt", process.env.SLIPWAY_ATTEMPT);'),
      approval,
    ]);
    const row = await world.begin();
    const first = await world.stands(row, 'paused');
    await world.desk.client.workflow.cancel({ runId: first.id });
    await retry(row.id);
    const second = await world.stands(row, 'paused');
    expect(second).toMatchObject({ attempt: 2 });
    expect(await world.output(second)).toBe('attempt 2\n');
  });

  it('stays pending where there is no workflow', async () => {
    await world.cut('v1-rc1');
    const row = await world.ended('v1-rc1', 'failed');
    await retry(row.id);
    expect(await statusOf(row.id)).toBe('pending');
    expect(await world.desk.client.workflow.runs({ deploymentId: row.id })).toEqual([]);
  });

  it('is not run while its environment is frozen, and the preview says so', async () => {
    const { client, sources } = world.desk;
    await world.set([world.script('Deploy', 'process.exit(1);')]);
    const row = await world.begin();
    await world.over(row);
    await client.freeze.create({
      name: 'Stop',
      reason: 'An incident.',
      zone: 'UTC',
      window: { kind: 'once', startsAt: sources.now(), endsAt: null },
      scope: { projects: null, environments: null, tiers: null },
    });
    await expect(retry(row.id)).rejects.toMatchObject({ code: 'conflict', details: { refusal: 'frozen' } });
    const preview = await client.deployment.previewMove({ ids: [row.id], to: 'pending' });
    expect(preview.items[0]).toMatchObject({
      event: null,
      refusal: expect.stringMatching(/frozen by “Stop”/),
    });
    expect(await statusOf(row.id)).toBe('failed');
  });

  it('that was scheduled is run at once when a person takes it before its time', async () => {
    const { client, sources } = world.desk;
    await world.set([world.script('Deploy', '')]);
    const releaseId = await world.cut('v1-rc1');
    const row = await client.environment.deploy({
      projectId: world.projectId,
      environmentId: world.production,
      releaseId,
      scheduledFor: sources.now() + 3_600_000,
    });
    await client.deployment.move({ ids: [row.id], to: 'pending' });
    expect((await world.over(row)).status).toBe('succeeded');
  });
});
