import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { DAY, type TestApp, testApp } from '../../support/testApp.ts';

let desk: TestApp;
let channelId: number;

beforeEach(async () => {
  desk = await testApp();
  const project = await desk.client.project.create({ name: 'Payments', kind: 'mobile' });
  const channel = await desk.client.codepush.createChannel({
    projectId: project.id,
    os: 'android',
    target: 'staging',
  });
  channelId = channel.id;
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const blobs = () => `${desk.file.replace(/\.slipway$/, '')}.blobs`;

/** The stored files by their path. */
function stored(): string[] {
  return readdirSync(blobs(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Lets two days go by, for the clock and for the files. */
function wait(): void {
  desk.sources.advance(2 * DAY);
  const at = (desk.sources.now() - 2 * DAY) / 1000;
  for (const file of stored()) utimesSync(file, at, at);
}

async function run(start: () => Promise<{ id: number }>) {
  const { id } = await start();
  await desk.app.jobEnded(id);
  return desk.client.job.get({ id });
}

describe('stored files', () => {
  it('goes only when nobody refers to it, and never within a day', async () => {
    const { client } = desk;
    const kept = await uploadPackage(desk, await bundle('released'));
    await client.codepush.release({ channelId, packageHash: kept, targetBinaryRange: '1.0.0' });
    await uploadPackage(desk, await bundle('never released'));
    expect(await client.storage.usage()).toMatchObject({ files: 2 });
    expect((await run(client.storage.cleanUp)).result).toMatchObject({ removed: 0 });
    wait();
    expect((await run(client.storage.cleanUp)).result).toMatchObject({ removed: 1 });
    expect(stored()).toHaveLength(1);
    expect(await client.storage.usage()).toMatchObject({ files: 1, unreferenced: 0 });
    expect(await client.codepush.package({ packageHash: kept })).not.toBeNull();
    expect((await run(client.storage.verify)).result).toMatchObject({ checked: 1, damaged: [], missing: [] });
  });

  it('names a file that was damaged', async () => {
    const packageHash = await uploadPackage(desk, await bundle('released'));
    await desk.client.codepush.release({ channelId, packageHash, targetBinaryRange: '1.0.0' });
    writeFileSync(stored()[0] ?? '', 'something else');
    const { result } = await run(desk.client.storage.verify);
    expect(result).toMatchObject({ damaged: [{ why: 'changed' }], missing: [] });
  });

  it('refuses what the quota has no room for, and keeps nothing of it', async () => {
    await desk.client.storage.setQuota({ quota: 100 });
    await expect(uploadPackage(desk, await bundle('x'.repeat(50)))).rejects.toThrow(
      /lacks .* Nothing was kept/,
    );
    expect(await desk.client.storage.usage()).toMatchObject({ files: 0, used: 0, quota: 100 });
    await desk.client.storage.setQuota({ quota: null });
    await uploadPackage(desk, await bundle('x'.repeat(50)));
    expect(await desk.client.storage.usage()).toMatchObject({ files: 1 });
  });
});
