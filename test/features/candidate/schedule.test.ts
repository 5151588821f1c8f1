import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CutTimes } from '#shared/features/candidate/schedule.ts';
import { DAY, HOUR, MINUTE } from '../../support/testApp.ts';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';

/** NOON is Friday 14:32:25 UTC; weekdays at 9 in Berlin are next on Monday at 8 UTC. */
const MONDAY = Date.UTC(2026, 10, 23, 8);
const weekdays: CutTimes = { cron: '0 9 * * MON-FRI', zone: 'Europe/Berlin', branch: null, builds: false };

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
  world.repository.commit('feat: begin');
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const set = (times: CutTimes | null) =>
  world.desk.client.candidate.setSchedule({ projectId: world.projectId, times });
const schedule = () => world.desk.client.candidate.schedule({ projectId: world.projectId });

/** Lets the time come, and waits until what it began has an end. */
async function come(at: number) {
  world.desk.sources.set(at);
  await world.desk.app.runDue();
  return settled(at);
}

async function settled(at: number) {
  for (;;) {
    const now = await schedule();
    if (now?.dueSince === null && (now.last?.at ?? 0) >= at) return now;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function versions() {
  const { rows } = await world.desk.client.release.list({ projectId: world.projectId });
  return rows.map(({ version }) => version).sort();
}

describe('a project that is cut on a schedule', () => {
  it('says when it is cut next', async () => {
    expect(await set(weekdays)).toMatchObject({ ...weekdays, nextAt: MONDAY, dueSince: null, last: null });
  });

  it('is cut at the head of its clone when the time comes, by Slipway itself', async () => {
    await set(weekdays);
    const head = world.repository.commit('feat: pay twice');
    const { last, nextAt } = await come(MONDAY);
    expect(last).toMatchObject({ outcome: 'cut', version: '2026.11.23-rc1', at: MONDAY });
    expect(nextAt).toBe(MONDAY + DAY);
    const candidate = await world.desk.client.candidate.get({ id: last?.candidateId ?? 0 });
    expect(candidate).toMatchObject({ commitSha: head, build: 'ready' });
    const [entry] = (await world.desk.client.activity.list({ filter: { verb: 'candidate.cut' } })).rows;
    expect(entry).toMatchObject({
      actor: { name: 'Slipway' },
      door: 'system',
      reason: 'On schedule: 0 9 * * MON-FRI, Europe/Berlin.',
    });
  });

  it('is skipped when nothing new landed', async () => {
    await set(weekdays);
    await come(MONDAY);
    const { last } = await come(MONDAY + DAY);
    expect(last).toMatchObject({
      outcome: 'nothing_new',
      candidateId: null,
      message: 'Nothing landed on HEAD since 2026.11.23, so nothing was cut.',
    });
    expect(await versions()).toEqual(['2026.11.23', '2026.11.23-rc1']);
  });

  it('counts only what belongs to it by its paths', async () => {
    const { client } = world.desk;
    await client.project.update({ id: world.projectId, paths: ['services/payments/**'] });
    await set(weekdays);
    await come(MONDAY);
    world.repository.commit('fix: elsewhere', { files: { 'services/search/a.txt': 'a' } });
    expect((await come(MONDAY + DAY)).last).toMatchObject({ outcome: 'nothing_new' });
    world.repository.commit('fix: here', { files: { 'services/payments/a.txt': 'a' } });
    expect((await come(MONDAY + 2 * DAY)).last).toMatchObject({ outcome: 'cut', version: '2026.11.25-rc1' });
  });

  it('takes the size of what landed into a version of numbers', async () => {
    const { client } = world.desk;
    await client.project.update({ id: world.projectId, versionScheme: 'semver' });
    await client.candidate.cut({
      projectId: world.projectId,
      version: '1.4.2-rc1',
      commit: world.repository.git('rev-parse', 'HEAD'),
    });
    world.repository.commit('feat: pay twice');
    await set(weekdays);
    expect((await come(MONDAY)).last).toMatchObject({ version: '1.5.0-rc1' });
  });

  it('is cut once for all the times that a sleeping machine missed', async () => {
    await set(weekdays);
    world.repository.commit('feat: pay twice');
    const { last, nextAt } = await come(MONDAY + 3 * DAY + HOUR);
    expect(last).toMatchObject({ outcome: 'cut', version: '2026.11.26-rc1' });
    expect(nextAt).toBe(MONDAY + 4 * DAY);
    expect(await versions()).toHaveLength(2);
  });

  it('is cut from the branch that was chosen', async () => {
    world.repository.git('branch', 'release');
    world.repository.commit('feat: not yet');
    await set({ ...weekdays, branch: 'release' });
    const { last } = await come(MONDAY);
    const candidate = await world.desk.client.candidate.get({ id: last?.candidateId ?? 0 });
    expect(candidate.commitSha).toBe(world.repository.git('rev-parse', 'release'));
  });

  it('is cut now when somebody asks, and not again when nothing landed', async () => {
    await set(weekdays);
    const { client, app } = world.desk;
    const first = await client.candidate.cutScheduled({ projectId: world.projectId });
    expect((await world.ended(first)).result).toMatchObject({ outcome: 'cut' });
    const second = await client.candidate.cutScheduled({ projectId: world.projectId });
    await app.jobEnded(second.id);
    expect((await schedule())?.last).toMatchObject({ outcome: 'nothing_new' });
  });

  it('is cut no more once that was ended', async () => {
    await set(weekdays);
    expect(await set(null)).toBeNull();
    world.desk.sources.set(MONDAY + MINUTE);
    await world.desk.app.runDue();
    expect(await versions()).toEqual([]);
    expect(await set(null)).toBeNull();
  });
});

describe('a scheduled cut that cannot be', () => {
  it('says what was wrong where the schedule is shown, and in the log', async () => {
    await set({ ...weekdays, branch: 'gone' });
    const { last, nextAt } = await come(MONDAY);
    expect(last).toMatchObject({
      outcome: 'failed',
      message: 'The clone has no branch gone. Fetch in the clone, or choose another one.',
    });
    expect(nextAt).toBe(MONDAY + DAY);
    const { rows } = await world.desk.client.activity.list({ filter: { verb: 'candidate.scheduleFailed' } });
    expect(rows).toHaveLength(1);
  });

  it('tries again at the next time, from a clone that was away', async () => {
    await set(weekdays);
    const { path } = world.repository;
    world.repository.git('config', 'core.bare', 'true');
    rmSync(`${path}/.git/HEAD`);
    expect((await come(MONDAY)).last).toMatchObject({ outcome: 'failed' });
    world.repository.write('.git/HEAD', 'ref: refs/heads/main\n');
    expect((await come(MONDAY + DAY)).last).toMatchObject({ outcome: 'cut' });
  });

  it('is cut on no machine without a clone', async () => {
    await set(weekdays);
    await world.desk.client.changelog.detach({ projectId: world.projectId });
    expect((await come(MONDAY)).last).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('No clone of payments is attached on this machine.'),
    });
  });

  it.each([
    [{ cron: 'soon' }, 'cron'],
    [{ cron: '*/5 * * * *' }, 'cron'],
    [{ cron: '0 0 31 2 *' }, 'cron'],
    [{ zone: 'Mars/Olympus' }, 'zone'],
  ])('is refused for %o', async (wrong, field) => {
    await expect(set({ ...weekdays, ...wrong })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field },
    });
    expect(await schedule()).toBeNull();
  });
});

describe('when the application ends', () => {
  it('a cut that waited is judged after the next start', async () => {
    await set(weekdays);
    world.desk.sources.set(MONDAY + HOUR);
    world = { ...world, desk: await world.desk.reopen() };
    const { path } = world.repository;
    await world.desk.client.changelog.attach({ projectId: world.projectId, path });
    await world.desk.app.runDue();
    expect((await settled(MONDAY)).last).toMatchObject({ outcome: 'cut' });
  });
});
