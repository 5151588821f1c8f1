import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

it('shows only what belongs to the project that it is narrowed to', async () => {
  const { client } = desk;
  const { id: environmentId } = await client.environment.create({ name: 'prod-eu', tier: 'production' });
  const ledger = await client.project.create({ name: 'ledger', environmentIds: [environmentId] });
  const payments = await client.project.create({ name: 'payments', environmentIds: [environmentId] });
  await client.deployment.record({ projectId: ledger.id, environmentId, version: 'v1', status: 'failed' });
  await client.deployment.record({
    projectId: payments.id,
    environmentId,
    version: 'v9',
    status: 'in_progress',
  });
  const overview = await client.overview.read({ projectId: ledger.id });
  expect(overview.attention.map(({ deployment }) => deployment.project)).toEqual(['ledger']);
  expect(overview.running).toEqual([]);
  expect(overview.environments).toMatchObject([
    { cells: 1, succeeded: 0, failed: 1, running: 0, latest: { version: 'v1' } },
  ]);
  expect(overview.environments[0]?.days.at(-1)).toEqual({ count: 1, failed: 1 });
  expect(overview.activity.map((entry) => entry.verb)).toEqual(['deployment.record', 'project.create']);
});
