import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../support/testApp.ts';
import { placePath, type ReleaseProject, releaseProject, type Word } from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

type Step = `${string} ${Word}`;
const NOTHING = { error: 'No previous deployment to roll back from' };
const FROZEN = { error: 'Environment is frozen' };
const to = (release: string, from: string) => ({
  release_version: release,
  release_candidate_version: `${release}-rc1`,
  from_release_version: from,
  from_release_candidate_version: `${from}-rc1`,
  status: 'pending',
});

/** The versions and statuses of the environment, the oldest first. */
const pastNow = async () =>
  (await world.list())
    .toReversed()
    .map(({ release_candidate_version, status }) => `${release_candidate_version} ${status}`);

describe('the vectors of a rollback', () => {
  it.each<{ history: readonly Step[] }>([
    { history: [] },
    { history: ['v1 success'] },
    { history: ['v1 failure'] },
    { history: ['v1 failure', 'v2 pending'] },
  ])('$history: there is nothing to go back to, and nothing is canceled', async ({ history }) => {
    await world.reported(...history);
    const before = await world.state();
    const answer = await world.rollback();
    expect([answer.status, answer.json]).toEqual([404, NOTHING]);
    expect(await world.state()).toEqual({ ...before, refused: before.refused + 1 });
  });

  it.each<{ history: readonly Step[]; target: string; from: string }>([
    { history: ['v1 success', 'v2 success'], target: 'v1', from: 'v2' },
    { history: ['v1 success', 'v2 failure'], target: 'v1', from: 'v1' },
    { history: ['v1 success', 'v2 error'], target: 'v1', from: 'v1' },
    { history: ['v1 success', 'v2 failure', 'v3 success'], target: 'v1', from: 'v3' },
    { history: ['v1 success', 'v2 success', 'v3 failure'], target: 'v2', from: 'v2' },
    { history: ['v1 success', 'v2 success', 'v3 canceled'], target: 'v2', from: 'v2' },
    { history: ['v1 success', 'v2 success', 'v2 success'], target: 'v1', from: 'v2' },
    { history: ['v1 success', 'v2 success', 'v2 failure'], target: 'v2', from: 'v2' },
  ])('$history: back to $target, from $from', async ({ history, target, from }) => {
    await world.reported(...history);
    const before = await pastNow();
    const answer = await world.rollback({});
    expect([answer.status, answer.json]).toEqual([201, expect.objectContaining(to(target, from))]);
    expect(await pastNow()).toEqual([...before, `${target}-rc1 pending`]);
    expect((await world.list())[0]).toEqual(answer.json);
  });

  it.each<{ active: Word; first: Word }>([
    { active: 'pending', first: 'canceled' },
    { active: 'in_progress', first: 'canceled' },
    { active: 'unknown', first: 'canceled' },
    { active: 'canceling', first: 'canceling' },
  ])('v1 and v2 succeeded, v3 is $active: back to v2, and v3 is $first first', async ({ active, first }) => {
    await world.reported('v1 success', 'v2 success', `v3 ${active}`);
    const { status, json } = await world.rollback();
    expect([status, json]).toEqual([201, expect.objectContaining(to('v2', 'v2'))]);
    expect(await pastNow()).toEqual([
      'v1-rc1 success',
      'v2-rc1 success',
      `v3-rc1 ${first}`,
      'v2-rc1 pending',
    ]);
    const [, third] = await world.list();
    expect(third?.error_message).toBe(first === 'canceled' ? 'Canceled by rollback #4 to v2-rc1.' : null);
  });

  it('goes forward again by a second rollback, because that did run before', async () => {
    await world.reported('v1 success', 'v2 success', 'v3 success');
    expect((await world.rollback()).json).toMatchObject(to('v2', 'v3'));
    world.desk.sources.advance(HOUR);
    await world.report('v2-rc1', 'success');
    expect(await pastNow()).toEqual(['v1-rc1 success', 'v2-rc1 success', 'v3-rc1 success', 'v2-rc1 success']);
    expect((await world.rollback()).json).toMatchObject(to('v3', 'v2'));
  });

  it('passes over what is marked bad', async () => {
    const { desk, projectId, production } = world;
    await world.reported('v1 success');
    desk.sources.advance(HOUR);
    await desk.client.deployment.record({
      projectId,
      environmentId: production,
      version: 'v2-rc1',
      status: 'succeeded',
      flags: ['marked_bad'],
    });
    await world.reported('v3 success');
    expect((await world.rollback()).json).toMatchObject(to('v1', 'v3'));
  });

  it('is refused in a frozen environment and changes nothing, and goes through with force', async () => {
    await world.reported('v1 success', 'v2 success');
    await world.freeze();
    const before = await world.state();
    for (const body of [undefined, {}, { force: false }, { force: null }]) {
      const answer = await world.rollback(body);
      expect([answer.status, answer.json]).toEqual([400, FROZEN]);
    }
    expect(await world.state()).toEqual({ ...before, refused: before.refused + 4 });
    const forced = await world.rollback({ force: true });
    expect([forced.status, forced.json]).toEqual([201, expect.objectContaining(to('v1', 'v2'))]);
    const { flags } = await world.desk.client.deployment.get({ uid: forced.json.id });
    expect(flags).toEqual(['rollback', 'forced', 'during_freeze']);
  });
});

describe('a rollback over the gateway', () => {
  it('answers the eleven fields of the deployment that it made', async () => {
    await world.reported('2024.08.27-2 success', 'v2 success');
    const token = await world.token('aviator:admin');
    const { json } = await world.send({ method: 'POST', path: placePath('rollback'), token });
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      environment_name: 'prod-eu',
      release_version: '2024.08.27-2',
      release_candidate_version: '2024.08.27-2-rc1',
      from_release_version: 'v2',
      from_release_candidate_version: 'v2-rc1',
      status: 'pending',
      actor: null,
      deploy_start_at: new Date(world.desk.sources.now()).toISOString(),
      deploy_end_at: null,
      error_message: null,
    });
  });

  it('needs no body, also where the client names a type', async () => {
    await world.reported('v1 success', 'v2 success');
    const headers = { 'content-type': 'application/json' };
    const answer = await world.send({ method: 'POST', path: placePath('rollback'), headers });
    expect(answer.status).toBe(201);
  });

  it.each([
    { body: '{"force":', error: 'Invalid JSON body' },
    { body: '[]', error: 'Invalid JSON body' },
    { body: { force: 'yes' }, error: 'force: must be true or false' },
    { body: { force: 1 }, error: 'force: must be true or false' },
  ])('refuses the body $body before it looks for anything', async ({ body, error }) => {
    const path = placePath('rollback', 'nowhere', 'nobody');
    const answer = await world.send({ method: 'POST', path, body });
    expect([answer.status, answer.json]).toEqual([400, { error }]);
  });

  it('tells a missing project from a missing environment', async () => {
    const ask = async (environment: string, project?: string) =>
      (await world.send({ method: 'POST', path: placePath('rollback', environment, project) })).json;
    expect(await ask('prod-eu', 'nobody')).toEqual({ error: 'Release project not found' });
    expect(await ask('nowhere')).toEqual({ error: 'Release environment not found' });
    expect(await ask('nowhere', 'nobody')).toEqual({ error: 'Release project not found' });
  });

  it('rolls back once under a key', async () => {
    await world.reported('v1 success', 'v2 success');
    const headers = { 'idempotency-key': 'incident-17' };
    const call = { method: 'POST', path: placePath('rollback'), body: {}, headers };
    const first = await world.send(call);
    const again = await world.send(call);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await world.list()).toHaveLength(3);
  });
});
