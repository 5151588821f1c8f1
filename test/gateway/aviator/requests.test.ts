import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HASH, placePath, REPO, type ReleaseProject, releasePath, releaseProject } from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const deployments = placePath('deployments');

describe('what is wrong with a request', () => {
  it('is told with an unknown project as with an unknown environment, where no other text is documented', async () => {
    await world.cut('v1-rc1');
    const body = { release_candidate_version: 'v1-rc1', status: 'success' };
    for (const method of ['POST', 'PATCH']) {
      for (const path of [
        placePath('deployments', 'prod-eu', 'nobody'),
        placePath('deployments', 'PROD-EU'),
      ]) {
        const answer = await world.send({ method, path, body });
        expect([answer.status, answer.json]).toEqual([404, { error: 'Release environment not found' }]);
      }
    }
  });

  it('is an environment that the project does not deploy to', async () => {
    await world.desk.client.environment.create({ name: 'canary', tier: 'staging' });
    await world.cut('v1-rc1');
    for (const answer of [
      await world.deploy('v1-rc1', {}, 'canary'),
      await world.report('v1-rc1', 'success', {}, 'canary'),
      await world.rollback({}, 'canary'),
    ]) {
      expect([answer.status, answer.json]).toEqual([404, { error: 'Release environment not found' }]);
    }
  });

  it('is a candidate that nobody cut, told apart by upper and lower case', async () => {
    await world.cut('v1-rc1');
    for (const version of ['v1-rc2', 'V1-rc1']) {
      for (const answer of [await world.deploy(version), await world.report(version, 'success')]) {
        expect([answer.status, answer.json]).toEqual([404, { error: 'Release not found' }]);
      }
    }
  });

  it('is looked for in the order: body, project and environment, candidate', async () => {
    const nowhere = placePath('deployments', 'nowhere');
    const ask = async (path: string, body: object) =>
      (await world.send({ method: 'PATCH', path, body })).json.error;
    const version = { release_candidate_version: 'v9-rc1' };
    expect(await ask(nowhere, { release_candidate_version: 'v9', status: 'exploded' })).toBe(
      'Invalid release candidate version',
    );
    expect(await ask(nowhere, { ...version, status: 'exploded' })).toBe('Invalid deployment status');
    expect(await ask(nowhere, { ...version, status: 'success' })).toBe('Release environment not found');
    expect(await ask(deployments, { ...version, status: 'success' })).toBe('Release not found');
  });

  it.each([
    { path: releasePath('v1-rc1'), body: { repo: 5, commit: HASH }, error: 'repo: must be a text' },
    { path: releasePath('v1-rc1'), body: { repo: REPO, commit: 1234567 }, error: 'commit: must be a text' },
    {
      path: releasePath('v1-rc1'),
      body: { repo: REPO, commit: HASH, trigger_build_workflow: 'true' },
      error: 'trigger_build_workflow: must be true or false',
    },
    {
      path: deployments,
      body: { release_candidate_version: 1 },
      error: 'release_candidate_version: must be a text',
    },
    {
      path: deployments,
      body: { release_candidate_version: 'v1-rc1', force: 'true' },
      error: 'force: must be true or false',
    },
    { path: deployments, body: {}, error: 'Invalid release candidate version' },
    { path: deployments, body: '[1]', error: 'Invalid JSON body' },
    { path: deployments, body: 'null', error: 'Invalid JSON body' },
    { path: deployments, body: '{', error: 'Invalid JSON body' },
    { path: deployments, body: '', error: 'Invalid JSON body' },
    { path: deployments, body: undefined, error: 'Invalid JSON body' },
  ])('is named: $body', async ({ path, body, error }) => {
    const answer = await world.send({ method: 'POST', path, body });
    expect([answer.status, answer.json]).toEqual([400, { error }]);
  });

  it.each(['exploded', 'SUCCESS', 'succeeded', '', undefined, null])('is the status %j', async (status) => {
    await world.cut('v1-rc1');
    const answer = await world.send({
      method: 'PATCH',
      path: deployments,
      body: { release_candidate_version: 'v1-rc1', status },
    });
    expect([answer.status, answer.json]).toEqual([400, { error: 'Invalid deployment status' }]);
    expect(await world.list()).toEqual([]);
  });

  it('is a token that may not do it', async () => {
    await world.cut('v1-rc1');
    const body = { release_candidate_version: 'v1-rc1', status: 'pending' };
    const read = await world.token('aviator:read', 'tracker:admin');
    const report = await world.token('aviator:report');
    const as = async (token: string, method: string, path: string) =>
      (await world.send({ method, path, token, ...(method === 'GET' ? {} : { body }) })).status;
    expect([await as(read, 'GET', deployments), await as(report, 'GET', deployments)]).toEqual([200, 200]);
    expect([await as(read, 'PATCH', deployments), await as(report, 'PATCH', deployments)]).toEqual([
      403, 200,
    ]);
    for (const path of [deployments, placePath('rollback'), releasePath('v2-rc1')]) {
      expect([path, await as(report, 'POST', path)]).toEqual([path, 403]);
    }
  });
});

describe('the documentation', () => {
  it('shows the five operations under their scopes', async () => {
    const { json } = await world.send({ method: 'GET', path: '/openapi.json' });
    const own = Object.entries(json.paths as Record<string, Record<string, { description: string }>>)
      .filter(([path]) => path.startsWith('/api/releases/'))
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, { description }]) => `${method} ${path}: ${description}`),
      );
    const environment = '/api/releases/{project_name}/environments/{env_name}';
    expect(own.toSorted()).toEqual(
      [
        `get ${environment}/deployments: Needs the scope aviator:read.`,
        `patch ${environment}/deployments: Needs the scope aviator:report.`,
        'post /api/releases/{project_name}/releases/{release_candidate_version}: Needs the scope aviator:admin.',
        `post ${environment}/deployments: Needs the scope aviator:admin.`,
        `post ${environment}/rollback: Needs the scope aviator:admin.`,
      ].toSorted(),
    );
  });
});
