import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const propose = (more: { releaseId?: number; commit?: string } = {}) =>
  world.desk.client.candidate.propose({ projectId: world.projectId, ...more });

describe('the proposed version', () => {
  it.each([
    ['fix: one', '1.2.4-rc1', 'Since 1.2.3: 1 change, no features and nothing that breaks.'],
    ['feat: one', '1.3.0-rc1', 'Since 1.2.3: 1 feature, and nothing that breaks.'],
    ['feat!: one', '2.0.0-rc1', 'Since 1.2.3: 1 change that breaks something.'],
  ])(
    'follows what landed in the clone of a SemVer project: %s makes it %s',
    async (message, version, because) => {
      await world.cut('1.2.3-rc1', world.repository.commit('begin'));
      world.repository.commit(message);
      expect(await propose()).toEqual({ version, because });
      expect(await world.desk.client.changelog.unreleased({ projectId: world.projectId })).toMatchObject({
        changes: { total: 1 },
      });
    },
  );

  it('follows what landed up to the commit that is to be cut, not what came after it', async () => {
    await world.cut('1.2.3-rc1', world.repository.commit('begin'));
    const fix = world.repository.commit('fix: one');
    world.repository.commit('feat: two');
    expect(await propose({ commit: fix })).toMatchObject({ version: '1.2.4-rc1' });
    expect(await propose()).toMatchObject({ version: '1.3.0-rc1' });
  });

  it('is that of a fix where the clone is gone, lacks the commit, or was never attached, and says so', async () => {
    await world.cut('1.2.3-rc1', world.repository.commit('begin'));
    world.repository.commit('feat: one');
    const unreadable = 'It is taken for a fix: the clone on this machine does not tell what changed.';
    expect(await propose({ commit: 'f'.repeat(40) })).toEqual({ version: '1.2.4-rc1', because: unreadable });
    world.repository.drop();
    expect(await propose()).toEqual({ version: '1.2.4-rc1', because: unreadable });
    await world.desk.client.changelog.detach({ projectId: world.projectId });
    expect(await propose()).toMatchObject({ because: expect.stringContaining('no clone is attached') });
  });

  it('goes by the calendar in a project of that scheme, whatever landed', async () => {
    await world.desk.client.project.update({ id: world.projectId, versionScheme: 'calver' });
    world.repository.commit('feat!: one');
    expect(await propose()).toEqual({ version: '2026.11.20-rc1', because: 'It is named by the day.' });
  });

  it('of a release is its next number, also asked for by one of its candidates, and passes over what nobody cut', async () => {
    const { client } = world.desk;
    const id = await world.cut('1.2.3-rc1', world.repository.commit('begin'));
    const { releaseId } = await client.candidate.get({ id });
    expect(await propose({ releaseId: id })).toEqual({ version: '1.2.3-rc2', because: null });
    await world.runs('1.2.3-rc2', world.staging);
    expect(await propose({ releaseId })).toEqual({ version: '1.2.3-rc3', because: null });
  });

  it('of a version that deployments named is that version, until somebody cut it', async () => {
    const { client } = world.desk;
    await world.runs('1.2.3-rc1', world.staging);
    const [row] = (await client.release.list({ projectId: world.projectId })).rows;
    const releaseId = row?.id ?? 0;
    expect(await propose({ releaseId })).toEqual({ version: '1.2.3-rc1', because: null });
    await world.cut('1.2.3-rc1', world.repository.commit('begin'));
    expect(await propose({ releaseId })).toEqual({ version: '1.2.3-rc2', because: null });
  });
});
