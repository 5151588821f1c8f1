import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReleaseProject, releaseProject } from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const unknown = [404, { error: 'Release environment not found' }];

describe('what was taken away at the desk', () => {
  it('is unknown to pipelines: an environment that was deleted, and one that was taken off the project', async () => {
    await world.reported('v1-rc1 success');
    await world.desk.client.environment.remove({ id: world.staging });
    await world.desk.client.project.update({ id: world.projectId, environmentIds: [] });
    for (const environment of ['staging', 'prod-eu']) {
      const answers = [
        await world.deploy('v1-rc1', {}, environment),
        await world.report('v1-rc1', 'success', {}, environment),
        await world.rollback({}, environment),
      ];
      expect(answers.map(({ status, json }) => [status, json])).toEqual([unknown, unknown, unknown]);
    }
  });

  it('is unknown to pipelines: a project that was deleted', async () => {
    await world.desk.client.project.remove({ id: world.projectId });
    const { status, json } = await world.cut('v1-rc1');
    expect([status, json]).toEqual([404, { error: 'Release project not found' }]);
  });
});
