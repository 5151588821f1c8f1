import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../distribution/delivering.ts';
import { type Step, type WorkflowWorld, workflowWorld } from './world.ts';

type Call = Extract<Step, { kind: 'http' }>;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

let world: WorkflowWorld;
let server: Server;
let origin: string;
let seen: Seen[];
let answer: RequestListener;

beforeEach(async () => {
  world = await workflowWorld();
  seen = [];
  answer = (_request, response) => response.end('well');
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, authorization: headers.authorization, body });
      answer(request, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const call = (more: Partial<Call> = {}): Call => ({
  kind: 'http',
  name: 'Tell',
  url: `${origin}/hook`,
  ...more,
});

describe('a step that calls', () => {
  it('is filled in, carries its secret, and its answer is kept without it', async () => {
    const { client } = world.desk;
    await client.workflow.setSecret({ projectId: world.projectId, slot: 'hook', value: 'pl4nted-s3cret' });
    answer = (request, response) => response.writeHead(201).end(`you sent ${request.headers.authorization}`);
    await world.set([
      call({
        method: 'PUT',
        url: `${origin}/deploys/{{environment}}?version={{candidate}}`,
        headers: [
          { name: 'Authorization', value: 'Bearer {{secret.hook}}' },
          { name: 'Content-Type', value: 'application/json' },
        ],
        body: { kind: 'text', template: '{"release": "{{release}}", "attempt": {{attempt}}}' },
      }),
    ]);
    const run = await world.over(await world.begin());
    expect(run.status).toBe('succeeded');
    expect(seen).toEqual([
      {
        method: 'PUT',
        url: '/deploys/prod-eu?version=v1-rc1',
        authorization: 'Bearer pl4nted-s3cret',
        body: '{"release": "v1", "attempt": 1}',
      },
    ]);
    expect((await client.workflow.run({ id: run.id })).tries).toMatchObject([
      { status: 'succeeded', httpStatus: 201, exitCode: null },
    ]);
    expect(await world.output(run)).toBe('HTTP 201\nyou sent Bearer •••\n');
  });

  it.each([
    [204, [], 'succeeded'],
    [500, [], 'failed'],
    [404, [200, 404], 'succeeded'],
    [200, [202], 'failed'],
    [302, [], 'failed'],
  ] as const)('answered with %i where %j is expected has %s', async (status, expectedStatus, outcome) => {
    answer = (_request, response) => response.writeHead(status, { location: `${origin}/elsewhere` }).end();
    await world.set([call({ expectedStatus: [...expectedStatus] })]);
    const run = await world.over(await world.begin());
    expect(run.status).toBe(outcome);
    expect((await world.desk.client.workflow.run({ id: run.id })).tries[0]?.httpStatus).toBe(status);
    expect(seen).toHaveLength(1);
  });

  it('is made again by its rule', async () => {
    answer = (_request, response) => response.writeHead(seen.length < 3 ? 503 : 200).end();
    await world.set([call({ retry: { times: 2, waitSeconds: 0 } })]);
    expect((await world.over(await world.begin())).status).toBe('succeeded');
    expect(seen).toHaveLength(3);
  });

  it('that nobody answers is errored, without its address', async () => {
    await new Promise((closed) => server.close(closed));
    await world.set([call({ url: `${origin}/very-private` })]);
    const run = await world.over(await world.begin());
    expect(run).toMatchObject({
      status: 'errored',
      errorMessage: expect.stringMatching(/^Tell: Nothing answers at the address of the call\./),
    });
    expect(run.errorMessage).not.toContain('very-private');
  });

  it('is broken off when its run is canceled', async () => {
    let isClosed = false;
    answer = (_request, response) => {
      response.on('close', () => {
        isClosed = true;
      });
    };
    await world.set([call()]);
    const row = await world.begin();
    await until(() => seen.length === 1, 'the call');
    await world.desk.client.workflow.cancel({ runId: (await world.runOf(row)).id });
    expect((await world.over(row)).status).toBe('canceled');
    await until(() => isClosed, 'the end of the connection');
  });
});
