import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundness } from '../../support/soundness.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';
import {
  commandOf,
  deliver,
  ended,
  isRunning,
  onItsWay,
  outputOf,
  setDelivery,
  textOf,
  until,
} from './delivering.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');

let desk: TestApp;
let app: MobileApp;
let pids: string;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
  pids = join(desk.folder, 'pids');
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

/** Writes once, then waits without a word; `left` is what becomes of it when its reader is gone. */
const waiting = (file: string, then: string) => `
  import { writeFileSync } from 'node:fs';
  console.log('begun');
  writeFileSync(${JSON.stringify(file)}, String(process.pid));
  setInterval(() => { ${then} }, 50);`;

/** Lets an application with real threads begin the delivery and die by SIGKILL in the middle of it. */
async function dieIn(id: number): Promise<void> {
  await desk.app.close();
  const child = spawn(
    process.execPath,
    [CHILD, desk.file, join(desk.folder, 'data'), String(id), String(app.projectId), pids],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const signal = await new Promise((done) => child.on('close', (_code, by) => done(by)));
  expect(signal).toBe('SIGKILL');
}

async function settled(): Promise<void> {
  for (const job of await desk.client.job.list()) await desk.app.jobEnded(job.id);
}

describe('an application that is killed in the middle of a delivery', () => {
  it('says at its next start that the command is gone and what is not known, and runs nothing again', async () => {
    // It writes on, so the pipe without a reader ends it.
    await setDelivery(app, {
      upload: commandOf(desk, 'upload', waiting(pids, `console.log('still here');`)),
    });
    const row = await onItsWay(app);
    await dieIn(row.id);
    const pid = Number(await textOf(pids));
    await until(() => !isRunning(pid), 'the end of the command');
    desk = await testApp({ folder: desk.folder });
    await settled();
    const { distribution, events, delivery } = await desk.client.distribution.get({ id: row.id });
    expect(distribution).toMatchObject({
      status: 'failed',
      errorMessage:
        'Slipway ended in the middle of the delivery, and its command is not running any more. What the store has of it is not known: look there before you try again.',
    });
    expect(events.at(-1)?.kind).toBe('failed');
    expect(delivery.runningJobId).toBeNull();
    expect(await desk.client.job.list()).toMatchObject([
      { kind: 'deliver', status: 'failed', error: expect.stringMatching(/^Slipway ended in the middle/) },
    ]);
    expect(await outputOf(desk, row.id)).toMatch(/^begun\n/);
    expect(soundness(desk.file)).toEqual([]);
    const { rows } = await desk.client.activity.list({});
    expect(rows[0]).toMatchObject({ verb: 'distribution.fail', object: { id: row.uid } });
    // It can be tried anew, as another one.
    expect((await desk.client.distribution.retry({ id: row.id })).distribution.status).toBe('pending');
  });

  it('ends at its next start a command that outlived it', async () => {
    await setDelivery(app, { upload: commandOf(desk, 'upload', waiting(pids, '')) });
    const row = await onItsWay(app);
    await dieIn(row.id);
    const pid = Number(await textOf(pids));
    expect(isRunning(pid)).toBe(true);
    desk = await testApp({ folder: desk.folder });
    await settled();
    expect(isRunning(pid)).toBe(false);
    const { distribution } = await desk.client.distribution.get({ id: row.id });
    expect(distribution).toMatchObject({
      status: 'failed',
      errorMessage: expect.stringMatching(
        /its command still ran when Slipway started again, and was ended then/,
      ),
    });
  });
});

describe('an application with real threads', () => {
  it('ends the command when its workspace is closed in the middle, and says so at the next start', async () => {
    await desk.app.close();
    desk = await testApp({ folder: desk.folder, threads: true });
    app = app.over(desk);
    await setDelivery(app, { upload: commandOf(desk, 'upload', waiting(pids, '')) });
    const row = await onItsWay(app);
    await desk.client.distribution.deliver({ act: 'deliver', id: row.id });
    const pid = Number(await textOf(pids));
    await until(async () => (await outputOf(desk, row.id)) === 'begun\n', 'the first line');
    desk = await desk.reopen();
    expect(isRunning(pid)).toBe(false);
    await settled();
    const { distribution } = await desk.client.distribution.get({ id: row.id });
    expect(distribution).toMatchObject({
      status: 'failed',
      errorMessage: expect.stringMatching(/ended in the middle of the delivery/),
    });
  });

  it('delivers, masks a secret of the main process, and is canceled across threads', async () => {
    await desk.app.close();
    desk = await testApp({ folder: desk.folder, threads: true });
    app = app.over(desk);
    const { client } = desk;
    const place = { projectId: app.projectId, store: 'google' } as const;
    await client.distribution.setDeliverySecret({ ...place, slot: 'one', value: 'pl4nted-s3cret' });
    const environment = [{ name: 'ONE', value: '{{secret.one}}' }];
    await setDelivery(app, {
      upload: commandOf(desk, 'first', 'console.log(process.env.ONE)', { environment }),
    });
    const first = await onItsWay(app);
    expect(await deliver(desk, first.id)).toMatchObject({ status: 'succeeded', error: null });
    expect(await outputOf(desk, first.id)).toBe('•••\n');
    await setDelivery(app, { upload: commandOf(desk, 'second', waiting(pids, '')) });
    const second = await onItsWay(app, 'alpha');
    const job = await client.distribution.deliver({ act: 'deliver', id: second.id });
    const pid = Number(await textOf(pids));
    await client.distribution.cancel({ id: second.id });
    expect((await ended(desk, job)).status).toBe('canceled');
    expect(isRunning(pid)).toBe(false);
  });

  it('lets one of fifty creates at once through', async () => {
    await desk.app.close();
    desk = await testApp({ folder: desk.folder, threads: true });
    app = app.over(desk);
    const build = await app.build();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => app.distribute(build, 'internal')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await desk.client.distribution.list({ deploymentId: build.id })).rows).toHaveLength(1);
  });
});
