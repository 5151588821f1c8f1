import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ServiceWorld, serviceWorld } from './world.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
  for (const version of ['v1-rc1', 'v2-rc1', 'v3-rc1']) await world.cut(version);
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const both = () =>
  [world.staging, world.production].map((environmentId) => ({ projectId: world.projectId, environmentId }));
const rollBack = (items: Parameters<ServiceWorld['desk']['client']['environment']['rollback']>[0]['items']) =>
  world.desk.client.environment.rollback({ items, reason: 'Checkout fails everywhere.' });
const everything = async () => (await world.desk.client.deployment.list({ limit: 100 })).rows;
const previewOf = async () =>
  (await world.desk.client.environment.previewRollback({ items: both() })).items.map(
    ({ environment, refusal, plan }) => [environment, refusal, plan?.version ?? null],
  );

async function succeeded(environmentId: number, ...versions: string[]) {
  for (const version of versions) await world.ended(version, 'succeeded', environmentId);
}

async function freezeProduction() {
  const { client, sources } = world.desk;
  return client.freeze.create({
    name: 'Quarter’s end',
    reason: 'Books are closed.',
    zone: 'UTC',
    window: { kind: 'once', startsAt: sources.now(), endsAt: null },
    scope: { projects: null, environments: [world.production], tiers: null },
  });
}

it('goes each where its own rule says, for one reason, and stands in the log as one batch', async () => {
  await succeeded(world.staging, 'v1-rc1', 'v2-rc1', 'v3-rc1');
  await succeeded(world.production, 'v1-rc1', 'v2-rc1');
  await world.ended('v3-rc1', 'in_progress');
  expect(await previewOf()).toEqual([
    ['staging', null, 'v2-rc1'],
    ['prod-eu', null, 'v2-rc1'],
  ]);
  const made = await rollBack(both());
  expect(made.map(({ environment, version, status }) => [environment, version, status])).toEqual([
    ['staging', 'v2-rc1', 'pending'],
    ['prod-eu', 'v2-rc1', 'pending'],
  ]);
  const { rows } = await world.desk.client.activity.list({ limit: 3 });
  expect(rows.map(({ verb, environment, reason }) => [verb, environment, reason])).toEqual([
    ['deployment.cancel', 'prod-eu', `Canceled by rollback #${made[1]?.number} to v2-rc1.`],
    ['environment.rollback', 'prod-eu', 'Checkout fails everywhere.'],
    ['environment.rollback', 'staging', 'Checkout fails everywhere.'],
  ]);
  expect(new Set(rows.map(({ batch }) => batch)).size).toBe(1);
  expect(rows[0]?.batch).not.toBeNull();
});

it('is refused as a whole while one of them is frozen, and goes through it where that freeze is named', async () => {
  await succeeded(world.staging, 'v1-rc1', 'v2-rc1');
  await succeeded(world.production, 'v1-rc1', 'v2-rc1');
  const { id } = await freezeProduction();
  expect(await previewOf()).toEqual([
    ['staging', null, 'v1-rc1'],
    ['prod-eu', 'prod-eu is frozen by “Quarter’s end”. Nothing was changed.', 'v1-rc1'],
  ]);
  const before = await everything();
  await expect(rollBack(both())).rejects.toMatchObject({ details: { refusal: 'frozen' } });
  expect(await everything()).toEqual(before);
  const [staging, production] = both();
  if (!staging || !production) throw new Error('there are two');
  const force = { freezeIds: [id], reason: 'The till is down.' };
  const made = await rollBack([staging, { ...production, force }]);
  expect(made.map(({ flags }) => flags)).toEqual([['rollback'], ['rollback', 'forced', 'during_freeze']]);
});

it('says which of them has nothing to go back to, does nothing to the others, and goes on without it', async () => {
  await succeeded(world.staging, 'v1-rc1');
  await succeeded(world.production, 'v1-rc1', 'v2-rc1');
  expect(await previewOf()).toEqual([
    [
      'staging',
      'No earlier deployment is left to go back to in staging. Nothing was changed or canceled.',
      null,
    ],
    ['prod-eu', null, 'v1-rc1'],
  ]);
  const before = await everything();
  await expect(rollBack(both())).rejects.toMatchObject({ details: { refusal: 'nothing_to_roll_back' } });
  expect(await everything()).toEqual(before);
  const made = await rollBack(both().slice(1));
  expect(made.map(({ environment, version }) => [environment, version])).toEqual([['prod-eu', 'v1-rc1']]);
});
