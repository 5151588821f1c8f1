import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { longRepository, runGit, temporaryFolder, testRepository } from '../../git/repositories.ts';
import { type CloneWorld, cloneWorld } from './world.ts';

let world: CloneWorld;
const path = process.env.PATH;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  process.env.PATH = path;
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const attach = (to: string) => world.desk.client.changelog.attach({ projectId: world.projectId, path: to });

describe('attaching a clone', () => {
  it('takes the top of a repository, wherever in it one stands', async () => {
    const { path: top } = world.repository;
    mkdirSync(join(top, 'deep', 'down'), { recursive: true });
    expect(await attach(join(top, 'deep', 'down'))).toMatchObject({ path: top, isBare: false, warnings: [] });
  });

  it('takes a bare one', async () => {
    const bare = join(temporaryFolder(), 'payments.git');
    runGit(world.repository.path, ['clone', '-q', '--bare', world.repository.path, bare]);
    expect(await attach(bare)).toMatchObject({ path: bare, isBare: true, problem: null });
  });

  it('warns of a shallow one', async () => {
    world.repository.commit('one');
    world.repository.commit('two');
    const shallow = join(temporaryFolder(), 'shallow');
    runGit(world.repository.path, ['clone', '-q', '--depth=1', `file://${world.repository.path}`, shallow]);
    expect(await attach(shallow)).toMatchObject({
      isShallow: true,
      warnings: ['The clone is shallow: commits before its beginning are missing from what is read of it.'],
    });
  });

  it('warns of another repository than the project’s, and shows no password of an address', async () => {
    world.repository.git('remote', 'add', 'origin', 'https://ada:hunter2@git.example.org/acme/other.git');
    const clone = await attach(world.repository.path);
    expect(clone.warnings).toEqual([
      'The clone is of acme/other, and payments has the repository acme/payments.',
    ]);
    world.repository.git('remote', 'add', 'upstream', 'git@git.example.org:Acme/Payments.git');
    expect((await attach(world.repository.path)).warnings).toEqual([]);
  });

  it.each([
    ['a folder without a repository', () => temporaryFolder(), { code: 'invalid_input' }],
    ['the inside of a repository', () => join(world.repository.path, '.git'), { code: 'invalid_input' }],
    ['a folder that is not there', () => '/nowhere/at/all', { code: 'not_found' }],
    [
      'a path from nowhere',
      () => 'payments',
      {
        code: 'invalid_input',
        message: 'Give the whole path, from the top: payments begins nowhere. Nothing was changed.',
        details: { field: 'path' },
      },
    ],
  ])('refuses %s, and keeps the one before', async (_what, folder, error) => {
    await expect(attach(folder())).rejects.toMatchObject(error);
    const clone = await world.desk.client.changelog.clone({ projectId: world.projectId });
    expect(clone.path).toBe(world.repository.path);
  });

  it('says that there is no git', async () => {
    process.env.PATH = temporaryFolder();
    await expect(attach(world.repository.path)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'There is no git on this machine. Nothing was changed.',
    });
  });

  it('says what became of a clone that went away, and stays attached', async () => {
    world.repository.drop();
    expect(await world.desk.client.changelog.clone({ projectId: world.projectId })).toMatchObject({
      path: world.repository.path,
      problem: `There is no folder ${world.repository.path} on this machine. Nothing was changed.`,
      branches: [],
    });
  });

  it('is of this machine: the workspace names no path', async () => {
    const { client, file } = world.desk;
    const commit = world.repository.commit('feat: one');
    await world.ended(
      await client.changelog.read({ projectId: world.projectId, from: null, to: { commit } }),
    );
    await world.desk.app.close();
    expect(readFileSync(file).includes(world.repository.path)).toBe(false);
  });
});

describe('the commits of a clone', () => {
  const commits = (more: { text?: string; skip?: number; limit?: number; branch?: string } = {}) =>
    world.desk.client.changelog.commits({ projectId: world.projectId, ...more });

  it('come a page at a time, with the versions that are cut of them', async () => {
    world.repository.commit('feat: one');
    await world.cut('v1-rc1', world.repository.commit('feat: two'));
    world.repository.commit('feat: three');
    const first = await commits({ limit: 2 });
    expect(first.rows.map(({ subject, versions }) => [subject, versions])).toEqual([
      ['feat: three', []],
      ['feat: two', ['v1', 'v1-rc1']],
    ]);
    expect(first.more).toBe(true);
    const next = await commits({ limit: 2, skip: 2 });
    expect(next).toMatchObject({ rows: [{ subject: 'feat: one' }], more: false });
  });

  it('are found by what their messages say, as it is written, and by the beginning of their id', async () => {
    const sha = world.repository.commit('feat: Coupons (100%.*)');
    world.repository.commit('fix: totals');
    const found = async (text: string) => (await commits({ text })).rows.map(({ subject }) => subject);
    expect(await found('coupons')).toEqual(['feat: Coupons (100%.*)']);
    expect(await found('100%.*')).toEqual(['feat: Coupons (100%.*)']);
    expect(await found('t.tals')).toEqual([]);
    expect(await found(sha.slice(0, 9))).toEqual(['feat: Coupons (100%.*)']);
  });

  it('are of the branch that is asked for, and a branch that is not there is named', async () => {
    world.repository.commit('feat: one');
    world.repository.git('checkout', '-q', '-b', 'side');
    world.repository.commit('feat: aside');
    world.repository.git('checkout', '-q', 'main');
    expect((await commits({ branch: 'side' })).rows.map(({ subject }) => subject)).toContain('feat: aside');
    expect((await commits()).rows.map(({ subject }) => subject)).toEqual(['feat: one']);
    await expect(commits({ branch: '--output=/tmp/x' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'The clone has no branch --output=/tmp/x.',
    });
  });
});

describe('a repository of somebody else', () => {
  it('starts no program: no monitor, no hook, no signature, no remote of its own', async () => {
    const { repository } = world;
    const marker = join(temporaryFolder(), 'ran');
    const script = join(temporaryFolder(), 'run.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    const sha = repository.commit('feat: one');
    const settings: readonly (readonly [string, string])[] = [
      ['core.fsmonitor', script],
      ['core.pager', script],
      ['pager.log', script],
      ['gpg.program', script],
      ['log.showSignature', 'true'],
      ['alias.log', `!${script}`],
      ['core.sshCommand', script],
      ['protocol.ext.allow', 'always'],
      ['remote.origin.url', `ext::${script}`],
      ['remote.origin.promisor', 'true'],
      ['extensions.partialClone', 'origin'],
      ['core.repositoryFormatVersion', '1'],
      ['core.hooksPath', script.replace('/run.sh', '')],
    ];
    for (const [name, value] of settings) repository.git('config', name, value);
    const { client } = world.desk;
    const { projectId } = world;
    await client.changelog.clone({ projectId });
    await client.changelog.commits({ projectId });
    await client.changelog.commits({ projectId, text: 'f'.repeat(40) });
    await expect(world.cut('v1-rc1', 'f'.repeat(40))).rejects.toMatchObject({
      details: { refusal: 'commit' },
    });
    const job = await client.changelog.read({ projectId, from: null, to: { commit: sha } });
    expect(await world.ended(job)).toMatchObject({ status: 'succeeded' });
    expect(existsSync(marker)).toBe(false);
  });
});

describe('a long history', () => {
  it('is read to its end, listed only in part, and canceled on the way', async () => {
    const long = longRepository(20_000);
    const { client } = world.desk;
    const { projectId } = world;
    await attach(long.path);
    const commit = long.git('rev-parse', 'main');
    const asked = { projectId, from: null, to: { commit } };
    const canceled = await client.changelog.read(asked);
    await client.job.cancel({ id: canceled.id });
    expect(await world.ended(canceled)).toMatchObject({ status: 'canceled' });
    expect((await client.changelog.between(asked)).state).toBe('not_read');
    const job = await world.ended(await client.changelog.read(asked));
    expect(job).toMatchObject({
      status: 'succeeded',
      result: { total: 20_000, listed: 1000 },
      total: 20_000,
    });
    const { changes, listed } = await client.changelog.between({ ...asked, limit: 300, skip: 900 });
    expect([listed, changes?.total, changes?.entries.length]).toEqual([1000, 20_000, 100]);
    long.drop();
  });

  it('is nothing where a repository has no commit yet', async () => {
    const empty = testRepository();
    await attach(empty.path);
    await expect(world.desk.client.changelog.commits({ projectId: world.projectId })).rejects.toMatchObject({
      code: 'not_found',
    });
    empty.drop();
  });
});
