import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT, type ReleaseProject, releaseProject } from '../../gateway/aviator/aviatorApp.ts';
import { type TestRepository, testRepository } from '../../git/repositories.ts';

let world: ReleaseProject;
let repository: TestRepository;
beforeEach(async () => {
  world = await releaseProject();
  repository = testRepository();
  repository.commit('begin');
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
  repository.drop();
});

const attach = () =>
  world.desk.client.changelog.attach({ projectId: world.projectId, path: repository.path });
const lacking = 'f'.repeat(40);

describe('cutting from a clone', () => {
  it('takes a commit that the clone has, abbreviated or not', async () => {
    await attach();
    const { client } = world.desk;
    const { projectId } = world;
    const [row] = (await client.changelog.commits({ projectId })).rows;
    const commit = row?.sha ?? '';
    expect(await client.candidate.cut({ projectId, version: 'v1-rc1', commit })).toMatchObject({
      commitSha: commit,
    });
    expect((await world.cut('v2-rc1', { commit: commit.slice(0, 9) })).status).toBe(201);
  });

  it('refuses one that it lacks: at the desk, in the preview and in the text that pipelines know', async () => {
    await attach();
    const { client } = world.desk;
    const { projectId } = world;
    const cut = { projectId, version: 'v1-rc1', commit: lacking };
    const refusal = {
      code: 'invalid_input',
      message: `The clone of ${PROJECT} has no commit ${lacking}. Nothing was changed.`,
      details: { refusal: 'commit' },
    };
    await expect(client.candidate.cut(cut)).rejects.toMatchObject(refusal);
    await expect(client.candidate.previewCut(cut)).rejects.toMatchObject(refusal);
    expect(await world.cut('v1-rc1', { commit: lacking })).toMatchObject({
      status: 400,
      json: { error: 'Invalid commit hash' },
    });
    expect((await client.release.list({ projectId })).rows).toEqual([]);
  });

  it('judges the version before the commit, and the commit before the repository', async () => {
    await attach();
    expect((await world.cut('v1', { commit: lacking })).json.error).toBe('Invalid release candidate version');
    expect((await world.cut('v1-rc1', { commit: lacking, repo: 'acme/other' })).json.error).toBe(
      'Invalid commit hash',
    );
  });

  it('judges the shape alone where no clone is attached', async () => {
    expect((await world.cut('v1-rc1', { commit: lacking })).status).toBe(201);
  });

  it('takes a replay of what it has, though the clone lacks the commit by now', async () => {
    await world.cut('v1-rc1', { commit: lacking });
    await attach();
    expect((await world.cut('v1-rc1', { commit: lacking })).status).toBe(201);
  });

  it('does not take a commit for none because its clone cannot be read', async () => {
    await attach();
    repository.drop();
    const { client } = world.desk;
    const cut = { projectId: world.projectId, version: 'v1-rc1', commit: lacking };
    await expect(client.candidate.cut(cut)).rejects.toMatchObject({ code: 'not_found' });
  });
});
