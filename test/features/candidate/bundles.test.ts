import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../support/testApp.ts';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const folder = () => join(world.desk.folder, 'test.picks');
const there = () => (existsSync(folder()) ? readdirSync(folder()).sort() : []);
const cleanUp = async () => {
  const job = await world.ended(await world.desk.client.storage.cleanUp());
  expect(job.status).toBe('succeeded');
  return job.result;
};

/** A pick that stands in a bundle alone. @returns its file, and the reference in it. */
async function pickedOnce() {
  const { desk, repository, projectId } = world;
  const { client } = desk;
  const id = await world.cut('1.0-rc1', repository.commit('begin', { files: { a: '1' } }));
  const { releaseId } = await client.candidate.get({ id });
  const commit = repository.commit('fix: beta', { files: { b: '2' } });
  await world.ended(
    await client.candidate.pick({ projectId, releaseId, commit, reason: 'Totals are wrong.' }),
  );
  const [pick] = await client.candidate.picks({ projectId });
  return {
    sha: pick?.targets[0]?.commitSha ?? '',
    name: `payments-1.0-rc2-${pick?.targets[0]?.commitSha?.slice(0, 12)}.bundle`,
  };
}

describe('cleaning up the bundles of picks', () => {
  it('keeps the only copy of a commit, and lets it go once the clone has the commit by a name', async () => {
    const { name, sha } = await pickedOnce();
    world.desk.sources.advance(3 * DAY);
    expect(await cleanUp()).toMatchObject({ removed: 0 });
    expect(there()).toEqual([name]);
    const { repository } = world;
    repository.git('bundle', 'unbundle', join(folder(), name));
    expect(await cleanUp()).toMatchObject({ removed: 0 });
    repository.git('branch', 'hotfix', sha);
    expect(await cleanUp()).toMatchObject({ removed: 1, bytes: expect.any(Number) });
    expect(there()).toEqual([]);
  });

  it('keeps it where the clone is not attached any more', async () => {
    const { name, sha } = await pickedOnce();
    world.repository.git('bundle', 'unbundle', join(folder(), name));
    world.repository.git('branch', 'hotfix', sha);
    await world.desk.client.changelog.detach({ projectId: world.projectId });
    world.desk.sources.advance(3 * DAY);
    expect(await cleanUp()).toMatchObject({ removed: 0 });
    expect(there()).toEqual([name]);
  });

  it('takes away what died jobs left, but for what came within the day and what is not its own', async () => {
    mkdirSync(folder(), { recursive: true });
    const orphan = `payments-1.0-rc9-${'a'.repeat(12)}.bundle`;
    for (const name of [orphan, `${orphan}.part`, 'notes.txt']) writeFileSync(join(folder(), name), 'x');
    expect(await cleanUp()).toMatchObject({ removed: 0 });
    world.desk.sources.advance(3 * DAY);
    expect(await cleanUp()).toMatchObject({ removed: 2, bytes: 2 });
    expect(there()).toEqual(['notes.txt']);
  });
});

describe('opening a workspace', () => {
  it('takes away the folders that died jobs worked in, but for those of today and what was made for download', async () => {
    const { sources, folder: desk } = world.desk;
    const outgoing = join(desk, 'data', 'outgoing');
    for (const name of ['pick-7', 'pick-8']) mkdirSync(join(outgoing, name, '.git'), { recursive: true });
    writeFileSync(join(outgoing, 'export'), 'x');
    const old = new Date(sources.now() - 2 * DAY);
    for (const name of ['pick-7', 'export']) utimesSync(join(outgoing, name), old, old);
    const again = await world.desk.reopen();
    await expect.poll(() => readdirSync(outgoing).sort()).toEqual(['export', 'pick-8']);
    expect(again.logged).toEqual([]);
    await again.app.close();
  });
});
