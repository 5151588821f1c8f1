import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../support/testApp.ts';
import { placePath, type ReleaseProject, releaseProject } from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const path = placePath('deployments');
const ask = async (query: string) => world.send({ method: 'GET', path: path + query });
const versionsOn = async (query: string): Promise<string[]> =>
  (await ask(query)).json.map(
    ({ release_candidate_version: version }: { release_candidate_version: string }) => version,
  );

/** Records of versions v1 to vN, the last one the newest. */
async function recorded(count: number) {
  const { desk, projectId, production: environmentId } = world;
  for (let n = 1; n <= count; n += 1) {
    desk.sources.advance(MINUTE);
    await desk.client.deployment.record({ projectId, environmentId, version: `v${n}`, status: 'failed' });
  }
}
const newest = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => `v${from - n}`);

describe('the list of an environment’s deployments', () => {
  it('is an empty array where nothing was deployed', async () => {
    const answer = await ask('');
    expect([answer.status, answer.text]).toEqual([200, '[]']);
  });

  it.each([
    { query: '', from: 23, to: 14 },
    { query: '?page=1', from: 23, to: 14 },
    { query: '?page=2', from: 13, to: 4 },
    { query: '?page=3', from: 3, to: 1 },
    { query: '?page=4', from: 0, to: 1 },
    { query: '?page=99999999999999999999999', from: 0, to: 1 },
    { query: '?page=0', from: 23, to: 14 },
    { query: '?page=-3', from: 23, to: 14 },
    { query: '?per_page=5&page=2', from: 18, to: 14 },
    { query: '?per_page=5&page=5', from: 3, to: 1 },
    { query: '?per_page=0', from: 23, to: 23 },
    { query: '?per_page=-1&page=2', from: 22, to: 22 },
    { query: '?per_page=23', from: 23, to: 1 },
    { query: '?per_page=23&page=2', from: 0, to: 1 },
    { query: '?per_page=100', from: 23, to: 1 },
    { query: '?per_page=101', from: 23, to: 1 },
    { query: '?other=1', from: 23, to: 14 },
  ])('answers $query with the newest but those on the pages before', async ({ query, from, to }) => {
    await recorded(23);
    expect(await versionsOn(query)).toEqual(newest(from, to));
  });

  it('has at most a hundred on a page', async () => {
    await recorded(103);
    expect(await versionsOn('?per_page=1000')).toEqual(newest(103, 4));
    expect(await versionsOn('?per_page=1000&page=2')).toEqual(newest(3, 1));
  });

  it('meets every deployment once on its way through pages of any size', async () => {
    await recorded(23);
    for (const size of [1, 2, 3, 7, 11, 12, 22]) {
      const seen: string[] = [];
      for (let page = 1; page <= Math.ceil(23 / size) + 1; page += 1) {
        seen.push(...(await versionsOn(`?per_page=${size}&page=${page}`)));
      }
      expect([size, seen]).toEqual([size, newest(23, 1)]);
    }
  });

  it.each([
    { query: '?page=two', error: 'page: must be a whole number' },
    { query: '?page=', error: 'page: must be a whole number' },
    { query: '?per_page=1.5', error: 'per_page: must be a whole number' },
    { query: '?page=1&page=2', error: 'page: must be given once' },
  ])('refuses $query', async ({ query, error }) => {
    const answer = await ask(query);
    expect([answer.status, answer.json]).toEqual([400, { error }]);
  });

  it('puts a deployment that is tried again before those that were triggered meanwhile', async () => {
    await world.reported('v1 failure', 'v2 success');
    world.desk.sources.advance(MINUTE);
    await world.report('v1-rc1', 'in_progress');
    expect(await versionsOn('')).toEqual(['v1-rc1', 'v2-rc1']);
  });

  it('holds the deployments of this project in this environment alone', async () => {
    const { client } = world.desk;
    await recorded(1);
    const { projectId, staging, production } = world;
    await client.deployment.record({ projectId, environmentId: staging, version: 'elsewhere' });
    const other = await client.project.create({ name: 'other', environmentIds: [production] });
    await client.deployment.record({
      projectId: other.id,
      environmentId: production,
      version: 'another’s',
    });
    expect(await versionsOn('')).toEqual(['v1']);
  });

  it('knows people by their e-mail, and is silent about those without one', async () => {
    const { client } = world.desk;
    await world.cut('v1-rc1');
    await world.cut('v2-rc1');
    const { secret } = await client.token.create({
      name: 'deploys',
      personName: 'Mira Solberg',
      email: 'mira@example.com',
      scopes: ['aviator:admin'],
    });
    const post = (version: string, token: string) =>
      world.send({ method: 'POST', path, body: { release_candidate_version: version }, token });
    await post('v1-rc1', secret);
    await post('v2-rc1', world.secret);
    const { json } = await ask('');
    expect(json.map(({ actor }: { actor: string | null }) => actor)).toEqual([null, 'mira@example.com']);
  });

  it('says when an attempt was triggered, and when it ended', async () => {
    const { sources } = world.desk;
    const triggered = sources.now() + MINUTE;
    await world.reported('v1 pending');
    sources.advance(MINUTE);
    await world.report('v1-rc1', 'in_progress');
    sources.advance(MINUTE);
    await world.report('v1-rc1', 'success');
    expect(await world.list()).toMatchObject([
      {
        deploy_start_at: new Date(triggered).toISOString(),
        deploy_end_at: new Date(triggered + 2 * MINUTE).toISOString(),
      },
    ]);
  });

  it('follows an environment that is renamed, for past deployments as well', async () => {
    const { client } = world.desk;
    await recorded(1);
    await client.environment.update({ id: world.production, name: 'prod-west' });
    expect((await ask('')).json).toEqual({ error: 'Release environment not found' });
    expect(await world.list('prod-west')).toMatchObject([{ environment_name: 'prod-west' }]);
  });
});
