import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  commitOf,
  HASH,
  PROJECT,
  REPO,
  type ReleaseProject,
  releasePath,
  releaseProject,
} from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const candidatesOf = async (release: string) => {
  const { client } = world.desk;
  const { releases } = await client.release.board({ projectId: world.projectId });
  return releases.find(({ version }) => version === release)?.candidates ?? [];
};

describe('creating a release', () => {
  it('answers 201 without a body, and makes the release and a candidate that is ready', async () => {
    const answer = await world.cut('2024.08.27-2-rc1');
    expect([answer.status, answer.text]).toEqual([201, '']);
    expect(await candidatesOf('2024.08.27-2')).toMatchObject([
      {
        version: '2024.08.27-2-rc1',
        number: 1,
        build: 'ready',
        commitSha: commitOf('2024.08.27-2-rc1'),
        author: 'ci-bot',
      },
    ]);
  });

  it('starts the build workflow when it is asked to, and only then', async () => {
    const { client } = world.desk;
    await client.workflow.put({
      projectId: world.projectId,
      environmentId: null,
      steps: [{ kind: 'approval', name: 'Build it', question: 'Is it built?' }],
    });
    expect((await world.cut('v1-rc1', { trigger_build_workflow: true })).status).toBe(201);
    expect((await world.cut('v2-rc1', { trigger_build_workflow: false })).status).toBe(201);
    expect((await world.cut('v3-rc1')).status).toBe(201);
    const runs = async (release: string) => {
      const [candidate] = await candidatesOf(release);
      return (await client.workflow.runs({ candidateId: candidate?.id ?? 0 })).length;
    };
    expect([await runs('v1'), await runs('v2'), await runs('v3')]).toEqual([1, 0, 0]);
    const [asked] = await candidatesOf('v1');
    expect(asked?.build).not.toBe('ready');
    expect((await candidatesOf('v2'))[0]?.build).toBe('ready');
  });

  it('makes no second record of the same candidate, also without a key', async () => {
    await world.cut('v1-rc1');
    const { records } = await world.state();
    for (const repo of [REPO, REPO.toUpperCase()]) {
      expect((await world.cut('v1-rc1', { repo, commit: commitOf('v1-rc1').toUpperCase() })).status).toBe(
        201,
      );
    }
    expect((await world.state()).records).toMatchObject({
      releases: (records as { releases: unknown }).releases,
    });
    expect(await candidatesOf('v1')).toHaveLength(1);
  });

  it('refuses another commit for a candidate that is there', async () => {
    await world.cut('v1-rc1');
    const before = await world.state();
    const answer = await world.cut('v1-rc1', { commit: HASH });
    expect([answer.status, answer.json]).toEqual([409, { error: 'Release candidate already exists' }]);
    expect(await world.state()).toEqual({ ...before, refused: before.refused + 1 });
  });

  it('moves the release’s commit with its newest candidate, which supersedes the older ones', async () => {
    await world.cut('v1-rc1');
    await world.cut('v1-rc2');
    expect(await candidatesOf('v1')).toMatchObject([
      { number: 2, supersededAt: null },
      { number: 1, supersededAt: world.desk.sources.now() },
    ]);
    const { rows } = await world.desk.client.release.list({ projectId: world.projectId });
    expect(rows.find(({ version }) => version === 'v1')?.commitSha).toBe(commitOf('v1-rc2'));
  });

  it.each([
    '2024.08.27-2-rc1',
    'v2.3.1-rc12',
    '1.0-rc0',
    '1.0-rc1-rc2',
    'a-rc999999999',
    `${'a'.repeat(127)}-rc1`,
    'a+b_c.d-rc3',
  ])('takes the version %s', async (version) => {
    expect((await world.cut(version)).status).toBe(201);
    expect((await world.deploy(version)).status).toBe(201);
    expect((await world.list())[0]).toMatchObject({
      release_version: version.slice(0, version.lastIndexOf('-rc')),
      release_candidate_version: version,
    });
  });

  it.each([
    '-rc1',
    '1.0-rc',
    '1.0--rc1',
    '1.0/2-rc1',
    'a-rc1000000000',
    `${'a'.repeat(128)}-rc1`,
    '1.0-rc01',
    '1.0-rc-1',
    '1.0-RC1',
    '1.0-rc1 ',
    ' 1.0-rc1',
    '1.0-rc1\n',
    '2024.06.20.rc1',
    '1.0',
    '1 0-rc1',
    'ü-rc1',
  ])('refuses the version %j, wherever it is named', async (version) => {
    const before = await world.state();
    const refused = { error: 'Invalid release candidate version' };
    for (const answer of [
      await world.cut(version),
      await world.deploy(version),
      await world.report(version, 'success'),
    ]) {
      expect([answer.status, answer.json]).toEqual([400, refused]);
    }
    expect(await world.state()).toEqual(before);
  });

  it.each(['main', 'a1b2c3', 'g1b2c3d4', ` ${HASH}`, `${HASH}${HASH}`, '', undefined, null])(
    'refuses the commit %j',
    async (commit) => {
      const answer = await world.cut('v1-rc1', { commit });
      expect([answer.status, answer.json]).toEqual([400, { error: 'Invalid commit hash' }]);
    },
  );

  it.each(['acme/other', 'payments', `https://github.com/${REPO}`, '', undefined, null])(
    'refuses the repository %j',
    async (repo) => {
      const answer = await world.cut('v1-rc1', { repo });
      expect([answer.status, answer.json]).toEqual([404, { error: 'GitHub repository not found' }]);
    },
  );

  it('checks the version, the commit, the project and the repository, in this order', async () => {
    const ask = async (version: string, project: string, body: object) =>
      (await world.send({ method: 'POST', path: releasePath(version, project), body })).json.error;
    expect(await ask('v1', 'nobody', { commit: 'main' })).toBe('Invalid release candidate version');
    expect(await ask('v1-rc1', 'nobody', { commit: 'main' })).toBe('Invalid commit hash');
    expect(await ask('v1-rc1', 'nobody', { commit: HASH })).toBe('Release project not found');
    expect(await ask('v1-rc1', PROJECT.toLowerCase(), { commit: HASH })).toBe('Release project not found');
    expect(await ask('v1-rc1', PROJECT, { commit: HASH })).toBe('GitHub repository not found');
  });
});
