import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningWebHost, rawRequest, startWebHost } from '../support/webHost.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-web-'));
const renderer = join(folder, 'renderer');
let host: RunningWebHost;

beforeAll(async () => {
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>Slipway</title>');
  writeFileSync(join(renderer, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'beside.html'), 'not yours');
  host = await startWebHost([
    ...['--file', join(folder, 'team.slipway'), '--data', join(folder, 'data')],
    ...['--renderer', renderer, '--host', 'build-box.example'],
  ]);
});

afterAll(async () => {
  await host.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('the call', () => {
  test('the start prints one line with the page, the call, the token and the gateway', () => {
    const { url, call, token, gateway } = host.line;
    expect(url).toBe(`${host.origin}/#token=${token}`);
    expect(call).toBe(`${host.origin}/call`);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(gateway).toBeNull();
  });

  test('POST answers a procedure in the envelope', async () => {
    expect(await host.call('project.create', { name: 'checkout-api' })).toMatchObject({ ok: true });
  });

  test('GET lists every procedure with its schemas', async () => {
    const listing = await (await host.fetch('/call')).json();
    expect(listing.procedures['workspace.state']).toMatchObject({
      kind: 'desk',
      summary: expect.any(String),
    });
    expect(listing.procedures['deployment.list'].input.type).toBe('object');
    expect(listing.events.changed).toBeDefined();
  });

  test.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${'A'.repeat(43)}` }],
    ['the token as a password', { authorization: `Basic ${'A'.repeat(43)}` }],
  ])('%s is 401, and nothing is done', async (_what, headers) => {
    const answer = await fetch(host.line.call, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'unauthenticated' } });
  });

  test('a token in the query opens nothing', async () => {
    expect((await fetch(`${host.line.call}?token=${host.line.token}`)).status).toBe(401);
  });

  test('an error carries the status of its code', async () => {
    const answer = await host.fetch('/call', { method: 'POST', body: '{"procedure":"no.such"}' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  test.each([['{'], ['[]'], ['{"input":1}'], ['null']])('a body that is no call is 400: %s', async (body) => {
    const answer = await host.fetch('/call', { method: 'POST', body });
    expect(answer.status).toBe(400);
  });

  test('a body beyond 4 MB is refused with the way to send it', async () => {
    const answer = await host
      .fetch('/call', { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) })
      .catch(() => null);
    if (answer) expect(await answer.json()).toMatchObject({ error: { hint: /PUT \/files/ } });
    expect(await host.call('workspace.state')).toMatchObject({ ok: true });
  });
});

describe('who is answered', () => {
  test.each([
    ['localhost at another port, as through a tunnel', 'localhost:9999'],
    ['IPv6 loopback', '[::1]:7'],
    ['a name given with --host', 'build-box.example'],
  ])('%s', async (_what, name) => {
    expect((await rawRequest(host.origin, '/', { host: name })).status).toBe(200);
  });

  test.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a name that only begins like ours', { host: '127.0.0.1.evil.example' }],
    ['a name in disguise', { host: 'evil.example@localhost' }],
    ['a foreign origin', { host: 'localhost', origin: 'https://evil.example' }],
    ['an origin of no site', { host: 'localhost', origin: 'null' }],
  ])('%s is 403 before anything is parsed', async (_what, headers) => {
    for (const path of ['/', '/call', '/files/12345678']) {
      expect((await rawRequest(host.origin, path, headers)).status).toBe(403);
    }
  });

  test('a foreign origin opens no socket', async () => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/ws`, {
      origin: 'https://evil.example',
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  });
});

describe('the page', () => {
  test('comes with a policy that allows nothing from elsewhere', async () => {
    const { status, text, headers } = await rawRequest(host.origin, '/');
    expect([status, text]).toEqual([200, '<!doctype html><title>Slipway</title>']);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('is always fresh while its hashed assets are kept', async () => {
    expect((await rawRequest(host.origin, '/')).headers['cache-control']).toBe('no-store');
    const asset = await rawRequest(host.origin, '/assets/index-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toContain('text/javascript');
  });

  test.each([
    '/../beside.html',
    '/..%2fbeside.html',
    '/%2e%2e/beside.html',
    '/assets/../../beside.html',
    '/assets%5c..%5c..%5cbeside.html',
    '//etc/passwd',
    '/index.html%00.js',
    '/%E0%A4%A',
    '/assets/',
    '/.git/config',
  ])('%s leads nowhere', async (path) => {
    const { status, text } = await rawRequest(host.origin, path);
    expect(status).toBe(404);
    expect(text).not.toContain('not yours');
  });
});

describe('the socket', () => {
  const line = () => new WebSocket(`${host.origin.replace('http', 'ws')}/ws`);
  const next = async (socket: WebSocket) => JSON.parse(String((await once(socket, 'message'))[0]));

  test('answers calls by their number and tells of changes, once it has heard the token', async () => {
    const socket = line();
    await once(socket, 'open');
    socket.send(JSON.stringify({ token: host.line.token }));
    socket.send(JSON.stringify({ id: 7, procedure: 'settings.get' }));
    expect(await next(socket)).toMatchObject({ id: 7, reply: { ok: true } });
    const event = next(socket);
    await host.call('environment.create', { name: 'prod-eu', tier: 'production' });
    expect(await event).toMatchObject({ event: { type: 'changed' } });
    socket.close();
  });

  test.each([[{ token: 'wrong' }], [{ id: 1, procedure: 'settings.get' }]])(
    'hangs up on a first message without the token: %j',
    async (message) => {
      const socket = line();
      await once(socket, 'open');
      socket.send(JSON.stringify(message));
      expect((await once(socket, 'close'))[0]).toBe(4401);
    },
  );
});
