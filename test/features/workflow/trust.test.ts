import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../support/testApp.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const leavesTrace = () =>
  world.script('Deploy', `import { writeFileSync } from 'node:fs'; writeFileSync('trace', 'x');`);
const harmless = () => world.script('Deploy to nowhere', '');
const trace = () => existsSync(join(world.desk.folder, 'trace'));

describe('a workflow that nobody trusts on this machine', () => {
  const isRefused = async (row: { readonly id: number }) => {
    expect(await world.over(row)).toMatchObject({
      status: 'errored',
      errorMessage:
        'The workflow of v1-rc1 to prod-eu is not trusted on this machine. Nothing was run. Read what it runs in the workflow editor and trust it there, then take the run up.',
    });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'errored',
      errorMessage: expect.stringMatching(/is not trusted on this machine/),
    });
    expect(trace()).toBe(false);
  };

  it('runs nothing, says so, and is taken up once it is trusted', async () => {
    const { projectId, production } = world;
    const { client } = world.desk;
    await client.workflow.put({ projectId, environmentId: production, steps: [leavesTrace()] });
    const row = await world.begin();
    await isRefused(row);
    await world.trust();
    await client.workflow.resume({ runId: (await world.runOf(row)).id, from: 'failed_step' });
    expect(await world.over(row)).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect(trace()).toBe(true);
  });

  it('because it was changed since', async () => {
    const { projectId, production } = world;
    await world.set([harmless()]);
    const steps = [leavesTrace()];
    await world.desk.client.workflow.put({ projectId, environmentId: production, steps });
    await isRefused(await world.begin());
  });

  it('because the same steps are trusted at another place only', async () => {
    const { projectId, production, staging } = world;
    const steps = [leavesTrace()];
    await world.set(steps, staging);
    await world.desk.client.workflow.put({ projectId, environmentId: production, steps });
    await isRefused(await world.begin());
  });

  it('because trust was taken back', async () => {
    const { projectId, production } = world;
    const { client } = world.desk;
    await world.set([leavesTrace()]);
    const place = { projectId, environmentId: production };
    const { hash } = await client.workflow.trust(place);
    await client.workflow.setTrust({ ...place, hash: hash ?? '', trusted: false });
    await isRefused(await world.begin());
  });

  it('because the file comes from another machine', async () => {
    await world.set([{ kind: 'approval', name: 'Look at it' }, leavesTrace()]);
    const row = await world.begin();
    const run = await world.stands(row, 'paused');
    const { app, client, folder, sources } = world.desk;
    // The run is at the approval a moment before the job that brought it there is over.
    for (const job of await client.job.list()) await app.jobEnded(job.id);
    await app.close();
    // Settings and secrets are this machine's: another application over the same file has none of them.
    world = world.across(await testApp({ folder, sources }));
    await world.desk.client.workflow.decide({ runId: run.id, position: 0, approved: true });
    await isRefused(row);
  });

  it('cannot be trusted as something else than it is', async () => {
    const { projectId, production } = world;
    const { client } = world.desk;
    const place = { projectId, environmentId: production };
    await client.workflow.put({ ...place, steps: [harmless()] });
    const { hash } = await client.workflow.trust(place);
    await client.workflow.put({ ...place, steps: [leavesTrace()] });
    await expect(
      client.workflow.setTrust({ ...place, hash: hash ?? '', trusted: true }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await client.workflow.trust(place)).trusted).toBe(false);
  });
});

describe('the workflows of a project', () => {
  it('are told apart by what this machine may run, in one answer', async () => {
    const { projectId, production, staging } = world;
    const { client } = world.desk;
    await world.set([leavesTrace()], staging);
    await client.workflow.put({ projectId, environmentId: production, steps: [leavesTrace()] });
    await client.workflow.put({
      projectId,
      environmentId: null,
      steps: [{ kind: 'approval', name: 'Look at it' }],
    });
    const told = await client.workflow.trusted({ projectId });
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        { environmentId: staging, trusted: true },
        { environmentId: production, trusted: false },
        { environmentId: null, trusted: true },
      ]),
    );
    await client.workflow.put({ projectId, environmentId: staging, steps: [harmless()] });
    expect(await client.workflow.trusted({ projectId })).toContainEqual({
      environmentId: staging,
      trusted: false,
    });
  });
});

describe('a file that a command runs', () => {
  it('is named where the command is trusted, when it is there, for it needs no new trust when it changes', async () => {
    const { projectId, production, desk } = world;
    const { folder } = desk;
    writeFileSync(join(folder, 'deploy.sh'), 'echo deployed');
    const command = (name: string, argv: string[], shell = false) =>
      ({ kind: 'command', name, argv, folder, shell }) as const;
    await world.set([
      command('Handed to a shell', ['bash', '-e', 'deploy.sh', 'eu']),
      command('By its path', [join(folder, 'deploy.sh')]),
      command('In a script', ['cd . && ./deploy.sh --all; sh gone.sh'], true),
      command('Only a program', ['git', 'push']),
      { kind: 'approval', name: 'Look at it' },
    ]);
    const place = { projectId, environmentId: production };
    const before = await desk.client.workflow.trust(place);
    expect(before.scripts).toEqual([['deploy.sh'], [join(folder, 'deploy.sh')], ['./deploy.sh'], [], []]);
    writeFileSync(join(folder, 'deploy.sh'), 'echo something else');
    expect(await desk.client.workflow.trust(place)).toEqual({ ...before, trusted: true });
  });
});

describe('a secret that is not on this machine', () => {
  it('keeps a workflow from running, by name, until it is set', async () => {
    const { projectId } = world;
    const { client } = world.desk;
    const environment = [{ name: 'TOKEN', value: '{{secret.deploy}}' }];
    await world.set([{ ...leavesTrace(), environment }]);
    const row = await world.begin();
    expect(await world.over(row)).toMatchObject({
      status: 'errored',
      errorMessage:
        'The secret deploy is not on this machine. Nothing was run. Set it in the workflow editor, then take the run up.',
    });
    expect(trace()).toBe(false);
    await client.workflow.setSecret({ projectId, slot: 'deploy', value: 'hunter2hunter2' });
    await client.workflow.resume({ runId: (await world.runOf(row)).id, from: 'failed_step' });
    expect((await world.over(row)).status).toBe('succeeded');
  });
});
