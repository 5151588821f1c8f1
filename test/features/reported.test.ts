import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { soundness } from '../support/soundness.ts';
import { MINUTE, type TestApp, testApp, withPlace } from '../support/testApp.ts';

let desk: TestApp;
let place: { projectId: number; environmentId: number };

beforeEach(async () => {
  desk = await testApp();
  place = await withPlace(desk.client);
});
afterEach(async () => {
  expect(soundness(desk.file)).toEqual([]);
  await desk.close();
});

async function record(version: string) {
  desk.sources.advance(MINUTE);
  return desk.client.deployment.record({ ...place, version, status: 'succeeded', policy: 'aviator' });
}

async function move(id: number, ...through: DeploymentStatus[]) {
  for (const to of through) {
    desk.sources.advance(MINUTE);
    await desk.client.deployment.move({ ids: [id], to, reason: 'because' });
  }
}

const running = async () => (await desk.client.matrix.read()).cells[0]?.version ?? null;

async function foreseen(id: number, to: DeploymentStatus) {
  const { items } = await desk.client.deployment.previewMove({ ids: [id], to });
  return items[0]?.effect.after ?? null;
}

describe('a deployment that a pipeline reports on', () => {
  it('is tried again from a success, which runs on until the next one', async () => {
    const { id } = await record('v1');
    await move(id, 'in_progress');
    expect(await desk.client.deployment.get({ id })).toMatchObject({ status: 'in_progress', attempt: 2 });
    expect(await running()).toBe('v1');
    await move(id, 'failed');
    expect(await running()).toBe('v1');
  });

  it('uncovers what ran before it when its success is corrected, as the preview said', async () => {
    await record('v1');
    const { id } = await record('v2');
    expect(await foreseen(id, 'failed')).toBe('v1');
    const known = desk.sources.now();
    await move(id, 'failed');
    expect(await running()).toBe('v1');
    const then = await desk.client.matrix.asOf({ at: known, knownAt: known });
    expect(then.cells[0]?.version).toBe('v2');
  });

  it('uncovers its own earlier success when the later one is corrected', async () => {
    await record('v1');
    const { id } = await record('v2');
    await move(id, 'pending', 'succeeded');
    expect(await foreseen(id, 'errored')).toBe('v2');
    await move(id, 'errored');
    expect(await running()).toBe('v2');
  });

  it('is rolled back with all of its attempts', async () => {
    await record('v1');
    const { id } = await record('v2');
    await move(id, 'pending', 'succeeded');
    expect(await foreseen(id, 'rolled_back')).toBe('v1');
    await move(id, 'rolled_back');
    expect(await running()).toBe('v1');
  });

  it('takes over when its failure is corrected into a success, and keeps its end', async () => {
    const { id } = await record('v1');
    await move(id, 'in_progress', 'failed');
    const { finishedAt } = await desk.client.deployment.get({ id });
    await record('v2');
    await move(id, 'succeeded');
    expect(await running()).toBe('v1');
    expect(await desk.client.deployment.get({ id })).toMatchObject({ finishedAt, attempt: 2 });
  });

  it('needs a reason from a person where its end is corrected', async () => {
    const { id } = await record('v1');
    const plain = desk.client.deployment.move({ ids: [id], to: 'failed', reason: null });
    await expect(plain).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
