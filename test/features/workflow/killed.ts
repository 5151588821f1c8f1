import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { testApp, testSources } from '../../support/testApp.ts';
import type { Step, WorkflowWorld } from './world.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');

/** How an application stands when it dies by SIGKILL; `quits` closes itself instead, as a person does. */
type At = 'running' | 'paused' | 'quits' | 'stays';

/**
 * Lets an application of its own, with real threads, deploy; its commands say in `file` that they have come so far. The
 * world's own application is closed first.
 */
async function startIn(
  world: WorkflowWorld,
  steps: readonly Step[],
  at: At,
  file: string,
): Promise<ChildProcess> {
  await world.set(steps);
  const releaseId = await world.cut('v1-rc1');
  const { desk, projectId, production } = world;
  await desk.app.close();
  const given = [desk.file, join(desk.folder, 'data'), projectId, production, releaseId, at, file];
  return spawn(process.execPath, [CHILD, ...given.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Lets it deploy and come to its end in the middle of it. */
export async function dieIn(
  world: WorkflowWorld,
  steps: readonly Step[],
  at: Exclude<At, 'stays'>,
  file: string,
): Promise<void> {
  const child = await startIn(world, steps, at, file);
  child.stdout?.resume();
  const how = await new Promise((done) => child.on('close', (code, by) => done(by ?? code)));
  expect(how).toBe(at === 'quits' ? 0 : 'SIGKILL');
}

/** Lets it deploy, and stay in the middle of it. */
export async function stayIn(
  world: WorkflowWorld,
  steps: readonly Step[],
  file: string,
): Promise<ChildProcess> {
  const child = await startIn(world, steps, 'stays', file);
  await new Promise<void>((done, failed) => {
    child.stdout?.once('data', () => done());
    child.once('close', (code) => failed(new Error(`it ended with ${code}`)));
  });
  return child;
}

/** Opens the file again and waits for what its jobs that died make of it. */
export async function openAgain(world: WorkflowWorld, folder = world.desk.folder): Promise<WorkflowWorld> {
  // The child's clock is the real one, and time does not go back.
  const again = world.across(await testApp({ folder, sources: testSources(Date.now()) }));
  const { app, client } = again.desk;
  for (const job of await client.job.list()) await app.jobEnded(job.id);
  return again;
}

/** The deployment that it was about. */
export async function deployed({
  desk,
  projectId,
  production,
}: WorkflowWorld): Promise<{ readonly id: number }> {
  const [row] = await desk.client.deployment.history({ projectId, environmentId: production, limit: 50 });
  if (!row) throw new Error('the deployment is there');
  return row;
}
