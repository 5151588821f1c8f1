import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../distribution/delivering.ts';
import { type WorkflowWorld, workflowWorld } from '../workflow/world.ts';

let world: WorkflowWorld;
beforeEach(async () => {
  world = await workflowWorld();
  const { projectId, staging, production } = world;
  const { client } = world.desk;
  await client.environment.setPhases({
    projectId,
    phases: [
      { name: 'Staging', environmentIds: [staging], passes: { rule: 'all' } },
      { name: 'Production', environmentIds: [production], passes: { rule: 'all' } },
    ],
  });
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const promotes = (environmentId: number, on = true) =>
  world.desk.client.environment.setPromotes({
    projectId: world.projectId,
    environmentId,
    promotes: on,
  });
const history = (environmentId: number) =>
  world.desk.client.deployment.history({ projectId: world.projectId, environmentId, limit: 50 });
const versionsIn = async (environmentId: number) =>
  (await history(environmentId)).map(({ version }) => version);
const arrives = (environmentId: number, version: string) =>
  until(async () => (await versionsIn(environmentId)).includes(version), `${version} there`);
const succeed = async (environmentId: number) => {
  const [newest] = await history(environmentId);
  world.desk.sources.advance(60_000);
  await world.desk.client.deployment.move({ ids: [newest?.id ?? 0], to: 'succeeded' });
};
/** Long enough for whatever would follow by itself to have followed. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};
const freeze = (endsAt: number | null) =>
  world.desk.client.freeze.create({
    name: 'Stop',
    reason: 'An incident.',
    zone: 'UTC',
    window: { kind: 'once', startsAt: world.desk.sources.now(), endsAt },
    scope: { projects: null, environments: [world.production], tiers: null },
  });

describe('an environment that takes candidates by itself', () => {
  it('takes a candidate once it is cut, and the next one once it has succeeded there, each once', async () => {
    const { staging, production } = world;
    await promotes(staging);
    await promotes(production);
    await world.cut('v1-rc1');
    await arrives(staging, 'v1-rc1');
    expect((await history(staging))[0]).toMatchObject({
      actor: 'Slipway',
      source: 'system',
      status: 'pending',
    });
    await settle();
    expect(await versionsIn(production)).toEqual([]);
    await succeed(staging);
    await arrives(production, 'v1-rc1');
    await settle();
    expect([await versionsIn(staging), await versionsIn(production)]).toEqual([['v1-rc1'], ['v1-rc1']]);
  });

  it('takes what is current when it begins to promote, and nothing when it does not', async () => {
    const { staging } = world;
    await world.cut('v1-rc1');
    await world.cut('v1-rc2');
    await settle();
    expect(await versionsIn(staging)).toEqual([]);
    await promotes(staging);
    await arrives(staging, 'v1-rc2');
    expect(await versionsIn(staging)).toEqual(['v1-rc2']);
  });

  it('does not overtake what is active, and goes on with the newest when that has ended', async () => {
    const { staging } = world;
    await promotes(staging);
    await world.cut('v1-rc1');
    await arrives(staging, 'v1-rc1');
    await world.cut('v2-rc1');
    await world.cut('v3-rc1');
    await settle();
    expect(await versionsIn(staging)).toEqual(['v1-rc1']);
    await succeed(staging);
    await arrives(staging, 'v3-rc1');
    expect(await versionsIn(staging)).toEqual(['v3-rc1', 'v1-rc1']);
  });

  it('does not try again by itself what failed there', async () => {
    const { staging } = world;
    await promotes(staging);
    await world.cut('v1-rc1');
    await arrives(staging, 'v1-rc1');
    const [row] = await history(staging);
    await world.desk.client.deployment.move({ ids: [row?.id ?? 0], to: 'failed' });
    await settle();
    expect(await versionsIn(staging)).toEqual(['v1-rc1']);
  });

  it('waits while it is frozen, and takes the candidate when the freeze ends', async () => {
    const { production, staging } = world;
    const { sources, app } = world.desk;
    await promotes(production);
    await freeze(sources.now() + 3_600_000);
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded', staging);
    await settle();
    expect(await versionsIn(production)).toEqual([]);
    sources.advance(3_600_000);
    await app.runDue();
    await arrives(production, 'v1-rc1');
  });

  it('is held after a rollback until somebody brings the current candidate there', async () => {
    const { staging, projectId } = world;
    const { client, sources } = world.desk;
    await promotes(staging);
    for (const version of ['v1-rc1', 'v2-rc1']) {
      await world.cut(version);
      await arrives(staging, version);
      await succeed(staging);
    }
    await client.environment.rollback({
      items: [{ projectId, environmentId: staging }],
      reason: 'Checkout fails.',
    });
    await succeed(staging);
    const releaseId = await world.cut('v3-rc1');
    await settle();
    expect(await versionsIn(staging)).toEqual(['v1-rc1', 'v2-rc1', 'v1-rc1']);
    const { places } = await client.environment.steering({ projectId });
    expect(places.find(({ environmentId }) => environmentId === staging)?.hold?.reason).toMatch(
      /^Rolled back to v1-rc1/,
    );
    await world.deploy(releaseId, staging);
    await succeed(staging);
    sources.advance(60_000);
    await world.cut('v4-rc1');
    await arrives(staging, 'v4-rc1');
  });

  it('says how far the current candidate and its release came', async () => {
    const { staging, production, projectId } = world;
    const { client } = world.desk;
    expect((await client.environment.steering({ projectId })).current).toBeNull();
    await world.cut('v1-rc1');
    await world.ended('v1-rc1', 'succeeded', production);
    const releaseId = await world.cut('v1-rc2');
    await world.ended('v1-rc2', 'succeeded', staging);
    expect((await client.environment.steering({ projectId })).current).toEqual({
      releaseId,
      version: 'v1-rc2',
      succeededIn: [staging],
      releaseSucceededIn: expect.toSatisfy(
        (ids: number[]) => ids.length === 2 && [staging, production].every((id) => ids.includes(id)),
      ),
      blockedReason: null,
    });
  });

  it('is not reached by a blocked release', async () => {
    const { staging, production } = world;
    const { client } = world.desk;
    await promotes(production);
    const id = await world.cut('v1-rc1');
    const { releaseId } = await client.candidate.get({ id });
    await client.release.block({ id: releaseId, reason: 'It leaks.' });
    await world.ended('v1-rc1', 'succeeded', staging);
    await settle();
    expect(await versionsIn(production)).toEqual([]);
    await client.release.unblock({ id: releaseId, reason: 'It does not.' });
    await arrives(production, 'v1-rc1');
  });

  it('runs its workflow, but begins nothing while this machine does not trust it', async () => {
    const { staging, projectId } = world;
    const { client } = world.desk;
    const steps = [world.script('Deploy', 'console.log("deployed");')];
    await client.workflow.put({ projectId, environmentId: staging, steps });
    await promotes(staging);
    await world.cut('v1-rc1');
    await settle();
    expect(await versionsIn(staging)).toEqual([]);
    await world.trust(staging);
    await world.cut('v1-rc2');
    await arrives(staging, 'v1-rc2');
    const [row] = await history(staging);
    expect(await world.over({ id: row?.id ?? 0 })).toMatchObject({ status: 'succeeded' });
  });

  it('takes a candidate once its build is ready', async () => {
    const { staging, projectId } = world;
    const { client } = world.desk;
    await promotes(staging);
    await world.set([{ kind: 'approval', name: 'Build' }], null);
    const { id } = await client.candidate.cut({
      projectId,
      version: 'v1-rc1',
      commit: 'a'.repeat(40),
      build: true,
    });
    const runs = () => client.workflow.runs({ candidateId: id });
    await until(async () => (await runs())[0]?.status === 'paused', 'the build');
    await settle();
    expect(await versionsIn(staging)).toEqual([]);
    await client.workflow.decide({ runId: (await runs())[0]?.id ?? 0, position: 0, approved: true });
    await arrives(staging, 'v1-rc1');
  });
});
