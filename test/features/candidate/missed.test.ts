import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';
import { until } from '../distribution/delivering.ts';

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const lines = (second: string) => ['alpha', second, 'gamma', ''].join('\n');

/** The releases 1.0 and 1.1, a fix on a branch of its own that was picked onto both, and a commit for 1.2 without it. */
async function picked({ leftOut = false }: { leftOut?: boolean } = {}) {
  const { repository, desk, projectId } = world;
  const first = repository.commit('begin', { files: { 'a.txt': lines('beta') } });
  const { releaseId } = await desk.client.candidate.get({ id: await world.cut('1.0.0-rc1', first) });
  const second = await desk.client.candidate.get({ id: await world.cut('1.1.0-rc1', first) });
  repository.git('checkout', '-q', '-b', 'fixes');
  const fix = repository.commit('fix: totals', { files: { 'a.txt': lines('BETA') } });
  repository.git('checkout', '-q', 'main');
  const next = repository.commit('feat: more', { files: { b: '1' } });
  const pick = { projectId, releaseId, commit: fix, reason: 'Totals are wrong.' };
  await world.ended(
    await desk.client.candidate.pick({ ...pick, leftOut: leftOut ? [second.releaseId] : [] }),
  );
  return { first, fix, next };
}

const missed = async (version: string, commit: string) => {
  const { client } = world.desk;
  return (await client.candidate.missed({ projectId: world.projectId, version, commit })).warnings;
};

async function notes() {
  const { rows } = await world.desk.client.activity.list({ filter: { verb: 'candidate.lacks' } });
  return rows.map(({ object, reason, project }) => [object.label, reason, project]);
}

/** Waits until the clone was asked of every candidate what it holds. */
async function settled() {
  const { app, client } = world.desk;
  let known = -1;
  await until(async () => {
    const jobs = await client.job.list();
    for (const { id } of jobs) await app.jobEnded(id);
    const before = known;
    known = jobs.filter(({ kind }) => kind === 'contents').length;
    return known > 0 && known === before;
  }, 'the end of what is read of the clone');
}

describe('a cut of a later release that lacks what was picked', () => {
  it('is warned of it by name, accepted, and noted in the log once', async () => {
    const { fix, next } = await picked();
    const warning = `It lacks ${fix.slice(0, 7)} fix: totals, which was picked onto 1.0.0-rc2.`;
    expect(await missed('1.2.0-rc1', next)).toEqual([warning]);
    await world.cut('1.2.0-rc1', next);
    await settled();
    expect(await notes()).toEqual([['payments 1.2.0-rc1', warning, 'payments']]);
  });

  it('is warned also of the next candidate of the very release', async () => {
    const { first } = await picked();
    expect(await missed('1.0.0-rc3', first)).toHaveLength(1);
    expect(await missed('1.1.0-rc3', first)).toHaveLength(1);
  });

  it('is not warned of what it holds, be it as another commit', async () => {
    const { fix } = await picked();
    world.repository.git('cherry-pick', fix);
    const tip = world.repository.git('rev-parse', 'HEAD').trim();
    expect(await missed('1.2.0-rc1', tip)).toEqual([]);
    expect(await missed('1.2.0-rc1', fix)).toEqual([]);
    await world.cut('1.2.0-rc1', tip);
    await settled();
    expect(await notes()).toEqual([]);
  });

  it('is not warned below the release that it was picked onto, nor where it was left out by hand', async () => {
    const { first, next } = await picked({ leftOut: true });
    expect(await missed('0.9.0-rc1', first)).toEqual([]);
    expect(await missed('1.1.0-rc2', first)).toEqual([]);
    expect(await missed('1.2.0-rc1', next)).toHaveLength(1);
  });

  it('is not warned where no clone tells', async () => {
    const { next } = await picked();
    expect(await missed('1.2.0-rc1', 'f'.repeat(40))).toEqual([]);
    await world.desk.client.changelog.detach({ projectId: world.projectId });
    expect(await missed('1.2.0-rc1', next)).toEqual([]);
  });
});
