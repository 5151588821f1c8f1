import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGit, temporaryFolder } from '../../git/repositories.ts';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const text = (...lines: string[]) => `${lines.join('\n')}\n`;

interface Story {
  /** The releases 1.0, 1.1 and 1.2, each with one candidate. */
  readonly releases: readonly [number, number, number];
  readonly fix: string;
}

/** Three releases on the main branch, and a fix after the last of them; 1.1 changed the same line, so it conflicts there. */
async function story({ conflict = false }: { conflict?: boolean } = {}): Promise<Story> {
  const { repository, desk } = world;
  const cut = async (version: string, sha: string) => {
    const { releaseId } = await desk.client.candidate.get({ id: await world.cut(version, sha) });
    return releaseId;
  };
  const lines = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
  const first = await cut('1.0-rc1', repository.commit('begin', { files: { 'a.txt': text(...lines) } }));
  repository.git('checkout', '-q', '-b', 'release-1.1');
  const changed = conflict ? text('alpha', 'BETA of 1.1', 'gamma', 'delta', 'epsilon') : text(...lines);
  const second = await cut(
    '1.1-rc1',
    repository.commit('feat: one', { files: { 'a.txt': changed, b: '1' } }),
  );
  repository.git('checkout', '-q', 'main');
  const third = await cut('1.2-rc1', repository.commit('feat: two', { files: { c: '2' } }));
  const fix = repository.commit('fix: beta (#7)', {
    files: { 'a.txt': text('alpha', 'BETA', 'gamma', 'delta', 'epsilon') },
  });
  return { releases: [first, second, third], fix };
}

const picked = async (input: {
  releaseId: number;
  commit: string;
  leftOut?: number[];
  keepInClone?: boolean;
}) => {
  const { client } = world.desk;
  const job = await world.ended(
    await client.candidate.pick({ projectId: world.projectId, reason: 'Totals are wrong.', ...input }),
  );
  const [pick] = await client.candidate.picks({ projectId: world.projectId });
  return { job, pick };
};

const bundles = () => {
  const folder = join(world.desk.folder, 'test.picks');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

describe('picking a commit', () => {
  it('makes a candidate on the base and on every newer release, as the preview said', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    const { releases, fix } = await story();
    const preview = await client.candidate.previewPick({ projectId, releaseId: releases[0], commit: fix });
    expect(preview).toMatchObject({
      commit: { sha: fix, subject: 'fix: beta (#7)', isMerge: false },
      refusal: null,
      targets: [
        { from: '1.0-rc1', to: '1.0-rc2', state: 'in_progress', isBase: true },
        { from: '1.1-rc1', to: '1.1-rc2', state: 'in_progress', isBase: false },
        { from: '1.2-rc1', to: '1.2-rc2', state: 'in_progress', isBase: false },
      ],
    });
    const { job, pick } = await picked({ releaseId: releases[0], commit: fix });
    expect(job).toMatchObject({ status: 'succeeded', result: { made: 3, failed: 0 } });
    expect(pick?.targets.map(({ candidate, state }) => [candidate, state])).toEqual([
      ['1.0-rc2', 'success'],
      ['1.1-rc2', 'success'],
      ['1.2-rc2', 'success'],
    ]);
    const made = await client.candidate.get({ id: pick?.targets[0]?.candidateId ?? 0 });
    expect(made).toMatchObject({ version: '1.0-rc2', build: 'ready', baseId: pick?.targets[0]?.fromId });
    const { rows } = await client.activity.list({});
    expect(rows.map(({ verb }) => verb)).toContain('candidate.pick');
  });

  it('takes the change and nothing else, names where it came from, and pushes nothing', async () => {
    const { releases, fix } = await story();
    const { repository } = world;
    const before = repository.git('for-each-ref');
    const status = repository.git('status', '--porcelain', '--ignored');
    const { pick } = await picked({ releaseId: releases[1], commit: fix });
    const target = pick?.targets[0];
    expect(repository.git('for-each-ref')).toBe(before);
    expect(repository.git('status', '--porcelain', '--ignored')).toBe(status);
    const file = bundles().find((name) => name.includes('1.1-rc2'));
    repository.git('fetch', '-q', file ?? '', 'refs/slipway/1.1-rc2:refs/heads/got');
    expect(repository.git('rev-parse', 'got')).toBe(target?.commitSha);
    expect(repository.git('rev-parse', 'got^')).toBe(repository.git('rev-parse', 'release-1.1'));
    expect(repository.git('diff', '--stat', 'got^', 'got')).toContain('1 file changed');
    expect(repository.git('log', '-1', '--format=%B%n%an%n%cn', 'got').split('\n')).toEqual([
      'fix: beta (#7)',
      '',
      `(cherry picked from commit ${fix})`,
      '',
      'Ada Byron',
      'mira.solberg',
    ]);
  });

  it('brings the commits into the clone only when that is asked for, beside all that is a person’s', async () => {
    const { releases, fix } = await story();
    const { repository } = world;
    const { pick } = await picked({ releaseId: releases[2], commit: fix, keepInClone: true });
    expect(repository.git('rev-parse', 'refs/slipway/1.2-rc2')).toBe(pick?.targets[0]?.commitSha);
    expect(repository.git('branch', '--list', '--format=%(refname:short)').split('\n').toSorted()).toEqual([
      'main',
      'release-1.1',
    ]);
  });

  it('leaves out what is unticked and what contains the change: itself, a pick of it, or the same lines', async () => {
    const { client } = world.desk;
    const { projectId, repository } = world;
    const { releases, fix } = await story();
    repository.git('checkout', '-q', '-b', 'release-1.3');
    await world.cut('1.3-rc1', fix);
    repository.git('checkout', '-q', '-b', 'release-1.4', 'release-1.1');
    repository.git('cherry-pick', '-x', fix);
    repository.git('commit', '-q', '--amend', '-m', `other words\n\n(cherry picked from commit ${fix})`);
    await world.cut('1.4-rc1', repository.git('rev-parse', 'HEAD'));
    repository.git('checkout', '-q', '-b', 'release-1.5', 'release-1.1');
    repository.git('cherry-pick', fix);
    await world.cut('1.5-rc1', repository.git('rev-parse', 'HEAD'));
    const preview = await client.candidate.previewPick({
      projectId,
      releaseId: releases[1],
      commit: fix.slice(0, 12),
      leftOut: [releases[2]],
    });
    expect(preview.targets.map(({ from, state }) => [from, state])).toEqual([
      ['1.1-rc1', 'in_progress'],
      ['1.2-rc1', 'left_out'],
      ['1.3-rc1', 'contained'],
      ['1.4-rc1', 'contained'],
      ['1.5-rc1', 'contained'],
    ]);
  });

  it('is refused when no candidate would be made', async () => {
    const { client } = world.desk;
    const { projectId, repository } = world;
    const { fix } = await story();
    const { releaseId } = await client.candidate.get({ id: await world.cut('1.3-rc1', fix) });
    const asked = { projectId, releaseId, commit: fix };
    expect(await client.candidate.previewPick(asked)).toMatchObject({
      refusal: 'No candidate would be made. Nothing was changed.',
      targets: [{ state: 'contained' }],
    });
    expect((await picked(asked)).job).toMatchObject({ status: 'failed' });
    expect(await client.candidate.picks({ projectId })).toEqual([]);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('refuses a commit that the clone has not', async () => {
    const { client } = world.desk;
    const { releases } = await story();
    await expect(
      client.candidate.previewPick({
        projectId: world.projectId,
        releaseId: releases[0],
        commit: 'f'.repeat(40),
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('picks a merge as what it brought in', async () => {
    const { client } = world.desk;
    const { repository } = world;
    const { releases } = await story();
    repository.git('checkout', '-q', '-b', 'topic', 'main');
    repository.commit('fix: gamma', { files: { d: 'd' } });
    repository.commit('fix: gamma, again', { files: { d: 'dd' } });
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic');
    const commit = repository.git('rev-parse', 'HEAD');
    const asked = { releaseId: releases[2], commit };
    expect(await client.candidate.previewPick({ projectId: world.projectId, ...asked })).toMatchObject({
      commit: { isMerge: true },
      warnings: ['This commit is a merge: what it brought into its first parent is picked.'],
    });
    const { pick } = await picked({ ...asked, keepInClone: true });
    expect(pick?.targets).toMatchObject([{ state: 'success', candidate: '1.2-rc2' }]);
    expect(repository.git('show', 'refs/slipway/1.2-rc2:d')).toBe('dd');
  });

  it('leaves nothing of its own behind in the folder of downloads', async () => {
    const { releases, fix } = await story();
    await picked({ releaseId: releases[0], commit: fix });
    expect(readdirSync(join(world.desk.folder, 'data', 'outgoing'))).toEqual([]);
  });
});

describe('picking onto what was picked before', () => {
  it('goes on from the candidate that only Slipway has, and its bundle holds both commits', async () => {
    const { repository } = world;
    const { releases, fix } = await story();
    await picked({ releaseId: releases[2], commit: fix });
    const next = repository.commit('fix: omega', { files: { 'z.txt': 'omega' } });
    const { pick } = await picked({ releaseId: releases[2], commit: next });
    expect(pick?.targets).toMatchObject([{ from: '1.2-rc2', candidate: '1.2-rc3', state: 'success' }]);
    const file = bundles().find((name) => name.includes('1.2-rc3'));
    repository.git('fetch', '-q', file ?? '', 'refs/slipway/1.2-rc3:refs/heads/got');
    expect(repository.git('log', '-2', '--format=%s', 'got').split('\n')).toEqual([
      'fix: omega',
      'fix: beta (#7)',
    ]);
  });

  it('knows what such a candidate contains', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    const { releases, fix } = await story();
    await picked({ releaseId: releases[2], commit: fix });
    const base = world.repository.git('rev-parse', 'release-1.1~1');
    for (const commit of [fix, base]) {
      expect(await client.candidate.previewPick({ projectId, releaseId: releases[2], commit })).toMatchObject(
        { targets: [{ from: '1.2-rc2', state: 'contained' }] },
      );
    }
  });

  it('reads what changed up to such a candidate', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    const { releases, fix } = await story();
    const { pick } = await picked({ releaseId: releases[2], commit: fix });
    const [target] = pick?.targets ?? [];
    const range = {
      projectId,
      from: { releaseId: target?.fromId ?? 0 },
      to: { releaseId: target?.candidateId ?? 0 },
    };
    await world.ended(await client.changelog.read(range));
    expect((await client.changelog.between(range)).changes).toMatchObject({
      total: 1,
      entries: [{ subject: 'beta', pullRequest: 7 }],
    });
    expect(readdirSync(join(world.desk.folder, 'data', 'outgoing'))).toEqual([]);
  });
});

describe('a pick that conflicts', () => {
  it('fails in that release with its files and places, and goes on with the others', async () => {
    const { client } = world.desk;
    const { releases, fix } = await story({ conflict: true });
    const { job, pick } = await picked({ releaseId: releases[0], commit: fix });
    expect(job).toMatchObject({ status: 'succeeded', result: { made: 2, failed: 1 } });
    expect(pick?.targets.map(({ state }) => state)).toEqual(['success', 'failure', 'success']);
    expect(pick?.targets[1]).toMatchObject({
      candidate: null,
      failure: {
        message: `${fix.slice(0, 10)} conflicts with 1.1-rc1. The release was left as it is.`,
        files: [{ path: 'a.txt', hunks: [expect.stringMatching(/^@@@ -\d/)] }],
      },
    });
    expect(await client.candidate.ofRelease({ releaseId: releases[1] })).toHaveLength(1);
  });

  it('becomes a candidate once a person accepts the commit in which they resolved it, and says how', async () => {
    const { client } = world.desk;
    const { repository } = world;
    const { releases, fix } = await story({ conflict: true });
    const { pick } = await picked({ releaseId: releases[1], commit: fix });
    repository.git('checkout', '-q', 'release-1.1');
    const commit = repository.commit('fix: beta', { files: { 'a.txt': text('alpha', 'BETA both') } });
    const input = { pickId: pick?.id ?? 0, releaseId: releases[1], commit, reason: 'Took both.' };
    await expect(client.candidate.resolvePick({ ...input, commit: 'f'.repeat(40) })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { refusal: 'commit' },
    });
    const candidate = await client.candidate.resolvePick(input);
    expect(candidate).toMatchObject({ version: '1.1-rc2', commitSha: commit });
    expect((await client.candidate.getPick({ id: input.pickId })).targets[0]).toMatchObject({
      state: 'success',
      candidate: '1.1-rc2',
      commitSha: commit,
    });
    await expect(client.candidate.resolvePick(input)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('needs words for how it was resolved', async () => {
    await expect(
      world.desk.client.candidate.resolvePick({ pickId: 1, releaseId: 1, commit: 'abcdef1', reason: ' ' }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('what is known of a picked commit', () => {
  it('keeps a candidate without it from where it is live, and lets one with it go there', async () => {
    const { client } = world.desk;
    const { projectId, production, repository } = world;
    const { releases, fix } = await story();
    await picked({ releaseId: releases[0], commit: fix, leftOut: [releases[2]] });
    await world.runs('1.0-rc2', production);
    const lacking = (await client.candidate.ofRelease({ releaseId: releases[2] }))[0]?.id ?? 0;
    expect(
      await client.environment.previewDeploy({ projectId, environmentId: production, releaseId: lacking }),
    ).toMatchObject({ obstacles: [{ check: 'drops_hotfix' }] });
    const holding = (await client.candidate.ofRelease({ releaseId: releases[1] }))[0]?.id ?? 0;
    expect(
      await client.environment.previewDeploy({ projectId, environmentId: production, releaseId: holding }),
    ).toMatchObject({ obstacles: [], refusal: null });
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('is read from the clone for what is cut later', async () => {
    const { client } = world.desk;
    const { projectId, production, repository } = world;
    const { releases, fix } = await story();
    await picked({ releaseId: releases[2], commit: fix });
    await world.runs('1.2-rc2', production);
    const holding = await world.cut('1.3-rc1', fix);
    repository.git('checkout', '-q', 'release-1.1');
    const lacking = await world.cut('1.4-rc1', repository.commit('feat: elsewhere', { files: { e: 'e' } }));
    const settled = async () => {
      const jobs = await client.job.list({});
      for (const { id, kind } of jobs) if (kind === 'contents') await world.desk.app.jobEnded(id);
      return jobs.filter(({ kind, status }) => kind === 'contents' && status === 'succeeded').length;
    };
    await expect.poll(settled).toBe(2);
    const checks = async (releaseId: number) => {
      const where = { projectId, environmentId: production, releaseId };
      const { obstacles, warnings } = await client.environment.previewDeploy(where);
      return [obstacles.map(({ check }) => check), warnings];
    };
    expect(await checks(holding)).toEqual([[], []]);
    expect((await checks(lacking))[0]).toEqual(['drops_hotfix']);
  });
});

describe('a clone that is not all there', () => {
  it('can be picked in when it is shallow', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    const { releases, fix } = await story();
    const shallow = join(temporaryFolder(), 'shallow');
    runGit('/', ['clone', '-q', '--depth=2', `file://${world.repository.path}`, shallow]);
    await client.changelog.attach({ projectId, path: shallow });
    const { pick } = await picked({ releaseId: releases[2], commit: fix });
    expect(pick?.targets).toMatchObject([{ state: 'success', candidate: '1.2-rc2' }]);
  });

  it('fails in the releases whose commit it lacks, and names it', async () => {
    const { client } = world.desk;
    const { projectId } = world;
    const { releases, fix } = await story();
    const partial = join(temporaryFolder(), 'partial');
    runGit('/', ['clone', '-q', '--single-branch', '-b', 'main', `file://${world.repository.path}`, partial]);
    await client.changelog.attach({ projectId, path: partial });
    const { pick } = await picked({ releaseId: releases[0], commit: fix });
    expect(pick?.targets.map(({ state }) => state)).toEqual(['success', 'failure', 'success']);
    expect(pick?.targets[1]?.failure?.message).toContain('The clone has no commit');
  });
});
