import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloneWorld, cloneWorld } from './world.ts';

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

/** Two candidates with everything between them that a changelog tells apart. */
async function twoVersions() {
  const { repository } = world;
  const first = repository.commit('chore: begin');
  const from = await world.cut('v1-rc1', first);
  repository.commit('feat(cart): add coupons (#12)');
  repository.commit('fix: round totals', { author: 'Grace Hopper <grace@example.org>' });
  repository.commit('perf: cache rates');
  repository.commit('feat!: drop the old API');
  repository.commit('fix: keep sessions\n\nBREAKING CHANGE: cookies are set anew');
  const wrong = repository.commit('docs: explain');
  repository.git('revert', '--no-edit', wrong);
  const last = repository.commit('whatever it is');
  return { from, to: await world.cut('v2-rc1', last), first, last };
}

async function readBetween(from: number | null, to: number) {
  const { client } = world.desk;
  const range = {
    projectId: world.projectId,
    from: from === null ? null : { releaseId: from },
    to: { releaseId: to },
  };
  const job = await world.ended(await client.changelog.read(range));
  return { job, changelog: await client.changelog.between(range) };
}

describe('what changed between two versions', () => {
  it('is not read before somebody asks for it, and then stands in the workspace', async () => {
    const { client } = world.desk;
    const { from, to } = await twoVersions();
    const range = { projectId: world.projectId, from: { releaseId: from }, to: { releaseId: to } };
    expect(await client.changelog.between(range)).toMatchObject({ state: 'not_read', changes: null });
    const { job, changelog } = await readBetween(from, to);
    expect(job).toMatchObject({ status: 'succeeded', kind: 'changelog', result: { total: 8, listed: 8 } });
    expect(changelog).toMatchObject({
      state: 'read',
      from: { version: 'v1-rc1' },
      to: { version: 'v2-rc1' },
      listed: 8,
    });
    await client.changelog.detach({ projectId: world.projectId });
    expect(await client.changelog.between(range)).toMatchObject({ state: 'read', listed: 8 });
  });

  it('is of a release since the one before it, whatever candidates stand between them', async () => {
    const { client } = world.desk;
    const { repository, projectId } = world;
    const releaseOf = async (version: string, subject: string) => {
      const id = await world.cut(version, repository.commit(subject));
      return (await client.candidate.get({ id })).releaseId;
    };
    const first = await releaseOf('v1-rc1', 'feat: one');
    await releaseOf('v1-rc2', 'fix: one');
    const second = await releaseOf('v2-rc1', 'feat: two');
    expect(await client.changelog.ofRelease({ releaseId: first })).toMatchObject({ from: null });
    const asked = await client.changelog.ofRelease({ releaseId: second });
    expect(asked).toMatchObject({ state: 'not_read', from: { version: 'v1' }, to: { version: 'v2' } });
    await world.ended(
      await client.changelog.read({ projectId, from: { releaseId: first }, to: { releaseId: second } }),
    );
    const { changes } = await client.changelog.ofRelease({ releaseId: second });
    expect(changes?.entries.map(({ subject }) => subject)).toEqual(['two']);
  });

  it('is grouped by what each change is, and says whose it is and where it was reviewed', async () => {
    const { from, to } = await twoVersions();
    const { changes } = (await readBetween(from, to)).changelog;
    expect(changes?.counts).toEqual({
      breaking: 2,
      features: 1,
      fixes: 1,
      performance: 1,
      reverts: 1,
      others: 2,
    });
    expect(changes?.authors).toEqual([
      { name: 'Ada Byron', email: 'ada@example.org', commits: 7 },
      { name: 'Grace Hopper', email: 'grace@example.org', commits: 1 },
    ]);
    expect(changes?.entries.at(-1)).toMatchObject({
      group: 'features',
      type: 'feat',
      scope: 'cart',
      subject: 'add coupons',
      pullRequest: 12,
      author: 'Ada Byron',
    });
    expect(
      changes?.entries.filter(({ group }) => group === 'breaking').map(({ breaking }) => breaking),
    ).toEqual(['cookies are set anew', '']);
  });

  it('leaves merges out, and begins at the first commit when nothing was before', async () => {
    const { repository } = world;
    repository.commit('feat: one');
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit('feat: two');
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge side', 'side');
    const to = await world.cut('v1-rc1', repository.git('rev-parse', 'HEAD'));
    const { changelog } = await readBetween(null, to);
    expect(changelog.changes?.entries.map(({ subject }) => subject).toSorted()).toEqual(['one', 'two']);
  });

  it('is of the project’s paths alone, and is read anew when they change', async () => {
    const { client } = world.desk;
    const { projectId, repository } = world;
    const from = await world.cut('v1-rc1', repository.commit('begin'));
    repository.commit('feat: ours', { files: { 'services/payments/a.ts': '1' } });
    repository.commit('feat: theirs', { files: { 'services/search/a.ts': '1' } });
    const last = repository.commit('docs: ours', { files: { 'services/payments/README.md': '1' } });
    const to = await world.cut('v2-rc1', last);
    expect((await readBetween(from, to)).changelog.changes?.total).toBe(3);
    await client.project.update({
      id: projectId,
      paths: ['services/payments/**', '!services/payments/**/*.md'],
    });
    const range = { projectId, from: { releaseId: from }, to: { releaseId: to } };
    expect((await client.changelog.between(range)).state).toBe('not_read');
    const { changelog } = await readBetween(from, to);
    expect(changelog.changes?.entries.map(({ subject }) => subject)).toEqual(['ours']);
  });

  it('says how many commits a way back leaves behind', async () => {
    const { from, to } = await twoVersions();
    const { changelog } = await readBetween(to, from);
    expect(changelog.changes).toMatchObject({ total: 0, leftBehind: 8 });
  });

  it('shows the notes of every release in between when no commit is known', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    const ids: number[] = [];
    for (const version of ['1.0.0', '1.1.0', '1.2.0', '1.3.0']) {
      const notes = version === '1.2.0' ? null : `What ${version} brings`;
      ids.push((await client.release.create({ projectId, version, notes })).id);
    }
    const [from = 0, , , to = 0] = ids;
    const range = { projectId, from: { releaseId: from }, to: { releaseId: to } };
    expect(await client.changelog.between(range)).toMatchObject({
      state: 'no_commit',
      changes: null,
      notes: [
        { version: '1.3.0', notes: 'What 1.3.0 brings' },
        { version: '1.1.0', notes: 'What 1.1.0 brings' },
      ],
    });
  });

  it('gives the notes of a candidate’s release, which has them for it', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    await client.changelog.detach({ projectId });
    const from = await world.cut('1.0.0-rc1');
    const cut = { projectId, version: '1.1.0-rc1', commit: 'a'.repeat(40), notes: 'Coupons.' };
    const { id: to } = await client.candidate.cut(cut);
    const range = { projectId, from: { releaseId: from }, to: { releaseId: to } };
    expect((await client.changelog.between(range)).notes).toMatchObject([
      { version: '1.1.0', notes: 'Coupons.' },
    ]);
  });

  it('keeps messages that are not UTF-8 readable', async () => {
    const { repository } = world;
    const from = await world.cut('v1-rc1', repository.commit('begin'));
    repository.write('latin.txt', 'x');
    repository.git('add', '--all');
    const tree = repository.git('write-tree');
    const raw = Buffer.concat([
      Buffer.from(`tree ${tree}\nparent ${repository.git('rev-parse', 'HEAD')}\n`),
      Buffer.from('author A <a@b.c> 1700000000 +0000\ncommitter A <a@b.c> 1700000000 +0000\n\nfix: caf'),
      Buffer.from([0xe9, 0x20, 0xff]),
      Buffer.from(' closed\n'),
    ]);
    const sha = execFileSync('git', ['-C', repository.path, 'hash-object', '-t', 'commit', '-w', '--stdin'], {
      input: raw,
    })
      .toString()
      .trim();
    const to = await world.cut('v2-rc1', sha);
    const { changelog } = await readBetween(from, to);
    expect(changelog.changes?.entries).toMatchObject([{ type: 'fix', subject: 'caf\ufffd \ufffd closed' }]);
  });

  it('says which commit the clone lacks', async () => {
    const { client } = world.desk;
    const { projectId, repository } = world;
    const commit = repository.commit('begin');
    const job = await world.ended(
      await client.changelog.read({ projectId, from: { commit: 'f'.repeat(40) }, to: { commit } }),
    );
    expect(job).toMatchObject({
      status: 'failed',
      error: `The clone has no commit ${'f'.repeat(40)}. Nothing was changed. Fetch in the clone, then try again.`,
    });
  });

  it('is not read where no clone is attached, and no job is opened', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    await client.changelog.detach({ projectId });
    await expect(
      client.changelog.read({ projectId, from: null, to: { commit: 'abcdef1' } }),
    ).rejects.toMatchObject({ code: 'conflict', details: { git: 'no_clone' } });
    expect(await client.job.list({})).toEqual([]);
  });
});

describe('what waits for the next environment', () => {
  it('is what runs in staging and not in production, and nothing once it is there', async () => {
    const { client } = world.desk;
    const { projectId, staging, production } = world;
    const where = { projectId, lowerId: staging, upperId: production };
    expect(await client.changelog.pending(where)).toBeNull();
    const { from, to } = await twoVersions();
    await world.runs('v1-rc1', production);
    await world.runs('v2-rc1', staging);
    await readBetween(from, to);
    expect(await client.changelog.pending(where)).toMatchObject({
      from: { version: 'v1-rc1' },
      to: { version: 'v2-rc1' },
      state: 'read',
      changes: { total: 8 },
    });
  });
});

describe('what no release has yet', () => {
  it('is what a branch has since the newest version, and how much that makes of the next one', async () => {
    const { client } = world.desk;
    const { projectId, repository } = world;
    await twoVersions();
    repository.git('checkout', '-q', '-b', 'next');
    repository.commit('feat: rebates');
    const found = await client.changelog.unreleased({ projectId, branch: 'next' });
    expect(found).toMatchObject({
      branch: 'next',
      since: { version: 'v2' },
      changes: { total: 1, entries: [{ subject: 'rebates' }] },
      size: 'feature',
      more: false,
    });
    expect(await client.changelog.unreleased({ projectId, branch: 'main' })).toMatchObject({
      changes: { total: 0 },
      size: null,
    });
  });
});

describe('the digest of a deployment', () => {
  it('tells where it stands, and its changes once they were read', async () => {
    const { client } = world.desk;
    const { from, to } = await twoVersions();
    await world.runs('v1-rc1', world.production);
    const { id } = (await world.runs('v2-rc1', world.production)) as { id: number };
    const before = await client.changelog.digest({ deploymentId: id });
    expect(before).toMatchObject({
      state: 'not_read',
      range: { projectId: world.projectId, from: { releaseId: from }, to: { releaseId: to } },
    });
    expect(before.text).toContain(
      'payments v2-rc1 is in prod-eu since Fri 20 Nov 2026, 14:36:25 UTC, in place of v1-rc1.',
    );
    await world.ended(await client.changelog.read(before.range ?? expect.fail('it has a range')));
    const { text, state } = await client.changelog.digest({ deploymentId: id });
    expect(state).toBe('read');
    expect(text).toContain('8 changes by 2 people, to be verified there:');
    expect(text).toContain('Grace Hopper\n- fix: round totals');
  });

  it('is of nothing but the deployment where no commit is known', async () => {
    const { client } = world.desk;
    const { id } = (await world.runs('v0', world.production)) as { id: number };
    expect(await client.changelog.digest({ deploymentId: id })).toMatchObject({
      state: 'no_commit',
      range: null,
    });
    await expect(client.changelog.digest({ deploymentId: 1 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
