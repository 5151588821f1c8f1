import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Notice } from '#shared/contract/wire.ts';
import { until } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from './world.ts';

let world: WorkflowWorld;
let told: Notice[];
const listen = () =>
  world.desk.app.subscribe((event) => {
    if (event.type === 'notice') told.push(event.notice);
  });
beforeEach(async () => {
  world = await workflowWorld();
  told = [];
  listen();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const titles = () => told.map(({ title }) => title);
const approval = { kind: 'approval', name: 'Look at it', question: 'Is it well?' } as const;

it('tells when a run waits for a decision, and when its deployment has ended, each once', async () => {
  await world.set([approval]);
  const deployment = await world.begin('1.0.0-rc1');
  await world.stands(deployment, 'paused');
  await until(async () => told.length === 1, 'what is told of the decision');
  const run = await world.runOf(deployment);
  expect(told[0]).toMatchObject({
    kind: 'decision',
    tier: 'production',
    title: 'payments 1.0.0-rc1 waits for a decision in prod-eu',
    body: 'Is it well?',
    about: { noun: 'run', uid: run.uid },
  });
  await world.desk.client.workflow.decide({ runId: run.id, position: 0, approved: true, reason: 'It is.' });
  await world.over(deployment);
  await until(async () => told.length === 2, 'what is told of the end');
  expect(titles()[1]).toBe('payments 1.0.0-rc1 reached prod-eu');
  expect(told[1]?.about).toEqual({ noun: 'deployment', uid: deployment.uid });
});

it('tells nothing of what waited or ended before the file was opened', async () => {
  await world.set([approval]);
  const deployment = await world.begin('1.0.0-rc1');
  await world.stands(deployment, 'paused');
  await world.ended('0.9.0', 'succeeded', world.staging);
  world = world.across(await world.desk.reopen());
  told = [];
  listen();
  const { projectId, staging } = world;
  await world.desk.client.deployment.record({
    projectId,
    environmentId: staging,
    version: '1.1.0',
    status: 'failed',
  });
  await until(async () => told.length > 0, 'what is told of the new one');
  expect(titles()).toEqual(['payments 1.1.0 failed in staging']);
});
