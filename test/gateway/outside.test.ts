import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GatewayApp, gatewayApp } from './gatewayApp.ts';

let app: GatewayApp;
beforeEach(async () => {
  app = await gatewayApp();
});
afterEach(async () => {
  expect(app.desk.logged).toEqual([]);
  await app.desk.close();
});

const NOTHING = 'There is nothing at this path.';
const UNREADABLE = 'This path cannot be read. Nothing was changed.';
const HINT = 'GET /docs lists every operation.';
const only = (methods: string) => `This path answers to ${methods} only. Nothing was changed.`;

const releases = '/api/releases/checkout/environments/prod/deployments';
const deployments = '/api/v1/deployments';
const mobile = '/api/v1/organizations/o/projects/p/deployments';

describe('a request that no operation answers', () => {
  it.each([
    ['PUT', releases, 405, { error: only('POST, PATCH, GET, HEAD') }],
    ['GET', `${releases}/`, 404, { error: NOTHING }],
    ['GET', '/api/releases', 404, { error: NOTHING }],
    ['POST', '/api/releases/checkout/promote', 404, { error: NOTHING }],
    ['GET', '/api/releases/%zz/environments/prod/deployments?page=1', 400, { error: UNREADABLE }],
    [
      'DELETE',
      deployments,
      405,
      { statusCode: 405, error: 'Method Not Allowed', message: only('GET, POST, HEAD') },
    ],
    ['GET', `${deployments}/1/2`, 404, { statusCode: 404, error: 'Not Found', message: NOTHING }],
    ['GET', `${deployments}/%zz`, 400, { statusCode: 400, error: 'Bad Request', message: UNREADABLE }],
    ['DELETE', mobile, 405, { apiError: [only('GET, HEAD')] }],
    ['GET', `${mobile}/1/nothing`, 404, { apiError: [NOTHING] }],
    ['GET', `${mobile}/%zz`, 400, { validationError: { body: UNREADABLE } }],
  ] as const)('is refused in the language of its path: %s %s', async (method, path, status, json) => {
    const answer = await app.send({ method, path });
    expect([answer.status, answer.json]).toEqual([status, json]);
  });

  it.each([
    ['GET', '/account/', `${NOTHING} ${HINT}`],
    ['GET', '/apps/wallet/nothing', `${NOTHING} ${HINT}`],
    ['GET', '/apps/%zz', UNREADABLE],
  ] as const)('is refused in plain text to the command line: %s %s', async (method, path, text) => {
    expect((await app.send({ method, path })).text).toBe(text);
  });

  it.each(['/api/releasesx', '/api/v1/deploymentsx', '/appsx', '/api/v1', '/%zz'])(
    'is refused as at every other door outside of all languages: %s',
    async (path) => {
      expect((await app.send({ method: 'GET', path })).json).toMatchObject({ ok: false });
    },
  );

  it('is refused the same without a token', async () => {
    const answer = await app.send({ method: 'GET', path: '/api/releases/checkout', token: null });
    expect([answer.status, answer.json]).toEqual([404, { error: NOTHING }]);
  });
});

describe('a value of the wrong type', () => {
  it.each([
    [`${releases}?page=1&page=2`, { error: 'page: must be given once' }],
    [`${releases}?per_page=1&per_page=1`, { error: 'per_page: must be given once' }],
    [
      `${deployments}?take=1&take=2`,
      { statusCode: 400, error: 'Bad Request', message: 'take: must be given once' },
    ],
  ])('is told in plain words in a query: %s', async (path, json) => {
    const answer = await app.send({ method: 'GET', path });
    expect([answer.status, answer.json]).toEqual([400, json]);
  });

  it.each([
    ['commitSha', ['1']],
    ['description', 7],
    ['metadata', []],
  ])('is told in plain words in a body: %s', async (field, value) => {
    const uuid = '01939000-0000-7000-8000-000000000001';
    const body = { componentId: uuid, environmentId: uuid, version: 'v1', deployedBy: 'ci', [field]: value };
    const answer = await app.send({ method: 'POST', path: deployments, body });
    const words = field === 'metadata' ? 'must be an object' : 'must be a text';
    expect([answer.status, answer.json.message]).toEqual([400, `${field}: ${words}`]);
  });
});
