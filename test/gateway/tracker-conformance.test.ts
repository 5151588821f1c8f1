import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPlace } from '../support/testApp.ts';
import { conformance } from './conformance.ts';
import { type GatewayApp, gatewayApp } from './gatewayApp.ts';
import {
  BASE,
  badRequest,
  NOBODY,
  notThere,
  type Place,
  placed,
  report,
  type Word,
  words,
} from './trackerApp.ts';

conformance({
  system: 'tracker',
  skips: {},
  async prepare(desk) {
    const { environmentId } = await withPlace(desk.client);
    const component = (await desk.client.project.list())[0]?.uid ?? '';
    const environment =
      (await desk.client.environment.list()).find(({ id }) => id === environmentId)?.uid ?? '';
    const body = (n: number) => ({
      componentId: component,
      environmentId: environment,
      version: `v2.3.${n}`,
      deployedBy: 'ci-bot',
      commitSha: 'a1b2c3d4e5f6',
      description: 'Hotfix for login timeout issue',
      metadata: { pipelineUrl: `https://ci.example.com/runs/${n}` },
    });
    const create = (n: number) => ({ method: 'POST', path: BASE, body: body(n) });
    const page = (skip: number, take: number) => ({
      method: 'GET',
      path: `${BASE}?skip=${skip}&take=${take}`,
    });
    const patch = (id: string, change: unknown) => ({ method: 'PATCH', path: `${BASE}/${id}`, body: change });
    const statusMessage = `status: must be one of ${words.join(', ')}`;
    return {
      create,
      created: 201,
      idOf: (answer) => (answer as { id: string }).id,
      read: (id) => ({ method: 'GET', path: `${BASE}/${id}` }),
      expected: (n) => ({ ...body(n), status: 'pending', attempt: 1 }),
      firstPage: (size) => page(0, size),
      page(answer) {
        const { data, total, skip, take } = answer as {
          data: { id: string }[];
          total: number;
          skip: number;
          take: number;
        };
        return {
          ids: data.map(({ id }) => id),
          next: skip + take < total ? page(skip + take, take) : null,
        };
      },
      unknownStatus: (id) => ({
        name: 'unknown status',
        call: patch(id, { status: 'exploded' }),
        status: 400,
        body: badRequest(statusMessage),
      }),
      refusals: (id) => [
        {
          name: 'illegal move',
          call: patch(id, { status: 'succeeded' }),
          status: 400,
          body: badRequest('Invalid status transition: pending -> succeeded'),
        },
        { name: 'missing status', call: patch(id, {}), status: 400, body: badRequest(statusMessage) },
        {
          name: 'malformed JSON',
          call: patch(id, '{"status":'),
          status: 400,
          body: badRequest('The body is not valid JSON. Nothing was changed.'),
        },
        {
          name: 'malformed id',
          call: { method: 'GET', path: `${BASE}/17` },
          status: 400,
          body: badRequest('id: must be a UUID'),
        },
        {
          name: 'unknown id',
          call: { method: 'GET', path: `${BASE}/${NOBODY}` },
          status: 404,
          body: notThere('deployment'),
        },
        {
          name: 'unknown component',
          call: { method: 'POST', path: BASE, body: { ...body(90), componentId: NOBODY } },
          status: 404,
          body: notThere('component'),
        },
      ],
      authBody: (status) => ({ statusCode: status, error: status === 401 ? 'Unauthorized' : 'Forbidden' }),
      reading: page(0, 1),
      writing: create,
    };
  },
});

describe('the 25 cells of the tracker’s machine', () => {
  const allowed: readonly `${Word} ${Word}`[] = [
    'pending in_progress',
    'pending failed',
    'in_progress succeeded',
    'in_progress failed',
    'succeeded rolled_back',
    'failed pending',
    'rolled_back pending',
  ];
  const ways: Record<Word, Word[]> = {
    pending: [],
    in_progress: ['in_progress'],
    succeeded: ['in_progress', 'succeeded'],
    failed: ['failed'],
    rolled_back: ['in_progress', 'succeeded', 'rolled_back'],
  };
  let app: GatewayApp;
  let place: Place;
  beforeAll(async () => {
    app = await gatewayApp();
    place = await placed(app);
  });
  afterAll(() => app.desk.close());

  const cells = words.flatMap((from) => words.map((to) => ({ from, to })));
  it.each(cells)('$from -> $to', async ({ from, to }) => {
    const { json: made } = await app.send({ method: 'POST', path: BASE, body: report(place) });
    const path = `${BASE}/${made.id}`;
    for (const status of ways[from]) {
      expect((await app.send({ method: 'PATCH', path, body: { status } })).status).toBe(200);
    }
    const moved = await app.send({ method: 'PATCH', path, body: { status: to } });
    const { json: after } = await app.send({ method: 'GET', path });
    if (allowed.includes(`${from} ${to}`)) {
      expect(moved.status).toBe(200);
      expect(moved.json).toMatchObject({ id: made.id, status: to });
      expect(after).toEqual(moved.json);
    } else {
      expect(moved.status).toBe(400);
      expect(moved.json).toEqual(badRequest(`Invalid status transition: ${from} -> ${to}`));
      expect(after.status).toBe(from);
    }
  });
});
