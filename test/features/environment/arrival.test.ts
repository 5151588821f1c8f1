import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CloneWorld, cloneWorld } from '../changelog/world.ts';

let world: CloneWorld;
beforeEach(async () => {
  world = await cloneWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

it('a preview tells which releases and changes arrive, the changes once somebody has read them', async () => {
  const { repository, projectId, production: environmentId } = world;
  const { client } = world.desk;
  const from = await world.cut('v1-rc1', repository.commit('chore: begin'));
  await world.runs('v1-rc1', environmentId);
  await world.cut('v2-rc1', repository.commit('feat: coupons'));
  await world.cut('v3-rc1', repository.commit('fix: totals', { author: 'Grace Hopper <grace@example.org>' }));
  const to = await world.cut('v4-rc1', repository.commit('feat: tills'));
  const preview = async (releaseId: number) =>
    (await client.environment.previewDeploy({ projectId, environmentId, releaseId })).arrives;
  expect(await preview(to)).toEqual({
    from: { releaseId: from, version: 'v1-rc1' },
    toId: to,
    between: ['v3', 'v2'],
    changes: null,
  });
  const range = { projectId, from: { releaseId: from }, to: { releaseId: to } };
  await world.ended(await client.changelog.read(range));
  expect((await preview(to))?.changes).toEqual({ total: 3, authors: 2 });
  expect(await preview(from)).toBeNull();
});

it('a scheduled deployment is previewed with what arrives, and warned of its version running there by then', async () => {
  const { repository, projectId, staging: environmentId } = world;
  const { client, sources } = world.desk;
  const releaseId = await world.cut('v1-rc1', repository.commit('chore: begin'));
  const place = { projectId, environmentId, releaseId };
  const scheduledFor = sources.now() + 3_600_000;
  const first = await client.environment.deploy({ ...place, scheduledFor });
  const second = await client.environment.deploy({ ...place, scheduledFor: scheduledFor + 1 });
  await world.runs('v1-rc1', environmentId);
  const preview = await client.environment.previewScheduled({ deploymentId: first.id });
  expect(preview?.warnings).toEqual([
    'v1-rc1 already runs in staging.',
    `#${second.number} is scheduled to bring v1-rc1 there later.`,
  ]);
  expect(preview?.arrives).toBeNull();
});
