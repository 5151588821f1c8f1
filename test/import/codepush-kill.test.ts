import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { upload } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
import { soundness } from '../support/soundness.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { packages, STAGING_KEY } from './codepushHistory.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');
const COUNT = 3000;

let desk: TestApp;
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  expect(soundness(desk.file)).toEqual([]);
  await desk.close();
});

async function settled(): Promise<void> {
  for (const job of await desk.client.job.list()) await desk.app.jobEnded(job.id);
}

it('an import of a history that is killed in the middle goes on to the same end, and is undone exactly', {
  timeout: 60_000,
}, async () => {
  desk = await testApp();
  const before = dump(desk.file);
  const deployments = [{ name: 'Staging', key: STAGING_KEY, history: packages(COUNT) }];
  const fileId = await upload(desk, { apps: [{ name: 'Lens-iOS', deployments }] });
  await desk.app.close();
  const child = spawn(process.execPath, [CHILD, desk.file, join(desk.folder, 'data'), fileId, 'import'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await new Promise((done) => child.on('close', (_code, by) => done(by)))).toBe('SIGKILL');
  desk = await testApp({ folder: desk.folder });
  const { deployments: written } = await desk.client.workspace.summary();
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(COUNT);
  await settled();
  const [record] = await desk.client.import.list();
  expect(record).toMatchObject({
    status: 'finished',
    format: 'codepush-history',
    counts: { records: COUNT, newReleases: COUNT, newDeployments: COUNT, problems: 0 },
  });
  expect(record?.note).toMatch(/^Resumed after Slipway ended in the middle at record/);
  const [channel] = await desk.client.codepush.channels({});
  expect(channel).toMatchObject({ lastNumber: COUNT, newest: { label: `v${COUNT}` } });
  await desk.client.import.undo({ id: record?.id ?? 0, reason: 'it was the wrong file' });
  await settled();
  expect(dump(desk.file)).toEqual(before);
});
