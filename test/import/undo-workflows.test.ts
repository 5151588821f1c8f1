import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../features/distribution/delivering.ts';
import { ended, githubRelease, githubReleases, imported } from '../fixtures/github.ts';
import { soundness } from '../support/soundness.ts';
import { type TestApp, testApp } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  expect(soundness(desk.file)).toEqual([]);
  await desk.close();
});

const undo = async () =>
  ended(desk, await desk.client.import.undo({ id: 1, reason: 'it was the wrong file' }));

async function imports(releases = githubReleases(3)) {
  const { client } = desk;
  await imported(desk, releases);
  const [project] = await client.project.list();
  const [environment] = await client.environment.list();
  return { projectId: project?.id ?? 0, environmentId: environment?.id ?? 0 };
}

type Place = Awaited<ReturnType<typeof imports>>;
const wait = { kind: 'wait', name: 'Bake', seconds: 3600 } as const;
const approval = { kind: 'approval', name: 'Look at it' } as const;

async function setWorkflow(place: Place, ...others: readonly (typeof wait | typeof approval)[]) {
  const { client } = desk;
  const speak = {
    kind: 'command' as const,
    name: 'Speak',
    argv: ['echo', 'quicksilver'],
    folder: desk.folder,
  };
  await client.workflow.put({ ...place, steps: [speak, ...others] });
  const { hash } = await client.workflow.trust(place);
  await client.workflow.setTrust({ ...place, hash: hash ?? '', trusted: true });
}

/** Deploys an imported record again, whose run then waits; answers the run. */
async function runAgain(place: Place) {
  const { client } = desk;
  const [row] = await client.deployment.history({ ...place, limit: 1 });
  const ids = [row?.id ?? 0];
  await client.deployment.move({ ids, to: 'rolled_back', reason: 'It failed after all.' });
  await client.deployment.move({ ids, to: 'pending', reason: 'Once more.' });
  return paused(ids[0] ?? 0);
}

async function paused(deploymentId: number) {
  const newest = async () => (await desk.client.workflow.runs({ deploymentId }))[0];
  await until(async () => (await newest())?.status === 'paused', 'the pause');
  const run = await newest();
  if (!run) throw new Error('a run that is paused is there');
  return run;
}

describe('undoing an import whose deployments were run again', () => {
  it('takes their runs, what they wrote and its words away, and keeps the workflow with its place', async () => {
    const { client } = desk;
    const place = await imports();
    await setWorkflow(place, wait);
    await runAgain(place);
    expect(await client.workflow.search({ text: 'quicksilver' })).toHaveLength(1);
    expect(await undo()).toMatchObject({ status: 'succeeded', result: { removed: 3 } });
    expect(await client.workflow.runs({})).toEqual([]);
    expect(await client.workflow.search({ text: 'quicksilver' })).toEqual([]);
    expect(await client.workflow.list({ projectId: place.projectId })).toHaveLength(1);
  });

  it('leaves nothing behind that wakes a later run of the same number, or is found in what it wrote', async () => {
    const { client, sources, app } = desk;
    const place = await imports();
    await setWorkflow(place, wait);
    const gone = await runAgain(place);
    await undo();
    await setWorkflow(place, approval);
    const { id: releaseId } = await client.candidate.cut({
      projectId: place.projectId,
      version: 'v9-rc1',
      commit: 'c'.repeat(40),
    });
    const row = await client.environment.deploy({ ...place, releaseId });
    const run = await paused(row.id);
    expect(run.id).toBe(gone.id);
    sources.advance(7_200_000);
    await app.runDue();
    expect((await client.workflow.run({ id: run.id })).status).toBe('paused');
    expect(await client.workflow.search({ text: 'quicksilver' })).toMatchObject([{ version: 'v9-rc1' }]);
  });

  it('keeps a person who decided on a run, though the import was the first to name them', async () => {
    const { client } = desk;
    const place = await imports([githubRelease(1, { author: { login: 'mira.solberg' } })]);
    await setWorkflow(place, approval);
    const { id: releaseId } = await client.candidate.cut({
      projectId: place.projectId,
      version: 'v9-rc1',
      commit: 'c'.repeat(40),
    });
    const run = await paused((await client.environment.deploy({ ...place, releaseId })).id);
    await client.workflow.decide({ runId: run.id, position: 1, approved: true });
    expect(await undo()).toMatchObject({ status: 'succeeded' });
    expect((await client.workflow.run({ id: run.id })).tries[1]).toMatchObject({ person: 'mira.solberg' });
  });

  it('keeps a release of which somebody cut candidates since', async () => {
    const { client } = desk;
    const place = await imports();
    const { projectId } = place;
    const { rows } = await client.release.list({ projectId });
    const version = rows[0]?.version ?? '';
    await client.candidate.cut({ projectId, version: `${version}-rc1`, commit: 'd'.repeat(40) });
    expect(await undo()).toMatchObject({ status: 'succeeded' });
    const left = (await client.release.list({ projectId })).rows.map((release) => release.version);
    expect(left.sort()).toEqual([version, `${version}-rc1`]);
  });
});
