import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../support/testApp.ts';
import { commitOf, placePath, type ReleaseProject, releaseProject } from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

describe('creating a deployment', () => {
  it('answers 201 without a body, and starts the environment’s workflow', async () => {
    const { client } = world.desk;
    await client.workflow.put({
      projectId: world.projectId,
      environmentId: world.production,
      steps: [{ kind: 'approval', name: 'Look at it', question: 'Is it well?' }],
    });
    await world.cut('v1-rc1');
    const answer = await world.deploy('v1-rc1');
    expect([answer.status, answer.text]).toEqual([201, '']);
    const [shown] = await world.list();
    const kept = await client.deployment.get({ uid: shown?.id ?? '' });
    expect(kept).toMatchObject({ policy: 'aviator', source: 'gateway', commitSha: commitOf('v1-rc1') });
    expect(await client.workflow.runs({ deploymentId: kept.id })).toHaveLength(1);
  });

  it('is refused in a frozen environment, and goes through with force', async () => {
    await world.cut('v1-rc1');
    await world.freeze();
    const before = await world.state();
    const refused = await world.deploy('v1-rc1');
    expect([refused.status, refused.json]).toEqual([400, { error: 'Environment is frozen' }]);
    expect(await world.state()).toEqual({ ...before, refused: before.refused + 1 });
    expect((await world.deploy('v1-rc1', {}, 'staging')).status).toBe(201);
    expect((await world.deploy('v1-rc1', { force: true })).status).toBe(201);
  });

  it('is refused while the candidate is built, and goes through with force', async () => {
    await world.desk.client.workflow.put({
      projectId: world.projectId,
      environmentId: null,
      steps: [{ kind: 'approval', name: 'Build it', question: 'Is it built?' }],
    });
    await world.cut('v1-rc1', { trigger_build_workflow: true });
    const refused = await world.deploy('v1-rc1');
    expect([refused.status, refused.json]).toEqual([409, { error: 'Release candidate is not ready' }]);
    expect((await world.deploy('v1-rc1', { force: true })).status).toBe(201);
  });

  it('makes no second record of what is on its way, and notes it; once it has ended it is deployed anew', async () => {
    await world.cut('v1-rc1');
    expect((await world.deploy('v1-rc1')).status).toBe(201);
    const again = await world.deploy('v1-rc1');
    expect([again.status, again.text]).toEqual([201, '']);
    expect(await world.list()).toHaveLength(1);
    const { rows } = await world.desk.client.activity.list({ filter: { verb: 'environment.deploy_replay' } });
    expect(rows).toHaveLength(1);
    await world.report('v1-rc1', 'in_progress');
    await world.deploy('v1-rc1');
    expect(await world.list()).toHaveLength(1);
    await world.report('v1-rc1', 'success');
    await world.deploy('v1-rc1');
    expect(await world.list()).toHaveLength(2);
    await world.send({
      method: 'POST',
      path: placePath('deployments'),
      body: { release_candidate_version: 'v1-rc1' },
      headers: { 'idempotency-key': 'another-one' },
    });
    expect(await world.list()).toHaveLength(3);
  });

  it('says what the environment leaves', async () => {
    await world.reported('v1 success', 'v2 failure', 'v3 pending');
    expect((await world.list()).map(({ from_release_candidate_version: from }) => from)).toEqual([
      'v1-rc1',
      'v1-rc1',
      null,
    ]);
  });
});

describe('reporting a status', () => {
  it('creates what is not there without starting the workflow, also in a frozen environment', async () => {
    const { client } = world.desk;
    await client.workflow.put({
      projectId: world.projectId,
      environmentId: world.production,
      steps: [{ kind: 'approval', name: 'Look at it', question: 'Is it well?' }],
    });
    await world.cut('v1-rc1');
    await world.freeze();
    const answer = await world.report('v1-rc1', 'in_progress');
    expect([answer.status, answer.text]).toEqual([200, '']);
    const [shown] = await world.list();
    const kept = await client.deployment.get({ uid: shown?.id ?? '' });
    expect(kept).toMatchObject({ status: 'in_progress', flags: ['during_freeze'] });
    expect(kept.raw).toEqual({
      system: 'aviator',
      body: { release_candidate_version: 'v1-rc1', status: 'in_progress' },
    });
    expect(await client.workflow.runs({ deploymentId: kept.id })).toEqual([]);
  });

  it('is about the newest unfinished deployment of the candidate, else about its newest', async () => {
    await world.reported('v1 pending', 'v1 pending', 'v1 pending');
    const statuses = async () => (await world.list()).map(({ status }) => status);
    await world.report('v1-rc1', 'success');
    expect(await statuses()).toEqual(['success', 'pending', 'pending']);
    await world.report('v1-rc1', 'failure');
    expect(await statuses()).toEqual(['success', 'failure', 'pending']);
    await world.report('v1-rc1', 'canceled');
    await world.report('v1-rc1', 'error');
    expect(await statuses()).toEqual(['error', 'failure', 'canceled']);
  });

  it('finds the deployment of a candidate however many others came after it', async () => {
    const { client, sources } = world.desk;
    await world.reported('v1 failure');
    for (let n = 0; n < 120; n += 1) {
      sources.advance(MINUTE);
      await client.deployment.record({
        projectId: world.projectId,
        environmentId: world.production,
        version: `other-${n}`,
        status: 'failed',
      });
    }
    sources.advance(MINUTE);
    expect((await world.report('v1-rc1', 'in_progress')).status).toBe(200);
    const [newest] = await world.list();
    expect(newest).toMatchObject({ release_candidate_version: 'v1-rc1', status: 'in_progress' });
    expect((await client.deployment.count({})).count).toBe(121);
  });

  it('keeps the message of a failure', async () => {
    await world.cut('v1-rc1');
    await world.report('v1-rc1', 'failure', { error_message: 'No room left on the disk.' });
    expect((await world.list())[0]?.error_message).toBe('No room left on the disk.');
  });

  it('refuses what the policy of another door’s record forbids, and names both states', async () => {
    const { client } = world.desk;
    await world.cut('v1-rc1');
    const { projectId, production: environmentId } = world;
    await client.deployment.record({ projectId, environmentId, version: 'v1-rc1', policy: 'tracker' });
    const answer = await world.report('v1-rc1', 'success');
    expect([answer.status, answer.json]).toEqual([
      409,
      { error: 'Deployment #1 is pending and cannot become succeeded. Nothing was changed.' },
    ]);
    expect((await world.report('v1-rc1', 'in_progress')).status).toBe(200);
  });
});
