import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitOf, HASH, type ReleaseProject, releaseProject } from '../../gateway/aviator/aviatorApp.ts';
import { soundness } from '../../support/soundness.ts';

/** Versions that are named like candidates by deployments, before anybody cut them. */
let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  expect(soundness(world.desk.file)).toEqual([]);
  await world.close();
});

const named = async (version: string, more: { commitSha?: string; environmentId?: number } = {}) => {
  world.desk.sources.advance(60_000);
  return world.desk.client.deployment.record({
    projectId: world.projectId,
    environmentId: world.production,
    version,
    status: 'succeeded',
    ...more,
  });
};
const board = async () => (await world.desk.client.release.board({ projectId: world.projectId })).releases;
const shown = async () =>
  (await board()).map(({ version, candidates }) => [version, candidates.map((one) => one.version)]);
const versions = async () => (await world.desk.client.release.list({ projectId: world.projectId })).rows;
const idOf = async (version: string) => (await versions()).find((one) => one.version === version)?.id ?? 0;

describe('a version that deployments named', () => {
  it('is no candidate: it stands on the board by itself, right below its release, and is not promoted', async () => {
    await world.cut('1.0-rc1');
    await world.cut('1.1-rc1');
    await named('1.0-rc2');
    await named('0.9-rc1');
    expect(await shown()).toEqual([
      ['0.9-rc1', []],
      ['1.1', ['1.1-rc1']],
      ['1.0', ['1.0-rc1']],
      ['1.0-rc2', []],
    ]);
    const { current } = await world.desk.client.environment.steering({ projectId: world.projectId });
    expect(current?.version).toBe('1.1-rc1');
  });

  it.each([
    ['a pipeline', async (version: string) => expect((await world.cut(version)).status).toBe(201)],
    [
      'a person',
      async (version: string) => {
        const cut = { projectId: world.projectId, version, commit: commitOf(version) };
        expect(await world.desk.client.candidate.previewCut(cut)).toMatchObject({
          kind: 'cut',
          warnings: ['The version is known already: it becomes the candidate and keeps its deployments.'],
        });
        await world.desk.client.candidate.cut(cut);
      },
    ],
  ])(
    'becomes the candidate when %s cuts it, as the record that it is, with its deployments',
    async (_who, cut) => {
      await world.cut('1.0-rc1');
      const deployment = await named('1.0-rc2');
      const id = await idOf('1.0-rc2');
      await cut('1.0-rc2');
      expect(await shown()).toEqual([['1.0', ['1.0-rc2', '1.0-rc1']]]);
      expect((await versions()).filter(({ version }) => version === '1.0-rc2')).toMatchObject([
        { id, commitSha: commitOf('1.0-rc2') },
      ]);
      const [release] = await board();
      expect(release?.candidates).toMatchObject([
        { id, supersededAt: null, runsIn: [world.production], reached: [world.production] },
        { supersededAt: world.desk.sources.now() },
      ]);
      const { deployments } = await world.desk.client.release.get({ id: release?.id ?? 0 });
      expect(deployments.map((one) => one.id)).toEqual([deployment.id]);
      const before = await versions();
      expect((await world.cut('1.0-rc2')).status).toBe(201);
      expect(await versions()).toEqual(before);
    },
  );

  it('is cut with a release of its own when nobody knew one, which stands where the version did', async () => {
    await named('1.0-rc1');
    await world.cut('1.1-rc1');
    await world.cut('1.0-rc1');
    expect(await shown()).toEqual([
      ['1.1', ['1.1-rc1']],
      ['1.0', ['1.0-rc1']],
    ]);
  });

  it('keeps its commit: another one is refused, and the longer form of the same one is kept', async () => {
    const commit = commitOf('1.0-rc1');
    await named('1.0-rc1', { commitSha: commit });
    const before = await world.state();
    expect(await world.cut('1.0-rc1', { commit: HASH })).toMatchObject({
      status: 409,
      json: { error: 'Release candidate already exists' },
    });
    expect(await world.state()).toEqual({ ...before, refused: before.refused + 1 });
    expect((await world.cut('1.0-rc1', { commit: commit.slice(0, 8) })).status).toBe(201);
    expect((await versions()).map(({ commitSha }) => commitSha)).toEqual([commit, commit]);
  });

  it('stays blocked when it was: it is not cut before somebody unblocked it', async () => {
    await named('1.0-rc1');
    await world.desk.client.release.block({ id: await idOf('1.0-rc1'), reason: 'leaks' });
    expect(await world.cut('1.0-rc1')).toMatchObject({ status: 409, json: { error: 'Release is blocked' } });
    await world.desk.client.release.unblock({ id: await idOf('1.0-rc1'), reason: 'it does not' });
    expect((await world.cut('1.0-rc1')).status).toBe(201);
  });

  it('can be deployed and reported on by pipelines, before it is cut and after', async () => {
    await named('1.0-rc1', { environmentId: world.staging });
    expect((await world.deploy('1.0-rc1')).status).toBe(201);
    expect((await world.report('1.0-rc1', 'success')).status).toBe(200);
    await world.cut('1.0-rc1');
    expect((await world.report('1.0-rc1', 'failure')).status).toBe(200);
    expect((await world.deploy('1.0-rc1')).status).toBe(201);
    expect(
      (await world.list()).map(({ release_candidate_version, status }) => [
        release_candidate_version,
        status,
      ]),
    ).toEqual([
      ['1.0-rc1', 'pending'],
      ['1.0-rc1', 'failure'],
    ]);
    expect(await world.list('staging')).toHaveLength(1);
    expect((await world.deploy('1.0-rc2')).json).toEqual({ error: 'Release not found' });
  });

  it('is superseded from the start when a later candidate was cut before it', async () => {
    await named('1.0-rc1');
    await world.cut('1.0-rc2');
    await world.cut('1.0-rc1');
    const [release] = await board();
    expect(release?.candidates.map(({ version, supersededAt }) => [version, supersededAt !== null])).toEqual([
      ['1.0-rc2', false],
      ['1.0-rc1', true],
    ]);
  });
});
