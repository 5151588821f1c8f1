import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { githubReleases, imported, upload } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
import { soundness } from '../support/soundness.ts';
import { type TestApp, testApp } from '../support/testApp.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');
const COUNT = 4000;

let desk: TestApp;
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  expect(soundness(desk.file)).toEqual([]);
  await desk.close();
});

/** Lets a process with real threads begin the work and die by SIGKILL in the middle of it. */
async function dieIn(what: 'import' | 'undo', fileId: string): Promise<void> {
  await desk.app.close();
  const child = spawn(process.execPath, [CHILD, desk.file, join(desk.folder, 'data'), fileId, what], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((done) => child.on('close', (_code, by) => done(by)));
  expect(signal).toBe('SIGKILL');
}

async function settled(): Promise<void> {
  for (const job of await desk.client.job.list()) await desk.app.jobEnded(job.id);
}

describe('an import that is killed in the middle', () => {
  it('goes on where it was at the next start, to the same end, and its note says so', {
    timeout: 60_000,
  }, async () => {
    desk = await testApp();
    const fileId = await upload(desk, githubReleases(COUNT));
    await dieIn('import', fileId);
    desk = await testApp({ folder: desk.folder });
    const { deployments } = await desk.client.workspace.summary();
    expect(deployments).toBeGreaterThan(0);
    expect(deployments).toBeLessThan(COUNT);
    await settled();
    const [record] = await desk.client.import.list();
    expect(record).toMatchObject({
      status: 'finished',
      counts: { newReleases: COUNT, newDeployments: COUNT },
    });
    expect(record?.note).toMatch(/^Resumed after Slipway ended in the middle at record [\d,]+\.$/);
    expect(await desk.client.workspace.summary()).toMatchObject({ releases: COUNT, deployments: COUNT });
    const { rows } = await desk.client.activity.list({});
    expect(rows.map((row) => row.verb)).toEqual(['import.finish']);
  });

  it('reads the upload anew when only the rows it had read are lost', { timeout: 60_000 }, async () => {
    desk = await testApp();
    const fileId = await upload(desk, githubReleases(COUNT));
    await dieIn('import', fileId);
    rmSync(join(desk.folder, 'data', 'incoming', `${fileId}.rows`));
    desk = await testApp({ folder: desk.folder });
    await settled();
    expect(await desk.client.import.list()).toMatchObject([{ status: 'finished' }]);
    expect(await desk.client.workspace.summary()).toMatchObject({ releases: COUNT, deployments: COUNT });
  });

  it('is undone whole when the upload is lost, and its note says so', { timeout: 60_000 }, async () => {
    desk = await testApp();
    const before = dump(desk.file);
    const fileId = await upload(desk, githubReleases(COUNT));
    await dieIn('import', fileId);
    rmSync(join(desk.folder, 'data', 'incoming'), { recursive: true });
    desk = await testApp({ folder: desk.folder });
    await settled();
    const [record] = await desk.client.import.list();
    expect(record).toMatchObject({ status: 'undone' });
    expect(record?.note).toMatch(/^Undone whole: Slipway ended in the middle at record [\d,]+/);
    expect(dump(desk.file)).toEqual(before);
  });

  it('an undoing that is killed goes on to its end', { timeout: 60_000 }, async () => {
    desk = await testApp();
    const before = dump(desk.file);
    await imported(desk, githubReleases(COUNT));
    await dieIn('undo', 'none-needed');
    desk = await testApp({ folder: desk.folder });
    await settled();
    expect(await desk.client.import.list()).toMatchObject([{ status: 'undone' }]);
    expect(dump(desk.file)).toEqual(before);
  });
});
