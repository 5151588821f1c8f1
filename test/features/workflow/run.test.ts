import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const say = (text: string) => `console.log(${JSON.stringify(text)});`;
const approval = { kind: 'approval', name: 'Look at it', question: 'Is it well?' } as const;

describe('a workflow', () => {
  it('runs its steps in order, each told the facts by its environment and templates', async () => {
    const facts = `
      const known = Object.entries(process.env).filter(([name]) => name.startsWith('SLIPWAY_'));
      console.log(JSON.stringify(Object.fromEntries(known)));`;
    const greet = world.script('Greet', 'console.log(process.argv.slice(2).join(" "), process.env.WHERE);');
    await world.set([
      world.script('Facts', facts),
      {
        ...greet,
        argv: [...greet.argv, '{{candidate}}', '{{release}}', '{{fromVersion}}'],
        environment: [{ name: 'WHERE', value: 'to {{environment}}' }],
      },
    ]);
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded');
    const row = await world.begin('v2-rc3');
    const run = await world.over(row);
    expect(run).toMatchObject({ status: 'succeeded', attempt: 1, errorMessage: null });
    const [told = '', greeted] = (await world.output(run)).split('\n');
    expect(JSON.parse(told)).toMatchObject({
      SLIPWAY_PROJECT: 'payments',
      SLIPWAY_REPOSITORY: 'acme/payments',
      SLIPWAY_RELEASE: 'v2',
      SLIPWAY_CANDIDATE: 'v2-rc3',
      SLIPWAY_CANDIDATE_NUMBER: '3',
      SLIPWAY_COMMIT: row.commitSha,
      SLIPWAY_ENVIRONMENT: 'prod-eu',
      SLIPWAY_TIER: 'production',
      SLIPWAY_FROM_VERSION: 'v1-rc1',
      SLIPWAY_DEPLOYMENT: row.uid,
      SLIPWAY_DEPLOYMENT_NUMBER: String(row.number),
      SLIPWAY_ATTEMPT: '1',
      SLIPWAY_IS_ROLLBACK: 'false',
      SLIPWAY_ACTOR: 'mira.solberg',
      SLIPWAY_STEP: 'Facts',
    });
    expect(greeted).toBe('v2-rc3 v2 v1-rc1 to prod-eu');
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'succeeded',
      steps: [
        { name: 'Facts', status: 'succeeded' },
        { name: 'Greet', status: 'succeeded' },
      ],
    });
  });

  it('masks a secret in its output, in the sentence on its failure and in the record', async () => {
    const { client } = world.desk;
    await client.workflow.setSecret({
      projectId: world.projectId,
      slot: 'deploy',
      value: 'hunter2hunter2',
    });
    const source = `
      process.stdout.write('my secret is hunter2');
      setTimeout(() => { process.stdout.write('hunter2, keep it\\n'); process.exit(4); }, 300);`;
    await world.set([
      world.script('Leak', source, { environment: [{ name: 'TOKEN', value: '{{secret.deploy}}' }] }),
    ]);
    const row = await world.begin();
    const run = await world.over(row);
    expect(await world.output(run)).toBe('my secret is •••, keep it\n');
    const { rows } = await client.activity.list({});
    const detail = await client.workflow.run({ id: run.id });
    expect(JSON.stringify([rows, detail, await client.deployment.get({ id: row.id })])).not.toContain(
      'hunter2',
    );
  });

  it('waits for a person, who approves it', async () => {
    await world.set([world.script('Deploy', say('done')), approval]);
    const row = await world.begin();
    const run = await world.stands(row, 'paused');
    const { client } = world.desk;
    expect(await client.workflow.run({ id: run.id })).toMatchObject({
      approval: { position: 1, question: 'Is it well?' },
      waitsUntil: null,
    });
    expect(await client.deployment.get({ id: row.id })).toMatchObject({ status: 'in_progress' });
    await client.workflow.decide({ runId: run.id, position: 1, approved: true });
    expect(await client.workflow.run({ id: run.id })).toMatchObject({
      status: 'succeeded',
      tries: [{ position: 0 }, { position: 1, status: 'succeeded', person: 'mira.solberg' }],
    });
    expect(await client.deployment.get({ id: row.id })).toMatchObject({
      status: 'succeeded',
      steps: [{ name: 'Deploy' }, { name: 'Look at it', status: 'succeeded', kind: 'waiting' }],
    });
    await expect(
      client.workflow.decide({ runId: run.id, position: 1, approved: true }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('fails when a person refuses a step, who must say why', async () => {
    await world.set([approval, world.script('Deploy', say('never'))]);
    const row = await world.begin();
    const { id } = await world.stands(row, 'paused');
    const { client } = world.desk;
    const refusal = { runId: id, position: 0, approved: false };
    await expect(client.workflow.decide(refusal)).rejects.toMatchObject({ code: 'invalid_input' });
    await client.workflow.decide({ ...refusal, reason: 'The graphs are red.' });
    expect(await client.deployment.get({ id: row.id })).toMatchObject({
      status: 'failed',
      errorMessage: 'Look at it: mira.solberg refused it: The graphs are red.',
      steps: [
        { name: 'Look at it', status: 'failed' },
        { name: 'Deploy', status: 'skipped' },
      ],
    });
    expect(await world.output({ id })).toBe('');
  });

  it('waits for its time, then goes on by itself', async () => {
    await world.set([{ kind: 'wait', name: 'Bake', seconds: 3600 }, world.script('Verify', say('well'))]);
    const row = await world.begin();
    const { id } = await world.stands(row, 'paused');
    const { client } = world.desk;
    const { sources } = world.desk;
    const until = sources.now() + 3_600_000;
    expect(await client.workflow.run({ id })).toMatchObject({ approval: null, waitsUntil: until });
    sources.advance(3_599_000);
    await world.desk.app.runDue();
    expect((await world.runOf(row)).status).toBe('paused');
    sources.advance(1_000);
    await world.desk.app.runDue();
    expect(await world.over(row)).toMatchObject({ status: 'succeeded', startedAt: row.triggeredAt });
    expect(await world.output({ id })).toBe('well\n');
  });

  it('tries a step again by its rule, keeps each try, and says how the last ended', async () => {
    const count = `
      import { appendFileSync, readFileSync } from 'node:fs';
      appendFileSync('tries', 'x');
      const tried = readFileSync('tries', 'utf8').length;
      console.log('try', tried);
      process.exit(tried < 3 ? 7 : 0);`;
    await world.set([world.script('Flaky', count, { retry: { times: 2, waitSeconds: 0 } })]);
    const row = await world.begin();
    const run = await world.over(row);
    expect(run.status).toBe('succeeded');
    expect((await world.desk.client.workflow.run({ id: run.id })).tries).toMatchObject([
      { try: 1, status: 'failed', exitCode: 7, errorMessage: 'The command ended with exit code 7.' },
      { try: 2, status: 'failed', exitCode: 7 },
      { try: 3, status: 'succeeded', exitCode: 0, errorMessage: null },
    ]);
    expect(await world.output(run)).toBe('try 1\ntry 2\ntry 3\n');
  });

  it('ends at the first step that fails, as often as it was tried, and names it', async () => {
    await world.set([
      world.script('Deploy', 'process.exit(3);', { retry: { times: 1, waitSeconds: 0 } }),
      world.script('Verify', say('never')),
    ]);
    const row = await world.begin();
    const run = await world.over(row);
    expect(run).toMatchObject({ status: 'failed', position: 0 });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'failed',
      errorMessage: 'Deploy: The command ended with exit code 3. Its output says why.',
      steps: [
        { name: 'Deploy', status: 'failed', note: 'Try 2. The command ended with exit code 3.' },
        { name: 'Verify', status: 'skipped' },
      ],
    });
  });

  it.each([
    ['no such program', { argv: ['slipway-no-such-program'] }, /There is no program slipway-no-such-program/],
    [
      'no such program by the name that is filled in',
      { argv: ['/slipway/{{candidate}}/{{step}}'] },
      /There is no program \/slipway\/v1-rc1\/Deploy on this machine/,
    ],
    ['no such folder', { folder: '/slipway/no/such' }, /The working folder \/slipway\/no\/such is not there/],
  ])('is errored, not failed, where there is %s', async (_name, more, words) => {
    await world.set([world.script('Deploy', '', more)]);
    const row = await world.begin();
    const run = await world.over(row);
    expect(run).toMatchObject({ status: 'errored', errorMessage: expect.stringMatching(words) });
    expect(await world.desk.client.deployment.get({ id: row.id })).toMatchObject({
      status: 'errored',
      errorMessage: expect.stringMatching(words),
    });
  });

  it('fails a step that never ends when its time is up', async () => {
    await world.set([world.script('Hang', 'setInterval(() => {}, 1000);', { timeoutSeconds: 1 })]);
    const row = await world.begin();
    const run = await world.over(row);
    expect(run).toMatchObject({
      status: 'failed',
      errorMessage: expect.stringMatching(/had not ended after 1s/),
    });
  });

  it('runs one deployment of an environment after the other, in their order', async () => {
    const record = `
      import { appendFileSync } from 'node:fs';
      appendFileSync('order', process.env.SLIPWAY_CANDIDATE + ' ');
      setTimeout(() => appendFileSync('order', 'end '), 150);`;
    await world.set([world.script('Deploy', record), world.script('Say', say('done'))]);
    const [first, second] = [await world.cut('v1-rc1'), await world.cut('v2-rc1')];
    const rows = [await world.deploy(first), await world.deploy(second)] as const;
    await world.over(rows[1]);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${world.desk.folder}/order`, 'utf8')).toBe('v1-rc1 end v2-rc1 end ');
    expect((await world.runOf(rows[0])).status).toBe('succeeded');
  });

  it('keeps the steps that it began with when the workflow is changed meanwhile', async () => {
    await world.set([approval, world.script('Deploy', say('as it was'))]);
    const row = await world.begin();
    const { id } = await world.stands(row, 'paused');
    await world.set([world.script('Other', say('as it is now'))]);
    await world.desk.client.workflow.decide({ runId: id, position: 0, approved: true });
    await world.over(row);
    expect(await world.output({ id })).toBe('as it was\n');
  });
});

describe('a build of a candidate', () => {
  const cut = (version: string) =>
    world.desk.client.candidate.cut({
      projectId: world.projectId,
      version,
      commit: 'a'.repeat(40),
      build: true,
    });
  const buildOf = async (id: number) => (await world.desk.client.candidate.get({ id })).build;

  it.each([
    ['', 'ready'],
    ['process.exit(1);', 'failed'],
  ])('that runs %j is %s, and can be deployed only when it is ready', async (then, build) => {
    await world.set([world.script('Wait', `setTimeout(() => { ${then} }, 200);`)], null);
    const candidate = await cut('v1-rc1');
    expect(candidate.build).toBe('pending');
    await until(async () => (await buildOf(candidate.id)) === 'in_progress', 'the build');
    await expect(world.deploy(candidate.id)).rejects.toMatchObject({ details: { refusal: 'not_ready' } });
    await until(async () => (await buildOf(candidate.id)) === build, 'its end');
    const deployed = world.deploy(candidate.id);
    if (build === 'ready') expect((await deployed).status).toBe('pending');
    else await expect(deployed).rejects.toMatchObject({ details: { refusal: 'not_ready' } });
  });

  it('is canceled, taken up again and ready, and an unready one is deployed by force', async () => {
    const { client } = world.desk;
    await world.set([approval], null);
    const candidate = await cut('v1-rc1');
    const runs = () => client.workflow.runs({ candidateId: candidate.id });
    await until(async () => (await runs())[0]?.status === 'paused', 'the question');
    const input = { projectId: world.projectId, environmentId: world.production, releaseId: candidate.id };
    const row = await client.environment.deploy({
      ...input,
      force: { freezeIds: [], reason: 'The pipeline is down.' },
    });
    expect(row.flags).toEqual(['forced']);
    await client.workflow.cancel({ runId: (await runs())[0]?.id ?? 0, reason: 'Wrong commit.' });
    expect(await buildOf(candidate.id)).toBe('canceled');
    expect((await runs())[0]).toMatchObject({ status: 'canceled', errorMessage: 'Wrong commit.' });
    await client.workflow.resume({ runId: (await runs())[0]?.id ?? 0, from: 'start' });
    await until(async () => (await runs())[0]?.status === 'paused', 'the question again');
    await client.workflow.decide({ runId: (await runs())[0]?.id ?? 0, position: 0, approved: true });
    expect(await buildOf(candidate.id)).toBe('ready');
    expect(await runs()).toMatchObject([{ attempt: 2 }, { attempt: 1, status: 'canceled' }]);
  });
});
