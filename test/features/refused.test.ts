import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceWorld, serviceWorld } from './environment/world.ts';
import { freeze } from './freeze/freezes.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const client = () => world.desk.client;

/** The newest refusal in the log, by where it was. */
async function refusedAt() {
  const { rows } = await client().activity.list({ filter: { refused: true }, limit: 1 });
  return rows.map(({ verb, project, environment }) => [verb, project, environment])[0];
}

describe('a refusal in the log names its project and its environment', () => {
  it('for a freeze that two projects share', async () => {
    const { production: environmentId, desk } = world;
    const mail = await client().project.create({
      name: 'mail',
      kind: 'service',
      environmentIds: [environmentId],
    });
    const cut = { version: 'v1-rc1', commit: 'c'.repeat(40) };
    await freeze(desk, { scope: { projects: null, environments: [environmentId], tiers: null } });
    for (const [projectId, name] of [
      [world.projectId, 'payments'],
      [mail.id, 'mail'],
    ] as const) {
      const { id: releaseId } = await client().candidate.cut({ projectId, ...cut });
      await expect(client().environment.deploy({ projectId, environmentId, releaseId })).rejects.toThrow(
        /frozen/,
      );
      expect(await refusedAt()).toEqual(['environment.deploy', name, 'prod-eu']);
      const items = [{ projectId, environmentId }];
      await expect(client().environment.rollback({ items, reason: 'Errors.' })).rejects.toThrow(/frozen/);
      expect(await refusedAt()).toEqual(['environment.rollback', name, 'prod-eu']);
    }
  });

  it('for a rollback without a target', async () => {
    const items = [{ projectId: world.projectId, environmentId: world.staging }];
    await expect(client().environment.rollback({ items, reason: 'Errors.' })).rejects.toThrow(
      /No earlier deployment/,
    );
    expect(await refusedAt()).toEqual(['environment.rollback', 'payments', 'staging']);
  });

  it('for a move of a deployment', async () => {
    const { id } = await world.ended('v1-rc1', 'succeeded');
    await expect(client().deployment.move({ ids: [id], to: 'failed', reason: 'no' })).rejects.toThrow();
    expect(await refusedAt()).toEqual(['deployment.move', 'payments', 'prod-eu']);
  });

  it('for a release, and for a project, which is in no environment', async () => {
    const { releaseId: id } = await client().candidate.get({ id: await world.cut('v1-rc1') });
    await expect(client().release.unblock({ id, reason: 'no' })).rejects.toThrow(/not blocked/);
    expect(await refusedAt()).toEqual(['release.unblock', 'payments', null]);
    const cut = { projectId: world.projectId, version: 'v1-rc1', commit: 'd'.repeat(40) };
    await expect(client().candidate.cut(cut)).rejects.toThrow(/another commit/);
    expect(await refusedAt()).toEqual(['candidate.cut', 'payments', null]);
  });

  it('for an environment, which belongs to no project', async () => {
    await expect(client().environment.create({ name: 'staging', tier: 'staging' })).rejects.toThrow(
      /already/,
    );
    expect(await refusedAt()).toEqual(['environment.create', null, 'staging']);
  });

  it('for a run of a workflow', async () => {
    const { production: environmentId, projectId } = world;
    const steps = [{ kind: 'approval', name: 'Look at it' }] as const;
    await client().workflow.put({ projectId, environmentId, steps: [...steps] });
    const { hash } = await client().workflow.trust({ projectId, environmentId });
    await client().workflow.setTrust({ projectId, environmentId, hash: hash ?? '', trusted: true });
    const row = await client().environment.deploy({
      ...{ projectId, environmentId },
      releaseId: await world.cut('v1-rc1'),
    });
    const [run] = await client().workflow.runs({ deploymentId: row.id });
    await expect(client().workflow.resume({ runId: run?.id ?? 0, from: 'start' })).rejects.toThrow();
    expect(await refusedAt()).toEqual(['workflow.resume', 'payments', 'prod-eu']);
  });
});
