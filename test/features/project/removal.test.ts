import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundness } from '../../support/soundness.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  expect(soundness(world.desk.file)).toEqual([]);
  await world.close();
});

const client = () => world.desk.client;
const newest = async () => (await client().activity.list({})).rows[0];

async function freezeOf(scope: { projects: number[] | null; environments: number[] | null }) {
  await client().freeze.create({
    name: 'Release week',
    zone: 'UTC',
    reason: 'quiet',
    window: { kind: 'once', startsAt: world.desk.sources.now() + 60_000, endsAt: null },
    scope: { ...scope, tiers: null },
  });
}

describe('deleting an environment', () => {
  it('takes its links, its workflows and its place in the phases, and says so before and in the log', async () => {
    const { projectId, staging, production } = world;
    await client().environment.setPhases({
      projectId,
      phases: [
        { name: 'first', environmentIds: [staging], passes: { rule: 'all' } },
        { name: 'live', environmentIds: [production], passes: { rule: 'all' } },
      ],
      reason: 'order',
    });
    const goes = [
      { what: 'project', count: 1 },
      { what: 'phase', count: 1 },
    ];
    expect(await client().environment.removal({ id: staging })).toEqual({
      name: 'staging',
      standing: [],
      goes,
      refusal: null,
    });
    await client().environment.remove({ id: staging, reason: 'never used' });
    expect((await client().environment.list()).map(({ name }) => name)).toEqual(['prod-eu']);
    expect((await client().environment.steering({ projectId })).phases.map(({ name }) => name)).toEqual([
      'live',
    ]);
    expect(await newest()).toMatchObject({
      verb: 'environment.remove',
      reason: 'never used',
      before: { tier: 'staging', goes },
    });
    expect(await client().environment.named({ project: 'payments', environment: 'staging' })).toMatchObject({
      environmentId: null,
    });
  });

  it('is refused with what names it, and the log keeps the refusal', async () => {
    await world.ended('1.0.0', 'succeeded');
    await world.ended('1.1.0', 'failed');
    await freezeOf({ projects: null, environments: [world.production] });
    const message = 'prod-eu stays: 2 deployments name it, 1 freeze names it.';
    expect((await client().environment.removal({ id: world.production })).refusal).toBe(message);
    await expect(client().environment.remove({ id: world.production })).rejects.toMatchObject({
      code: 'conflict',
      message: `${message} Nothing was changed.`,
    });
    expect(await newest()).toMatchObject({ verb: 'environment.remove', refused: 'conflict' });
    expect(await client().environment.list()).toHaveLength(2);
  });

  it('of one that is not there says so', async () => {
    await expect(client().environment.remove({ id: 99 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('deleting a project', () => {
  it('takes what sets it up with it, and gives its name to another one', async () => {
    const { projectId } = world;
    await client().environment.setPhases({
      projectId,
      phases: [{ name: 'live', environmentIds: [world.production], passes: { rule: 'all' } }],
      reason: 'order',
    });
    const { goes, refusal } = await client().project.removal({ id: projectId });
    expect({ goes, refusal }).toEqual({
      goes: [
        { what: 'environment', count: 2 },
        { what: 'phases', count: 1 },
      ],
      refusal: null,
    });
    await client().project.remove({ id: projectId });
    expect(await client().project.list()).toEqual([]);
    expect(await client().environment.named({ project: 'payments' })).toMatchObject({ projectId: null });
    expect(await newest()).toMatchObject({ verb: 'project.remove', reason: null });
    await client().project.create({ name: 'payments' });
  });

  it('takes workflows and the settings of its deliveries with it', async () => {
    const { projectId, staging } = world;
    await client().project.update({ id: projectId, kind: 'mobile' });
    const steps = [{ kind: 'approval', name: 'Look at it', question: 'Is it well?' } as const];
    await client().workflow.put({ projectId, environmentId: staging, steps });
    await client().workflow.put({ projectId, environmentId: null, steps });
    await client().distribution.putDelivery({
      projectId,
      store: 'google',
      settings: { upload: { kind: 'http', method: 'POST', url: 'https://store.example.org/upload' } },
    });
    const { goes } = await client().project.remove({ id: projectId });
    expect(goes).toEqual([
      { what: 'environment', count: 2 },
      { what: 'workflow', count: 2 },
      { what: 'delivery', count: 1 },
    ]);
    expect(await client().project.list()).toEqual([]);
  });

  it.each([
    ['a release', async () => void (await world.cut('v1-rc1')), 'payments stays: 2 releases are of it.'],
    [
      'a freeze',
      () => freezeOf({ projects: [world.projectId], environments: null }),
      'payments stays: 1 freeze names it.',
    ],
  ])('is refused for %s', async (_, make, message) => {
    await make();
    await expect(client().project.remove({ id: world.projectId })).rejects.toMatchObject({
      code: 'conflict',
      message: `${message} Nothing was changed.`,
    });
    expect(await client().project.list()).toHaveLength(1);
  });
});

describe('an environment that is taken off a project', () => {
  const keep = (environmentIds: number[]) => client().project.update({ id: world.projectId, environmentIds });
  const columns = async () => (await client().matrix.read()).environments.map(({ name }) => name);

  it('leaves board and matrix and is unknown to pipelines; its history stays and it comes back whole', async () => {
    await world.ended('1.0.0', 'succeeded', world.staging);
    await world.ended('1.0.0', 'succeeded');
    await world.ended('1.1.0', 'succeeded', world.staging);
    const before = await client().matrix.read();
    expect(before.cells).toHaveLength(2);
    const drifted = before.cells.find(({ environmentId }) => environmentId === world.production);
    expect(drifted?.drift).toBe(-1);
    await keep([world.production]);
    expect(await columns()).toEqual(['prod-eu']);
    expect((await client().matrix.read()).cells).toMatchObject([
      { environmentId: world.production, drift: null },
    ]);
    const board = await client().release.board({ projectId: world.projectId });
    expect(board.environments.map(({ name }) => name)).toEqual(['prod-eu']);
    expect(await client().environment.named({ project: 'payments', environment: 'staging' })).toMatchObject({
      environmentId: null,
    });
    const [row] = await client().environment.list();
    expect(row).toMatchObject({ name: 'staging', deployments: 2, projects: 0 });
    await keep([world.staging, world.production]);
    expect(await client().matrix.read()).toEqual(before);
  });

  it('comes back by a deployment that is recorded there', async () => {
    await world.ended('1.0.0', 'succeeded');
    await world.ended('1.1.0', 'succeeded', world.staging);
    await keep([world.production]);
    await world.ended('1.2.0', 'pending', world.staging);
    expect(await columns()).toEqual(['staging', 'prod-eu']);
    const [, live] = (await client().matrix.read()).cells.sort((a, b) => a.environmentId - b.environmentId);
    expect(live?.drift).toBe(-1);
  });

  it('stays while something is under way there', async () => {
    await world.ended('1.0.0', 'in_progress');
    await expect(keep([world.staging])).rejects.toMatchObject({
      code: 'conflict',
      message:
        'prod-eu stays with payments: 1 deployment is scheduled or under way there. Nothing was changed.',
    });
    expect((await client().project.list())[0]?.environmentIds).toHaveLength(2);
  });
});
