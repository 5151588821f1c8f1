import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended, githubRelease, githubReleases, imported, upload } from '../fixtures/github.ts';
import { dump } from '../support/dump.ts';
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

const undo = async (id: number) =>
  ended(desk, await desk.client.import.undo({ id, reason: 'it was the wrong file' }));

/** A workspace that has a life of its own around what is imported. */
async function livedIn() {
  const { client } = desk;
  const { id: environmentId } = await client.environment.create({ name: 'stable', tier: 'production' });
  const { id: projectId } = await client.project.create({ name: 'rocket', repository: 'acme/rocket' });
  await client.release.create({ projectId, version: 'v1.3.0', notes: 'written by hand' });
  await client.deployment.record({ projectId, environmentId, version: 'v1.5.0', status: 'succeeded' });
  return { projectId, environmentId };
}

describe('undoing an import', () => {
  it('leaves an empty workspace as empty as it was', async () => {
    const before = dump(desk.file);
    await imported(desk, githubReleases(300));
    expect(await undo(1)).toMatchObject({ status: 'succeeded', result: { removed: 300 } });
    expect(dump(desk.file)).toEqual(before);
    const { rows } = await desk.client.activity.list({});
    expect(rows.map(({ verb, reason }) => [verb, reason])).toEqual([
      ['import.undo', 'it was the wrong file'],
      ['import.finish', null],
    ]);
    expect(await desk.client.import.list()).toMatchObject([{ status: 'undone' }]);
  });

  it('puts back exactly what was there: a release written by hand, a deployment, the matrix', async () => {
    await livedIn();
    const before = dump(desk.file);
    const job = await imported(desk, githubReleases(40));
    expect(job.result).toMatchObject({ counts: { newReleases: 38, changed: 2, newDeployments: 40 } });
    expect(dump(desk.file)).not.toEqual(before);
    await undo(1);
    expect(dump(desk.file)).toEqual(before);
  });

  it('leaves a project that something else has come to need', async () => {
    const { client } = desk;
    await imported(desk, githubReleases(5));
    const [project] = await client.project.list();
    const projectId = project?.id ?? 0;
    await client.codepush.createChannel({ projectId, os: 'ios', target: 'staging' });
    expect(await undo(1)).toMatchObject({ status: 'succeeded', result: { removed: 5 } });
    expect(await client.codepush.channels({ projectId })).toHaveLength(1);
    expect(await client.release.list({ projectId })).toMatchObject({ rows: [] });
  });

  it('puts back the notes and links that an edited release had before the second import', async () => {
    await imported(desk, githubReleases(20));
    const before = dump(desk.file);
    const edited = githubReleases(20).map((release) =>
      release.id === 1007 ? { ...release, body: 'Edited since', assets: [] } : release,
    );
    const job = await imported(desk, edited);
    expect(job.result).toMatchObject({
      counts: { newReleases: 0, changed: 1, unchanged: 19, newDeployments: 0 },
    });
    const { id } = (await desk.client.release.list({ projectId: 1 })).rows.find(
      (row) => row.version === 'v1.7.0',
    ) ?? { id: 0 };
    expect(await desk.client.release.get({ id })).toMatchObject({ notes: 'Edited since', artifacts: [] });
    await undo(2);
    expect(dump(desk.file)).toEqual(before);
  });

  it('keeps what somebody used since: a release that was deployed, its project and environment', async () => {
    const { client } = desk;
    await imported(desk, githubReleases(5));
    const [project] = await client.project.list();
    const [environment] = await client.environment.list();
    const place = { projectId: project?.id ?? 0, environmentId: environment?.id ?? 0 };
    await client.deployment.record({ ...place, version: 'v1.4.0', status: 'succeeded' });
    await undo(1);
    expect(await client.workspace.summary()).toMatchObject({
      deployments: 1,
      releases: 1,
      projects: 1,
      environments: 1,
    });
    expect((await client.matrix.read()).cells[0]?.version).toBe('v1.4.0');
  });

  it('is refused while a later import holds changes of its releases, and after it was done', async () => {
    await imported(desk, githubReleases(3));
    await imported(desk, [githubRelease(1, { body: 'Edited' })]);
    await expect(undo(1)).rejects.toMatchObject({ code: 'conflict' });
    await undo(2);
    await undo(1);
    await expect(undo(1)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('takes imported words out of the search', async () => {
    await imported(desk, githubReleases(10));
    const filter = { text: 'v1.7.0', is: {}, not: {} };
    expect((await desk.client.deployment.list({ filter })).rows).toHaveLength(1);
    await undo(1);
    await imported(desk, githubReleases(5));
    expect((await desk.client.deployment.list({ filter })).rows).toHaveLength(0);
  });
});

describe('canceling an import', () => {
  it('undoes what was written until then and says so', async () => {
    await livedIn();
    const before = dump(desk.file);
    const fileId = await upload(desk, githubReleases(3000));
    const job = await desk.client.import.start({
      fileId,
      fileName: 'releases.json',
      options: { channels: [] },
    });
    await new Promise<void>((done) => {
      const stop = desk.app.subscribe(async (event) => {
        if (event.type !== 'changed' || !event.changes.some(({ noun }) => noun === 'deployment')) return;
        stop();
        await desk.client.job.cancel({ id: job.id });
        done();
      });
    });
    expect(await ended(desk, job)).toMatchObject({ status: 'canceled' });
    const [record] = await desk.client.import.list();
    expect(record).toMatchObject({ status: 'canceled' });
    expect(record?.note).toMatch(/^Canceled at record \d+; what was written until then was undone\.$/);
    expect(dump(desk.file)).toEqual(before);
    const again = await ended(
      desk,
      await desk.client.import.start({ fileId, fileName: 'releases.json', options: { channels: [] } }),
    );
    expect(again.status).toBe('succeeded');
  });
});
