import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { realSources } from '../../../src-main/sources.ts';
import { soundness } from '../../support/soundness.ts';
import { testApp, testSources } from '../../support/testApp.ts';
import { cloneWorld } from '../changelog/world.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');
const RELEASES = 15;

it('goes on after its application was killed, and makes no candidate twice', async () => {
  const { desk, projectId, repository, cut, close } = await cloneWorld();
  const bases: number[] = [];
  for (let n = 1; n <= RELEASES; n += 1) {
    const candidate = await cut(`1.${n}.0-rc1`, repository.commit(`feat: ${n}`));
    bases.push((await desk.client.candidate.get({ id: candidate })).releaseId);
  }
  const commit = repository.commit('fix: all of them');
  const uid = (await desk.client.project.list()).find(({ id }) => id === projectId)?.uid ?? '';
  await desk.app.close();
  const data = join(desk.folder, 'data');
  const given = [desk.file, data, repository.path, projectId, bases[0], commit];
  const child = spawn(process.execPath, [CHILD, ...given.map(String)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await new Promise((done) => child.on('close', (_code, signal) => done(signal)))).toBe('SIGKILL');

  const again = await testApp({
    folder: desk.folder,
    // Ids go on where the child's ended, so they must not begin again.
    sources: { ...testSources(Date.now()), uid: realSources.uid },
    settings: { clones: { [uid]: repository.path } },
  });
  const { client } = again;
  const [job] = await client.job.list({});
  await again.app.jobEnded(job?.id ?? 0);
  expect(await client.job.get({ id: job?.id ?? 0 })).toMatchObject({
    kind: 'pick',
    status: 'succeeded',
    resumed: 1,
    result: { made: RELEASES, failed: 0 },
  });
  const picks = await client.candidate.picks({ projectId });
  expect(picks.map(({ targets }) => targets.map(({ state }) => state))).toEqual([
    Array(RELEASES).fill('success'),
  ]);
  for (const releaseId of bases) expect(await client.candidate.ofRelease({ releaseId })).toHaveLength(2);
  const bundles = readdirSync(join(desk.folder, 'test.picks'));
  for (const { candidate, commitSha } of picks[0]?.targets ?? []) {
    expect(bundles).toContain(`payments-${candidate}-${commitSha?.slice(0, 12)}.bundle`);
  }
  expect(readdirSync(join(data, 'outgoing'))).toEqual([]);
  expect(again.logged).toEqual([]);
  await again.app.close();
  expect(soundness(desk.file)).toEqual([]);
  await close();
}, 60_000);
