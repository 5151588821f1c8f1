import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, NOON } from '../support/testApp.ts';
import { type GatewayApp, gatewayApp } from './gatewayApp.ts';
import { BASE, badRequest, NOBODY, notThere, type Place, placed, report } from './trackerApp.ts';

describe('the tracker’s ambiguities', () => {
  let app: GatewayApp;
  let place: Place;
  beforeEach(async () => {
    app = await gatewayApp();
    place = await placed(app);
  });
  afterEach(async () => {
    expect(app.desk.logged).toEqual([]);
    await app.desk.close();
  });

  const post = (more: object = {}) => app.send({ method: 'POST', path: BASE, body: report(place, more) });
  const get = (path: string) => app.send({ method: 'GET', path: BASE + path });
  const move = (id: string, status: string) =>
    app.send({ method: 'PATCH', path: `${BASE}/${id}`, body: { status } });
  const succeeded = async (more: object = {}) => {
    const { json } = await post({ status: 'in_progress', ...more });
    return (await move(json.id, 'succeeded')).json;
  };

  it('begins as pending, or as in_progress when told so, and as nothing else', async () => {
    expect((await post()).json.status).toBe('pending');
    expect((await post({ status: 'in_progress' })).json).toMatchObject({ status: 'in_progress' });
    for (const status of ['succeeded', 'failed', 'rolled_back', 'exploded']) {
      const answer = await post({ status });
      expect([answer.status, answer.json.statusCode]).toEqual([400, 400]);
    }
  });

  it('retries the same record as its next attempt, and lists it once in its old place', async () => {
    const { json: first } = await post();
    app.desk.sources.advance(MINUTE);
    const { json: second } = await post();
    await move(first.id, 'failed');
    const { json: again } = await move(first.id, 'pending');
    expect(again).toMatchObject({ id: first.id, attempt: 2, status: 'pending', finishedAt: null });
    const { json: list } = await get('');
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
    const { attempts } = await app.desk.client.deployment.get({ uid: first.id });
    expect(attempts.map(({ status }) => status)).toEqual(['failed', 'pending']);
  });

  it('lets a rolled-back record be retried', async () => {
    const { id } = await succeeded();
    await move(id, 'rolled_back');
    expect((await move(id, 'pending')).json).toMatchObject({ status: 'pending', attempt: 2 });
  });

  it('answers 401 without a valid token and 403 without the admin scope, reads needing less', async () => {
    const read = await app.token('tracker:read');
    const report_ = await app.token('tracker:report');
    expect((await app.send({ method: 'GET', path: BASE, token: null })).status).toBe(401);
    for (const token of [read, report_]) {
      expect((await app.send({ method: 'GET', path: BASE, token })).status).toBe(200);
      const refused = await app.send({ method: 'POST', path: BASE, body: report(place), token });
      expect([refused.status, refused.json]).toEqual([
        403,
        { statusCode: 403, error: 'Forbidden', message: 'This needs a token with the scope tracker:admin.' },
      ]);
    }
  });

  it.each([
    ['', 0, 20],
    ['?take=0', 0, 1],
    ['?take=-7', 0, 1],
    ['?take=101', 0, 100],
    ['?take=99999999999999999999', 0, 100],
    ['?skip=3&take=7', 3, 7],
  ])('clamps and echoes %s', async (query, skip, take) => {
    expect((await get(query)).json).toEqual({ data: [], total: 0, skip, take });
  });

  it.each([
    '?take=ten',
    '?take=1.5',
    '?take=',
    '?skip=-1',
    '?skip=x',
    '?componentId=17',
    '?environmentId=prod',
    '?status=exploded',
    '?status=SUCCEEDED',
    '/latest',
    '/latest?componentId=17',
  ])('refuses %s with 400', async (query) => {
    const answer = await get(query);
    expect([answer.status, answer.json.statusCode, answer.json.error]).toEqual([400, 400, 'Bad Request']);
  });

  it('answers unknown ids in a filter with an empty page', async () => {
    await post();
    expect((await get(`?componentId=${NOBODY}`)).json).toEqual({ data: [], total: 0, skip: 0, take: 20 });
    expect((await get(`?environmentId=${NOBODY}`)).json.total).toBe(0);
  });

  it('filters by component, environment and status together, with exact totals', async () => {
    const other = await placed(app, 'search-api', 'staging-eu');
    for (let n = 0; n < 5; n += 1) await post({ version: `v${n}` });
    await app.send({ method: 'POST', path: BASE, body: report(other) });
    const done = await succeeded();
    const total = async (query: string) => (await get(query)).json.total;
    expect(await total('')).toBe(7);
    expect(await total(`?componentId=${place.componentId}`)).toBe(6);
    expect(await total(`?environmentId=${other.environmentId}`)).toBe(1);
    expect(await total(`?componentId=${place.componentId}&environmentId=${other.environmentId}`)).toBe(0);
    const { json } = await get(`?componentId=${place.componentId.toUpperCase()}&status=succeeded`);
    expect(json.data).toEqual([done]);
    const ids = async (query: string) => (await get(query)).json.data.map(({ id }: { id: string }) => id);
    expect(await ids(`?componentId=${place.componentId}&skip=4&take=2`)).toEqual(
      (await ids(`?componentId=${place.componentId}`)).slice(4, 6),
    );
    expect(await ids('?skip=7')).toEqual([]);
  });

  it('lists the newest created first, the later record of one instant before the earlier', async () => {
    const made: string[] = [];
    for (let n = 0; n < 4; n += 1) made.push((await post({ version: `v${n}` })).json.id);
    const { json } = await get('');
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual(made.reverse());
  });

  it('shows the whole record', async () => {
    const { status, json } = await post({
      commitSha: 'A1B2C3D4E5F6',
      description: 'Hotfix for login timeout issue',
      metadata: { pipelineUrl: 'https://ci.example.com/runs/123' },
    });
    expect(status).toBe(201);
    const at = new Date(NOON).toISOString();
    expect(json).toEqual({
      id: json.id,
      componentId: place.componentId,
      componentName: 'checkout-api',
      environmentId: place.environmentId,
      environmentName: 'prod-eu',
      version: 'v2.3.1',
      status: 'pending',
      deployedBy: 'ci-bot',
      commitSha: 'a1b2c3d4e5f6',
      description: 'Hotfix for login timeout issue',
      metadata: { pipelineUrl: 'https://ci.example.com/runs/123' },
      deployedAt: null,
      createdAt: at,
      updatedAt: at,
      startedAt: null,
      finishedAt: null,
      attempt: 1,
      errorMessage: null,
    });
    app.desk.sources.advance(MINUTE);
    await move(json.id, 'in_progress');
    app.desk.sources.advance(MINUTE);
    const later = new Date(NOON + 2 * MINUTE).toISOString();
    expect((await move(json.id, 'succeeded')).json).toMatchObject({
      startedAt: new Date(NOON + MINUTE).toISOString(),
      finishedAt: later,
      deployedAt: later,
      updatedAt: later,
      createdAt: at,
    });
  });

  it('needs component, environment, version and who deployed', async () => {
    for (const name of ['componentId', 'environmentId', 'version', 'deployedBy']) {
      const answer = await post({ [name]: undefined });
      expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining(name)]);
    }
    expect((await post({ environmentId: NOBODY })).json).toEqual(notThere('environment'));
    expect((await post({ commitSha: 'not a commit' })).status).toBe(400);
    expect((await post({ version: 'v'.repeat(201) })).status).toBe(400);
    expect((await post({ version: 'v'.repeat(10_000_000) })).json).toMatchObject({ statusCode: 413 });
    expect((await get('')).json.total).toBe(0);
  });

  it('keeps keys that nobody documented with the report, as it came in', async () => {
    const { json } = await post({ buildAgent: { name: 'mac-7' } });
    expect(json).not.toHaveProperty('buildAgent');
    const { raw } = await app.desk.client.deployment.get({ uid: json.id });
    expect(raw).toMatchObject({
      system: 'tracker',
      body: { buildAgent: { name: 'mac-7' }, version: 'v2.3.1' },
    });
  });

  it('shows the matrix of all components by name, empty ones too, and latest in environment order', async () => {
    const { environmentId: staging, ids } = await placed(app, 'account-api', 'staging-eu');
    await app.desk.client.environment.update({ id: ids.environmentId, tier: 'staging' });
    await succeeded({ version: 'v1' });
    await succeeded({ version: 'v2', environmentId: staging });
    await post({ version: 'v3', status: 'in_progress' });
    const rolledBack = await succeeded({ version: 'v4' });
    await move(rolledBack.id, 'rolled_back');
    const at = new Date(NOON).toISOString();
    const { json: matrix } = await get('/matrix');
    expect(matrix).toMatchObject([
      { componentName: 'account-api', environments: {} },
      {
        componentId: place.componentId,
        componentName: 'checkout-api',
        environments: {
          'prod-eu': { version: 'v1', deployedAt: at },
          'staging-eu': { version: 'v2', deployedAt: at },
        },
      },
    ]);
    const { json: latest } = await get(`/latest?componentId=${place.componentId}`);
    expect(latest).toMatchObject([
      { environmentName: 'staging-eu', version: 'v2', status: 'succeeded', attempt: 1 },
      { environmentName: 'prod-eu', version: 'v1', status: 'succeeded', attempt: 1 },
    ]);
    expect((await get(`/latest?componentId=${NOBODY}`)).json).toEqual(notThere('component'));
  });

  it('shows what runs by success, never by creation', async () => {
    const { json: early } = await post({ version: 'v1', status: 'in_progress' });
    app.desk.sources.advance(MINUTE);
    await succeeded({ version: 'v2' });
    app.desk.sources.advance(MINUTE);
    await move(early.id, 'succeeded');
    const { json } = await get('/matrix');
    expect(json[0].environments['prod-eu'].version).toBe('v1');
  });

  it('refuses a move of an unknown id with 404', async () => {
    expect((await move(NOBODY, 'failed')).json).toEqual(notThere('deployment'));
  });

  it.each([
    ['scheduled', 'pending'],
    ['pending', 'pending'],
    ['in_progress', 'in_progress'],
    ['canceling', 'in_progress'],
    ['unknown', 'in_progress'],
    ['succeeded', 'succeeded'],
    ['partial', 'failed'],
    ['failed', 'failed'],
    ['errored', 'failed'],
    ['canceled', 'failed'],
    ['rolled_back', 'rolled_back'],
  ] as const)('shows a record of the desk that is %s as %s', async (status, word) => {
    const { uid } = await app.desk.client.deployment.record({
      ...place.ids,
      version: 'v1',
      status,
      scheduledFor: status === 'scheduled' ? NOON + MINUTE : null,
    });
    const { json } = await get(`/${uid}`);
    expect(json.status).toBe(word);
    expect(json.metadata).toEqual(
      ['partial', 'errored', 'canceled'].includes(status) ? { reason: status } : {},
    );
    expect((await get(`?status=${word}`)).json).toMatchObject({ total: 1, data: [{ id: uid }] });
  });

  it('moves a record of the desk by its own rules, and names its own states when they refuse', async () => {
    const { uid } = await app.desk.client.deployment.record({
      ...place.ids,
      version: 'v1',
      status: 'canceled',
    });
    const refused = await move(uid, 'rolled_back');
    expect([refused.status, refused.json]).toEqual([
      400,
      badRequest('Invalid status transition: canceled -> rolled_back'),
    ]);
    expect((await move(uid, 'pending')).json).toMatchObject({ status: 'pending', attempt: 2 });
    const { rows } = await app.desk.client.activity.list({ filter: { refused: true } });
    expect(rows).toMatchObject([
      { refused: 'illegal_transition', door: 'gateway', actor: { name: 'ci-bot' } },
    ]);
  });
});
