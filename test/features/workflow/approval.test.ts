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

const asking = (question: string) => ({ kind: 'approval', name: 'Look at it', question }) as const;

describe('an approval', () => {
  it('asks about the version and the place that the run is for, as the dry run showed it', async () => {
    const { client } = world.desk;
    const { projectId, production: environmentId } = world;
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded');
    const steps = [
      asking('{{step}}: does {{candidate}} do well in {{environment}}, where {{fromVersion}} ran?'),
    ];
    await world.set(steps);
    const candidateId = await world.cut('v2-rc1');
    const row = await world.deploy(candidateId);
    const { id } = await world.stands(row, 'paused');
    const question = 'Look at it: does v2-rc1 do well in prod-eu, where v1-rc1 ran?';
    expect(await client.workflow.run({ id })).toMatchObject({ approval: { position: 0, question } });
    const dry = await client.workflow.dryRun({ projectId, environmentId, steps, candidateId });
    expect(dry.steps[0]?.lines).toEqual([{ label: 'Asks', text: question }]);
  });

  it('needs nobody’s trust where nothing else is run', async () => {
    const { client } = world.desk;
    const place = { projectId: world.projectId, environmentId: world.production };
    await client.workflow.put({ ...place, steps: [asking('')] });
    expect(await client.workflow.trust(place)).toMatchObject({ trusted: true });
    await client.workflow.put({ ...place, steps: [asking(''), world.script('Say', '')] });
    expect(await client.workflow.trust(place)).toMatchObject({ trusted: false });
  });

  it('needs attention in the overview until somebody decides, and is never stuck', async () => {
    const { client } = world.desk;
    const { projectId, production: environmentId } = world;
    for (const version of ['v1-rc1', 'v2-rc1', 'v3-rc1', 'v4-rc1', 'v5-rc1', 'v6-rc1']) {
      await world.cut(version);
      await world.ended(version, 'succeeded');
    }
    await world.set([asking('Is {{candidate}} well?')]);
    const row = await world.begin('v7-rc1');
    const { id } = await world.stands(row, 'paused');
    world.desk.sources.advance(24 * 60 * 60 * 1000);
    const attention = async (project = projectId) =>
      (await client.overview.read({ projectId: project })).attention;
    expect(await attention()).toMatchObject([
      { why: 'asked', sentence: 'Is v7-rc1 well?', deployment: { id: row.id, environmentId } },
    ]);
    expect(await attention(projectId + 1)).toEqual([]);
    await client.workflow.decide({ runId: id, position: 0, approved: true });
    expect(await attention()).toEqual([]);
  });

  it.each([
    ['a placeholder that nothing is known for', 'Is {{cluster}} well?', /\{\{cluster\}\} is not known/],
    ['a secret', 'Is {{secret.token}} still good?', /no secret is filled in/],
  ])('does not take %s into its question', async (_what, question, message) => {
    const { client } = world.desk;
    const { projectId, production: environmentId } = world;
    await expect(
      client.workflow.put({ projectId, environmentId, steps: [asking(question)] }),
    ).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
  });
});

describe('the repository of a project', () => {
  it.each([
    ['git@github.com:Acme/payments.git', 'Acme/payments'],
    ['https://github.com/Acme/payments', 'Acme/payments'],
    ['Acme/payments', 'Acme/payments'],
  ])('written as %s is handed to a step as %s', async (repository, told) => {
    const { client } = world.desk;
    const { projectId, production: environmentId } = world;
    await client.project.update({ id: projectId, repository });
    const step = world.script('Say', '');
    const steps = [{ ...step, argv: ['echo', '{{repository}}'] }];
    const dry = await client.workflow.dryRun({ projectId, environmentId, steps });
    expect(dry.steps[0]?.lines[0]).toEqual({ label: 'Runs', text: `echo ${told}` });
  });
});
