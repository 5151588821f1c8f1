import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program, until } from '../distribution/delivering.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

describe('a workflow', () => {
  it('runs its steps in order with the facts and a masked secret, and ends the deployment', async () => {
    const { desk, projectId, production } = world;
    const { client } = desk;
    const releaseId = await world.cut('v1-rc1');
    const source =
      'console.log(process.env.SLIPWAY_CANDIDATE, process.env.SLIPWAY_ENVIRONMENT, process.env.TOKEN)';
    await client.workflow.put({
      projectId,
      environmentId: production,
      steps: [
        {
          kind: 'command',
          name: 'Deploy',
          argv: program(desk, 'deploy', source),
          folder: desk.folder,
          environment: [{ name: 'TOKEN', value: '{{secret.deploy}}' }],
        },
        { kind: 'approval', name: 'Look at it', question: 'Is it well?' },
      ],
    });
    await client.workflow.setSecret({ projectId, slot: 'deploy', value: 'hunter2hunter2' });
    const { hash } = await client.workflow.trust({ projectId, environmentId: production });
    await client.workflow.setTrust({ projectId, environmentId: production, hash: hash ?? '', trusted: true });
    const row = await client.environment.deploy({ projectId, environmentId: production, releaseId });
    await until(async () => (await client.workflow.runs({ deploymentId: row.id }))[0]?.status === 'paused');
    const [run] = await client.workflow.runs({ deploymentId: row.id });
    const { pieces } = await client.workflow.output({ runId: run?.id ?? 0 });
    expect(pieces.map(({ text }) => text).join('')).toBe('v1-rc1 prod-eu •••\n');
    await client.workflow.decide({ runId: run?.id ?? 0, position: 1, approved: true });
    expect(await client.deployment.get({ id: row.id })).toMatchObject({
      status: 'succeeded',
      steps: [
        { name: 'Deploy', status: 'succeeded' },
        { name: 'Look at it', status: 'succeeded', kind: 'waiting' },
      ],
    });
  });
});
