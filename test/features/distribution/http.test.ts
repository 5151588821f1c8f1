import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';
import { type Action, deliver, ended, onItsWay, outputOf, setDelivery, until } from './delivering.ts';

type Call = Extract<Action, { kind: 'http' }>;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let desk: TestApp;
let app: MobileApp;
let server: Server;
let origin: string;
let seen: Seen[];
let answer: RequestListener;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
  seen = [];
  answer = (_request, response) =>
    response.writeHead(202).end('{"remoteId": 5512, "storeState": "completed"}');
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(pieces) });
      answer(request, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const call = (more: Partial<Call> = {}): Call => ({ kind: 'http', url: `${origin}/deliver`, ...more });
const read = (id: number) => desk.client.distribution.get({ id });

describe('a call', () => {
  it('is made as it is set, filled in as each place writes its values, and its answer taken over', async () => {
    await setDelivery(app, {
      upload: call({
        method: 'PUT',
        url: `${origin}/apps/{{project}}/{{track}}?notes={{releaseNotes}}`,
        headers: [
          { name: 'content-type', value: 'application/json; charset=utf-8' },
          { name: 'x-notes', value: '{{releaseNotes}}' },
        ],
        body: { kind: 'text', template: '{"notes": "{{releaseNotes}}", "code": {{versionCode}}}' },
      }),
    });
    const row = await onItsWay(app, 'internal', 'Größer 🚀 & "better"\nthan ever');
    const job = await deliver(desk, row.id);
    expect(job).toMatchObject({ status: 'succeeded', done: 0 });
    expect(seen).toHaveLength(1);
    const [request] = seen;
    expect(request?.method).toBe('PUT');
    const header = Buffer.from(String(request?.headers['x-notes']), 'latin1').toString('utf8');
    expect(header).toBe('Größer 🚀 & "better" than ever');
    expect(new URL(request?.url ?? '', origin).searchParams.get('notes')).toBe(row.releaseNotes);
    expect(JSON.parse(String(request?.body))).toEqual({ notes: row.releaseNotes, code: row.versionCode });
    const { distribution, events } = await read(row.id);
    expect(distribution).toMatchObject({ status: 'succeeded', remoteId: '5512', storeState: 'completed' });
    expect(events.find(({ kind }) => kind === 'step_end')?.facts).toMatchObject({
      exitCode: null,
      httpStatus: 202,
    });
    expect(await outputOf(desk, row.id)).toBe('HTTP 202\n{"remoteId": 5512, "storeState": "completed"}\n');
  });

  it('sends the stored artifact itself, with its length, and tells how far it is', async () => {
    const { client } = desk;
    const content = Buffer.alloc(3_000_000, 'artifact ');
    await desk.app.files().put('artifact-0001', Readable.from([content]));
    const kept = await ended(desk, await client.build.keepArtifact({ fileId: 'artifact-0001' }));
    const build = await client.build.create({
      ...{ projectId: app.projectId, os: 'android', target: 'production', tag: 'v1', envVersion: '4.2.0' },
      ...{ status: 'succeeded', versionCode: 42, blob: String(kept.result?.blob) },
    });
    await setDelivery(app, { upload: call({ body: { kind: 'artifact' } }) });
    const row = await app.distribute(build, 'internal');
    expect(await deliver(desk, row.id)).toMatchObject({ status: 'succeeded', done: 100 });
    expect(seen[0]?.headers).toMatchObject({ 'content-length': '3000000' });
    expect(seen[0]?.headers['transfer-encoding']).toBeUndefined();
    expect(seen[0]?.body.equals(content)).toBe(true);
  });

  it('fails when the artifact is only a link, before anything is sent', async () => {
    await setDelivery(app, { upload: call({ body: { kind: 'artifact' } }) });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).error).toMatch(/not stored here, so it cannot be sent/);
    expect(seen).toEqual([]);
    expect((await read(row.id)).distribution.status).toBe('failed');
  });

  it.each([
    [200, [], 'succeeded'],
    [299, [], 'succeeded'],
    [302, [], 'failed'],
    [404, [], 'failed'],
    [500, [], 'failed'],
    [409, [200, 409], 'succeeded'],
    [200, [201], 'failed'],
  ] as const)('answered with %i where %j is expected has %s', async (status, expectedStatus, outcome) => {
    answer = (_request, response) =>
      response.writeHead(status, { location: `${origin}/elsewhere` }).end('why');
    await setDelivery(app, { upload: call({ expectedStatus: [...expectedStatus] }) });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).status).toBe(outcome);
    const { distribution } = await read(row.id);
    expect(distribution.status).toBe(outcome);
    if (outcome === 'failed') expect(distribution.errorMessage).toMatch(`status ${status}`);
    // A redirect is not followed: it could carry the headers to another host.
    expect(seen).toHaveLength(1);
  });

  it('that nobody answers fails without its address', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    await setDelivery(app, { upload: call({ url: `http://127.0.0.1:${port}/very-private` }) });
    const row = await onItsWay(app);
    const { error } = await deliver(desk, row.id);
    expect(error).toMatch(/^Nothing answers at the address of the call\./);
    expect(JSON.stringify(await read(row.id))).not.toContain('very-private');
    server.listen(0);
  });

  it.each(['canceled', 'late'] as const)('without an end is broken off when it is %s', async (how) => {
    let closed = false;
    answer = (request, response) => {
      response.writeHead(200);
      response.write('{"remoteId":');
      request.on('close', () => {});
      response.on('close', () => {
        closed = true;
      });
    };
    await setDelivery(app, { upload: call(how === 'late' ? { timeoutSeconds: 1 } : {}) });
    const row = await onItsWay(app);
    const job = await desk.client.distribution.deliver({ act: 'deliver', id: row.id });
    await until(() => seen.length === 1, 'the call');
    if (how === 'canceled') await desk.client.job.cancel({ id: job.id });
    expect((await ended(desk, job)).status).toBe(how === 'late' ? 'failed' : 'canceled');
    expect((await read(row.id)).distribution.status).toBe(how === 'late' ? 'failed' : 'canceled');
    await until(() => closed, 'the end of the connection');
  });

  it('is read up to a limit, whatever a server sends', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const piece = Buffer.alloc(64 * 1024, 'x');
      const pump = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', pump);
      pump();
    };
    await setDelivery(app, { upload: call() });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect((await outputOf(desk, row.id)).length).toBeLessThan(1024 * 1024 + 1000);
  });
});
