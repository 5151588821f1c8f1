import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src-main/gateway/dialects/index.ts';
import { createLimits } from '../../src-main/gateway/limits.ts';
import { loggedPath, openRequestLog } from '../../src-main/gateway/log.ts';
import { DAY, MINUTE, NOON, testApp, withPlace } from '../support/testApp.ts';
import { type GatewayApp, gatewayApp, rawRequest } from './gatewayApp.ts';

const BASE = '/api/v1/deployments';

async function freePort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return { port, free: () => new Promise((done) => server.close(() => done())) };
}

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.status,
    () => 'nothing listens',
  );

describe('switching the gateway', () => {
  const gatewaySettings = (port: number, more: object = {}) => ({
    enabled: false,
    address: '127.0.0.1',
    port,
    allowedHosts: [],
    baseUrl: null,
    ...more,
  });

  it('listens only once it is switched on, and no longer once it is switched off', async () => {
    const { port, free } = await freePort();
    await free();
    const desk = await testApp({ settings: { gateway: gatewaySettings(port) } });
    const events: unknown[] = [];
    desk.app.subscribe((event) => events.push(event));
    const url = `http://127.0.0.1:${port}/`;
    expect(await answers(url)).toBe('nothing listens');
    expect(await desk.client.settings.gateway()).toEqual({
      running: false,
      url: null,
      problem: null,
      loopback: true,
    });
    await desk.client.settings.update({ gateway: { enabled: true } });
    expect(await answers(url)).toBe(200);
    expect(events).toContainEqual({ type: 'changed', changes: [{ noun: 'gateway', id: 0 }] });
    await desk.client.settings.update({ gateway: { enabled: false } });
    expect(await answers(url)).toBe('nothing listens');
    await desk.close();
  });

  it('tells that a port is taken in a sentence, and starts once another is chosen', async () => {
    const { port, free } = await freePort();
    const desk = await testApp({ settings: { gateway: gatewaySettings(port, { enabled: true }) } });
    expect(await desk.client.settings.gateway()).toMatchObject({
      running: false,
      problem: `Port ${port} is used by another program, so the gateway is off. Choose another port, or end that program.`,
    });
    await desk.client.settings.update({ gateway: { port: 0 } });
    expect(await desk.client.settings.gateway()).toMatchObject({ running: true, problem: null });
    expect(desk.logged).toEqual([]);
    await desk.close();
    await free();
  });

  it('does not listen beyond this machine without the names it may answer to', async () => {
    const desk = await testApp({
      settings: { gateway: gatewaySettings(0, { enabled: true, address: '0.0.0.0' }) },
    });
    const state = await desk.client.settings.gateway();
    expect(state).toMatchObject({ running: false, loopback: false });
    expect(state.problem).toContain('no host name is listed');
    await desk.close();
  });

  it('stops with its workspace and stands again with the next', async () => {
    const app = await gatewayApp();
    await app.desk.client.workspace.create({ file: join(app.desk.folder, 'other.slipway'), name: 'other' });
    expect(await answers(app.url)).toBe('nothing listens');
    expect(await answers((await app.desk.app.gatewayUrl()) ?? '')).toBe(200);
    await app.desk.close();
  });
});

describe('a running gateway', () => {
  let app: GatewayApp;
  beforeEach(async () => {
    app = await gatewayApp();
  });
  afterEach(() => app.desk.close());

  const list = (more: object = {}) => app.send({ method: 'GET', path: BASE, ...more });

  it('refuses a foreign Host before it looks at token or body', async () => {
    for (const host of ['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1@evil']) {
      const answer = await rawRequest(app.url + BASE, {
        method: 'POST',
        headers: { host, 'content-type': 'application/json' },
        body: '{"broken',
      });
      expect([host, answer.status]).toEqual([host, 403]);
    }
    expect((await rawRequest(`${app.url}/%zz`, { headers: { host: 'evil.example' } })).status).toBe(403);
  });

  it('answers to the loopback names at any port, as a tunnel needs it', async () => {
    for (const host of ['localhost', 'LOCALHOST:9999', '127.0.0.1:1', '[::1]:7410']) {
      expect([host, (await rawRequest(app.url, { headers: { host } })).status]).toEqual([host, 200]);
    }
  });

  it('refuses a foreign Origin and lets its own pages through', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      const answer = await rawRequest(app.url, { headers: { origin } });
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
    expect((await rawRequest(app.url, { headers: { origin: app.url } })).status).toBe(200);
  });

  it('refuses a revoked token at once, and an expired one from its minute on', async () => {
    const { client, sources } = app.desk;
    const made = await client.token.create({
      name: 'short',
      personName: 'ci-bot',
      scopes: ['tracker:read'],
      expiresAt: NOON + MINUTE,
    });
    expect((await list({ token: made.secret })).status).toBe(200);
    sources.advance(MINUTE);
    expect((await list({ token: made.secret })).json).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: 'This token has expired.',
    });
    const [newest] = (await client.token.list()).filter(({ name }) => name === 'pipeline');
    await client.token.revoke({ id: newest?.id ?? 0, reason: 'leaked' });
    expect((await list()).json).toMatchObject({ statusCode: 401, message: 'This token was revoked.' });
  });

  it('remembers when a token was last used, to the minute', async () => {
    const lastUsed = async () => (await app.desk.client.token.list())[0]?.lastUsedAt;
    await list();
    expect(await lastUsed()).toBe(NOON);
    app.desk.sources.advance(MINUTE / 2);
    await list();
    expect(await lastUsed()).toBe(NOON);
    app.desk.sources.advance(MINUTE / 2);
    await list();
    expect(await lastUsed()).toBe(NOON + MINUTE);
  });

  it('lets one token send 1,000 requests in a row', async () => {
    const statuses: number[] = [];
    const one = async () => {
      while (statuses.length < 1000) {
        const place = statuses.push(0) - 1;
        statuses[place] = (await list()).status;
      }
    };
    await Promise.all(Array.from({ length: 8 }, one));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1000);
  });

  it('slows down an address that keeps failing to log in, and nobody with a valid token', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 61; n += 1) statuses.push((await list({ token: `slw_guess${n}` })).status);
    expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
    const refused = await list({ token: 'slw_guess' });
    expect([refused.status, refused.json.statusCode]).toEqual([429, 429]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await list()).status).toBe(200);
  });

  it('keeps secrets, headers and bodies out of its log and its error texts', async () => {
    const { secret } = app;
    const texts: string[] = [];
    const tell = async (call: Parameters<GatewayApp['send']>[0]) => texts.push((await app.send(call)).text);
    await tell({ method: 'GET', path: `${BASE}?status=${secret}&api_key=${secret}` });
    await tell({ method: 'GET', path: `${BASE}/${secret}`, headers: { 'x-api-key': secret } });
    await tell({ method: 'GET', path: `/nothing/${secret}?${secret}` });
    await tell({ method: 'POST', path: BASE, body: `{"token":"${secret}",` });
    await tell({ method: 'POST', path: BASE, body: { version: secret, status: secret } });
    await tell({ method: 'GET', path: BASE, token: `${secret}x` });
    await app.desk.client.settings.update({
      gateway: { address: '127.0.0.1', baseUrl: 'http://other.example' },
    });
    const log = readFileSync(join(app.desk.folder, 'data', 'gateway.log'), 'utf8');
    expect(log).toContain(`"path":"${BASE}?status&api_key"`);
    expect(log.trim().split('\n')).toHaveLength(6);
    expect(JSON.parse(log.split('\n')[0] ?? '')).toMatchObject({
      method: 'GET',
      status: 400,
      token: 1,
      address: '127.0.0.1',
    });
    for (const text of [log, ...texts, ...app.desk.logged.map(String)]) {
      expect(text).not.toContain(secret.slice(4));
    }
  });

  it('answers an unknown path, a wrong method and a wrong kind of body in plain words', async () => {
    const unknown = await app.send({ method: 'GET', path: '/api/v2/deployments' });
    expect([unknown.status, unknown.json]).toEqual([
      404,
      {
        ok: false,
        error: {
          code: 'not_found',
          message: 'There is nothing at this path.',
          hint: 'GET /docs lists every operation.',
        },
      },
    ]);
    const method = await app.send({ method: 'DELETE', path: BASE });
    expect([method.status, method.headers.get('allow'), method.json.error]).toEqual([
      405,
      'GET, POST, HEAD',
      'Method Not Allowed',
    ]);
    const form = await app.send({
      method: 'POST',
      path: BASE,
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([form.status, form.json.error]).toEqual([415, 'Unsupported Media Type']);
    expect((await app.send({ method: 'POST', path: BASE, body: '{"__proto__":{"a":1}}' })).status).toBe(400);
  });

  it('tells an unexpected error without its text, and logs it for its owner', async () => {
    // A store is built when it is first read, and with the table.
    await app.send({ method: 'GET', path: `${BASE}?take=5` });
    const db = new Sqlite(app.desk.file);
    db.exec('ALTER TABLE deployment_detail RENAME TO gone');
    db.close();
    const answer = await app.send({ method: 'GET', path: `${BASE}?take=5` });
    expect(answer.status).toBe(200);
    const broken = await app.send({ method: 'GET', path: `${BASE}/01939000-0000-7000-8000-00000000ffff` });
    expect([broken.status, broken.json]).toEqual([
      500,
      {
        statusCode: 500,
        error: 'Internal Server Error',
        message: 'Slipway met an error of its own. Nothing was changed.',
      },
    ]);
    expect(String(app.desk.logged[0])).toContain('deployment_detail');
  });

  it('names in the OpenAPI document every header that an operation takes its token in', async () => {
    const { json } = await app.send({ method: 'GET', path: '/openapi.json', token: null });
    for (const { routes, tokenHeader } of dialects) {
      const [{ path, method } = { path: '', method: '' }] = routes;
      const operation = json.paths[path.replaceAll(/:(\w+)/g, '{$1}')][method.toLowerCase()];
      const schemes = (operation.security as object[]).flatMap(Object.keys);
      const headers = schemes.map((name) => {
        const { type, scheme, in: where, name: header } = json.components.securitySchemes[name];
        return type === 'http' ? scheme : `${where} ${header}`;
      });
      expect(headers).toEqual(['bearer', ...(tokenHeader === undefined ? [] : [`header ${tokenHeader}`])]);
    }
    expect(dialects.some(({ tokenHeader }) => tokenHeader === 'x-access-token')).toBe(true);
  });

  it('describes every operation at /openapi.json and shows the page from its own files', async () => {
    const { json } = await app.send({ method: 'GET', path: '/openapi.json', token: null });
    expect(json.openapi).toBe('3.1.0');
    const described = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const spoken = dialects
      .flatMap(({ routes }) => routes)
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(spoken.sort());
    expect(described).toContain(`PATCH ${BASE}/{id}`);
    const page = await app.send({ method: 'GET', path: '/docs/', token: null });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const own = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(own.length).toBeGreaterThan(3);
    for (const path of own) {
      expect(path).not.toMatch(/^(https?:)?\/\//);
      expect((await fetch(new URL(path, `${app.url}/docs/`))).status).toBe(200);
    }
  });
});

describe('Idempotency-Key', () => {
  it('does the work once when the same request comes twice at the same time', async () => {
    const app = await gatewayApp();
    await withPlace(app.desk.client);
    const [project] = await app.desk.client.project.list();
    const [environment] = await app.desk.client.environment.list();
    const call = {
      method: 'POST',
      path: BASE,
      headers: { 'idempotency-key': 'one' },
      body: { componentId: project?.uid, environmentId: environment?.uid, version: 'v1', deployedBy: 'ci' },
    };
    const replies = await Promise.all([1, 2, 3, 4].map(() => app.send(call)));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect((await app.desk.client.deployment.count({})).count).toBe(1);
    // Another token's key of the same name is another key; a refused request leaves its key free.
    const other = await app.token('tracker:admin');
    expect((await app.send({ ...call, token: other })).headers.get('idempotency-replayed')).toBeNull();
    const fresh = { ...call, headers: { 'idempotency-key': 'two' } };
    expect(
      (await app.send({ ...fresh, body: { ...call.body, componentId: project?.uid.replace(/.$/, 'f') } }))
        .status,
    ).toBe(404);
    expect((await app.send(fresh)).status).toBe(201);
    app.desk.sources.advance(2 * DAY);
    expect((await app.send({ ...call, headers: { 'idempotency-key': '' } })).status).toBe(400);
    await app.desk.close();
  });
});

describe('the limit of a token', () => {
  it('answers 429 with Retry-After beyond 6,000 requests in 10 s, and counts tokens apart', async () => {
    const server = fastify();
    server.decorateRequest('token', null);
    const limits = await createLimits(server);
    server.get('/:token', async (request) => {
      Object.assign(request, { token: { id: (request.params as { token: string }).token } });
      await limits.request(request);
      return '';
    });
    let last = await server.inject('/1');
    for (let n = 1; n < 6000; n += 1) last = await server.inject('/1');
    expect(last.statusCode).toBe(200);
    await expect(limits.request({ token: { id: 1 }, routeOptions: {} } as never)).rejects.toMatchObject({
      problem: { status: 429 },
      headers: { 'retry-after': expect.any(String) },
    });
    expect((await server.inject('/2')).statusCode).toBe(200);
    await server.close();
  });
});

describe('the request log', () => {
  it('keeps three files of the given size at the most', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-log-'));
    const log = openRequestLog(folder, 2000);
    const line = { method: 'GET', path: '/', status: 200, ms: 1, token: 1, address: '127.0.0.1' };
    for (let n = 0; n < 200; n += 1) {
      log.request({ ...line, path: `/${n}` });
      await new Promise(setImmediate);
    }
    log.close();
    const files = ['gateway.log', 'gateway.log.1', 'gateway.log.2'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    for (const text of files) expect(text.length).toBeLessThanOrEqual(2000);
    expect(files[0]).toContain('"path":"/199"');
    expect(() => readFileSync(join(folder, 'gateway.log.3'))).toThrow();
  });

  it('writes down the names of a query and never its values', () => {
    expect(loggedPath('/a/b?x=1&token=abc&flag')).toBe('/a/b?x&token&flag');
    expect(loggedPath('/a/slw_Zm9v-YmFy?slw_Zm9v')).toBe('/a/slw_…?slw_…');
  });
});
