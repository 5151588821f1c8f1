import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';

/** A project without a scheme to its versions: what is newer is what began later, whatever was cut last. */
let world: CloneWorld;
let fix: string;
const ids = new Map<string, number>();

beforeEach(async () => {
  world = await cloneWorld();
  const { repository, desk, projectId } = world;
  await desk.client.project.update({ id: projectId, versionScheme: 'free' });
  const text = ['alpha', 'beta', 'gamma', 'delta', ''].join('\n');
  const first = repository.commit('begin', { files: { 'a.txt': text } });
  const second = repository.commit('feat: one', { files: { b: '1' } });
  for (const [version, sha] of [
    ['walrus-rc1', first],
    ['otter-rc1', second],
    ['walrus-rc2', first],
  ] as const)
    ids.set(version, await world.cut(version, sha));
  fix = repository.commit('fix: beta', { files: { 'a.txt': text.replace('beta', 'BETA') } });
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const releaseOf = async (version: string) =>
  (await world.desk.client.candidate.get({ id: ids.get(version) ?? 0 })).releaseId;
const pick = async (releaseId: number, leftOut: number[] = []) => {
  const { client } = world.desk;
  const asked = { projectId: world.projectId, releaseId, commit: fix, leftOut, reason: 'Totals are wrong.' };
  await world.ended(await client.candidate.pick(asked));
  const [made] = await client.candidate.picks({ projectId: world.projectId });
  return made?.targets ?? [];
};

describe('a pick in a project of the free scheme', () => {
  it.each([
    ['walrus-rc1', ['walrus-rc3', 'otter-rc2']],
    ['otter-rc1', ['otter-rc2']],
  ])(
    'onto the release of %s makes %j: on every newer one, and on no older one that was cut last',
    async (base, made) => {
      const { client } = world.desk;
      const releaseId = await releaseOf(base);
      const asked = { projectId: world.projectId, releaseId, commit: fix };
      const { targets } = await client.candidate.previewPick(asked);
      expect(targets.map(({ to }) => to)).toEqual(made);
      expect((await pick(releaseId)).map(({ candidate }) => candidate)).toEqual(made);
      const { current } = await client.environment.steering({ projectId: world.projectId });
      expect(current?.version).toBe('otter-rc2');
    },
  );

  it('passes over the number of a version that deployments named', async () => {
    await world.runs('otter-rc2', world.staging);
    expect((await pick(await releaseOf('otter-rc1'))).map(({ candidate }) => candidate)).toEqual([
      'otter-rc3',
    ]);
  });

  it('lets a newer release without it drop the hotfix, which is not the same as being older', async () => {
    const { client } = world.desk;
    const { projectId, production } = world;
    const [walrus, otter] = [await releaseOf('walrus-rc1'), await releaseOf('otter-rc1')];
    const [made] = await pick(walrus, [otter]);
    await world.runs(made?.candidate ?? '', production);
    const preview = (releaseId: number) =>
      client.environment.previewDeploy({ projectId, environmentId: production, releaseId });
    const newer = await preview(ids.get('otter-rc1') ?? 0);
    expect(newer.obstacles.map(({ check }) => check)).toEqual(['drops_hotfix']);
    const forced = await client.environment.previewDeploy({
      projectId,
      environmentId: production,
      releaseId: ids.get('otter-rc1') ?? 0,
      force: { freezeIds: [], reason: 'It is fixed there otherwise.' },
    });
    expect(forced.warnings).toEqual([]);
    const [, all] = await pick(walrus);
    expect(all?.candidate).toBe('otter-rc2');
    expect((await preview(all?.candidateId ?? 0)).obstacles).toEqual([]);
  });
});
