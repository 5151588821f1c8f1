import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { InputOf } from '#shared/contract/define.ts';
import type { distributionContract } from '#shared/features/distribution/contract.ts';
import type { Store } from '#shared/features/distribution/stores.ts';
import type { Job } from '#shared/features/job/model.ts';
import type { TestApp } from '../../support/testApp.ts';
import type { MobileApp } from './app.ts';

type Settings = NonNullable<InputOf<(typeof distributionContract)['putDelivery']>['settings']>;
export type Action = Settings['upload'];

/** A program of the test's own: JavaScript under this Node. Its folder is the desk's. */
export function program(desk: Pick<TestApp, 'folder'>, name: string, source: string): string[] {
  const path = join(desk.folder, `${name}.mjs`);
  writeFileSync(path, source);
  chmodSync(path, 0o755);
  return [process.execPath, path];
}

/** A command that runs a program of the test's own. */
export function commandOf(
  desk: Pick<TestApp, 'folder'>,
  name: string,
  source: string,
  more: Partial<Extract<Action, { kind: 'command' }>> = {},
): Action {
  return { kind: 'command', argv: program(desk, name, source), folder: desk.folder, ...more };
}

/** Sets a delivery and trusts it, as a person does who has read it. */
export async function setDelivery(
  { desk, projectId }: MobileApp,
  settings: Settings,
  { store = 'google', trusted = true }: { store?: Store; trusted?: boolean } = {},
): Promise<string> {
  const { client } = desk;
  await client.distribution.putDelivery({ projectId, store, settings });
  const { hash } = await client.distribution.deliveryTrust({ projectId, store });
  if (hash === null) throw new Error('settings that were just set are there');
  if (trusted) await client.distribution.trustDelivery({ projectId, store, hash });
  return hash;
}

/** A new build on its way to internal testing. */
export async function onItsWay(app: MobileApp, track = 'internal', releaseNotes = 'Faster search.') {
  return app.distribute(await app.build(), track, { releaseNotes });
}

/** Waits for a job's end and answers it. */
export async function ended({ app, client }: TestApp, { id }: Pick<Job, 'id'>): Promise<Job> {
  await app.jobEnded(id);
  return client.job.get({ id });
}

/** Delivers a distribution to the end of its job. */
export async function deliver(desk: TestApp, id: number): Promise<Job> {
  return ended(desk, await desk.client.distribution.deliver({ act: 'deliver', id }));
}

/** Everything that a distribution's deliveries wrote, of both streams or one. */
export async function outputOf(
  { client }: TestApp,
  id: number,
  stream?: 'stdout' | 'stderr',
): Promise<string> {
  let text = '';
  for (let after: number | null = null; ; ) {
    const { rows, nextAfter } = await client.distribution.output({ id, after, limit: 1000 });
    text += rows
      .filter((row) => stream === undefined || row.stream === stream)
      .map((row) => row.text)
      .join('');
    if (nextAfter === null) return text;
    after = nextAfter;
  }
}

/** Waits until something holds; fails loudly when it never does. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  ms = 15_000,
): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await holds()) return;
    await wait(20);
  }
  throw new Error(`it never came to be: ${what}`);
}

/** The text of a file once it is there. */
export async function textOf(path: string): Promise<string> {
  await until(() => existsSync(path) && readFileSync(path, 'utf8') !== '', path);
  return readFileSync(path, 'utf8');
}

/** Whether a process runs. One that is dead and only waits to be taken note of does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}
