import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, NOON, type TestApp, testApp, withPlace } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

describe('recording a deployment', () => {
  it('shows it in the list, the matrix and the audit log', async () => {
    const place = await withPlace(desk.client);
    const made = await desk.client.deployment.record({
      ...place,
      version: '4.18.0-rc3',
      status: 'succeeded',
    });
    const { rows } = await desk.client.deployment.list({});
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: made.id,
      number: 1,
      status: 'succeeded',
      actor: 'mira.solberg',
      project: 'checkout-api',
    });
    const { cells } = await desk.client.matrix.read();
    expect(cells).toMatchObject([{ ...place, version: '4.18.0-rc3', deployedAt: NOON, drift: null }]);
    const activity = await desk.client.activity.list({});
    expect(activity.rows.map((row) => row.verb)).toEqual([
      'deployment.record',
      'project.create',
      'environment.create',
    ]);
  });

  it('remembers the version that ran at the trigger, also when history is recorded late', async () => {
    const place = await withPlace(desk.client);
    await desk.client.deployment.record({
      ...place,
      version: 'v1',
      status: 'succeeded',
      occurredAt: NOON - 3 * HOUR,
    });
    await desk.client.deployment.record({
      ...place,
      version: 'v3',
      status: 'succeeded',
      occurredAt: NOON - HOUR,
    });
    const late = await desk.client.deployment.record({
      ...place,
      version: 'v2',
      status: 'succeeded',
      occurredAt: NOON - 2 * HOUR,
    });
    expect(late.fromVersion).toBe('v1');
    const { rows } = await desk.client.deployment.list({});
    expect(rows.map((row) => row.version)).toEqual(['v3', 'v2', 'v1']);
    expect((await desk.client.matrix.read()).cells[0]?.version).toBe('v3');
  });
});

describe('moving a deployment', () => {
  it('opens the next attempt of the same record on retry and asks a person for a reason', async () => {
    const place = await withPlace(desk.client);
    const { id } = await desk.client.deployment.record({ ...place, version: 'v1', status: 'failed' });
    await expect(desk.client.deployment.move({ ids: [id], to: 'pending' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    desk.sources.advance(5 * MINUTE);
    await desk.client.deployment.move({ ids: [id], to: 'pending', reason: 'flaky network' });
    await desk.client.deployment.move({ ids: [id], to: 'succeeded' });
    const detail = await desk.client.deployment.get({ id });
    expect(detail.attempt).toBe(2);
    expect(detail.attempts.map((attempt) => attempt.status)).toEqual(['failed', 'succeeded']);
    expect(detail.events.map((event) => event.cause)).toEqual(['record', 'retry', 'succeed']);
  });

  it('refuses an illegal move, names both states, and leaves an entry of the refusal', async () => {
    const place = await withPlace(desk.client);
    const { id } = await desk.client.deployment.record({ ...place, version: 'v1', status: 'succeeded' });
    await expect(
      desk.client.deployment.move({ ids: [id], to: 'failed', reason: 'no' }),
    ).rejects.toMatchObject({
      code: 'illegal_transition',
      details: { from: 'succeeded', to: 'failed', allowed: ['rolled_back'] },
    });
    const { rows } = await desk.client.activity.list({ filter: { refused: true } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ refused: 'illegal_transition', verb: 'deployment.move' });
  });
});
