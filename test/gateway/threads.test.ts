import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withPlace } from '../support/testApp.ts';
import { type GatewayApp, gatewayApp } from './gatewayApp.ts';

const BASE = '/api/v1/deployments';

describe('the gateway on a thread of its own', () => {
  let app: GatewayApp;
  beforeEach(async () => {
    app = await gatewayApp({ threads: true });
  });
  afterEach(async () => {
    expect(app.desk.logged).toEqual([]);
    await app.desk.close();
  });

  async function newReport() {
    await withPlace(app.desk.client);
    const [project] = await app.desk.client.project.list();
    const [environment] = await app.desk.client.environment.list();
    return {
      componentId: project?.uid,
      environmentId: environment?.uid,
      version: 'v2.3.1',
      deployedBy: 'ci-bot',
    };
  }

  it('reads what it has just written, and the desk sees it and hears of it', async () => {
    const events: unknown[] = [];
    app.desk.app.subscribe((event) => events.push(event));
    const body = await newReport();
    const made = await app.send({ method: 'POST', path: BASE, body });
    expect(made.status).toBe(201);
    const path = `${BASE}/${made.json.id}`;
    for (const status of ['in_progress', 'succeeded']) {
      const moved = await app.send({ method: 'PATCH', path, body: { status } });
      expect(moved.json).toMatchObject({ id: made.json.id, status });
    }
    expect((await app.send({ method: 'GET', path: `${BASE}/matrix` })).json).toMatchObject([
      { componentId: body.componentId, environments: { 'prod-eu': { version: 'v2.3.1' } } },
    ]);
    const { rows } = await app.desk.client.deployment.list({});
    expect(rows).toMatchObject([{ uid: made.json.id, status: 'succeeded', source: 'gateway' }]);
    expect(events).toContainEqual({
      type: 'changed',
      changes: expect.arrayContaining([{ noun: 'deployment', id: rows[0]?.id }]),
    });
  });

  it('carries refusals of the writer back with their facts, and notes them in the audit log', async () => {
    const { json } = await app.send({ method: 'POST', path: BASE, body: await newReport() });
    const refused = await app.send({
      method: 'PATCH',
      path: `${BASE}/${json.id}`,
      body: { status: 'succeeded' },
    });
    expect([refused.status, refused.json]).toEqual([
      400,
      { statusCode: 400, error: 'Bad Request', message: 'Invalid status transition: pending -> succeeded' },
    ]);
    const { rows } = await app.desk.client.activity.list({ filter: { refused: true } });
    expect(rows).toMatchObject([{ door: 'gateway', actor: { name: 'ci-bot' } }]);
  });

  it('replays a kept answer and refuses a token that was just revoked', async () => {
    const call = {
      method: 'POST',
      path: BASE,
      body: await newReport(),
      headers: { 'idempotency-key': 'build-1' },
    };
    const first = await app.send(call);
    const again = await app.send(call);
    expect([again.status, again.text]).toEqual([201, first.text]);
    const [token] = await app.desk.client.token.list();
    expect(token?.lastUsedAt).not.toBeNull();
    await app.desk.client.token.revoke({ id: token?.id ?? 0, reason: 'leaked' });
    expect((await app.send(call)).status).toBe(401);
  });

  it('ends its connections when the application closes', async () => {
    const other = await gatewayApp({ threads: true });
    expect((await other.send({ method: 'GET', path: BASE })).status).toBe(200);
    await other.desk.close();
    await expect(fetch(other.url)).rejects.toThrow();
  });

  it('tells of a taken port in a sentence and leaves the application running', async () => {
    const { port } = new URL(app.url);
    await expect(gatewayApp({ threads: true, gatewayPort: Number(port) })).rejects.toThrow('does not run');
    expect((await app.send({ method: 'GET', path: BASE })).status).toBe(200);
  });
});
