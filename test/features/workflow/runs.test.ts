import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program, until } from '../distribution/delivering.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

let world: ServiceWorld;
beforeEach(async () => {
  world = await serviceWorld();
});
afterEach(async () => {
  await world.close();
});

const approval = { kind: 'approval', name: 'Look at it', question: 'Is it well?' } as const;

/**
 * Deploys versions one after another to where only an approval waits; gives the runs, newest first, once nothing of them
 * moves any more: the first is at the approval, the others wait for its end.
 */
async function waitingRuns(count: number) {
  const { desk, projectId, production } = world;
  const { client } = desk;
  await client.workflow.put({ projectId, environmentId: production, steps: [approval] });
  for (let at = 1; at <= count; at += 1) {
    const releaseId = await world.cut(`v${at}-rc1`);
    await client.environment.deploy({ projectId, environmentId: production, releaseId });
  }
  await until(
    async () => (await client.workflow.recent({})).rows.at(-1)?.status === 'paused',
    'a run at the approval',
  );
  return (await client.workflow.recent({})).rows;
}

describe('the runs of all projects', () => {
  it('come newest first in pages that neither miss one nor show one twice', async () => {
    const all = await waitingRuns(3);
    expect(all.map(({ version }) => version)).toEqual(['v3-rc1', 'v2-rc1', 'v1-rc1']);
    const { client } = world.desk;
    const first = await client.workflow.recent({ limit: 2 });
    const second = await client.workflow.recent({ limit: 2, before: first.nextBefore });
    expect([...first.rows, ...second.rows]).toEqual(all);
    expect(second.nextBefore).toBeNull();
  });

  it('say what they ask a person, each for its version, and nothing once it is decided', async () => {
    const { client } = world.desk;
    const [, first] = await waitingRuns(2);
    const asked = (await client.workflow.recent({})).rows.map(({ version, asks }) => [version, asks]);
    expect(asked).toEqual([
      ['v2-rc1', null],
      ['v1-rc1', 'Is it well?'],
    ]);
    const deploymentId = first?.deploymentId ?? 0;
    expect((await client.deployment.get({ id: deploymentId })).openRunId).toBe(first?.id);
    await client.workflow.decide({ runId: first?.id ?? 0, position: 0, approved: true });
    const { rows } = await client.workflow.recent({});
    expect(rows.find(({ id }) => id === first?.id)?.asks).toBeNull();
    expect((await client.deployment.get({ id: deploymentId })).openRunId).toBeNull();
  });

  it('can be only those that are not over', async () => {
    const { client } = world.desk;
    const [newest, ...others] = await waitingRuns(2);
    await client.workflow.cancel({ runId: newest?.id ?? 0 });
    const { rows } = await client.workflow.recent({ isOpen: true });
    expect(rows.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
  });

  it('are found by the id of their link, with their environment', async () => {
    const { client } = world.desk;
    const [only] = await waitingRuns(1);
    expect(await client.workflow.run({ uid: only?.uid ?? '' })).toMatchObject({
      id: only?.id,
      environmentId: world.production,
      environment: 'prod-eu',
      tier: 'production',
    });
  });
});

describe('a dry run', () => {
  it('names the secrets that the steps ask for, and whether this machine has them', async () => {
    const { desk, projectId, production } = world;
    const { client } = desk;
    await client.workflow.setSecret({ projectId, slot: 'kept', value: 'hunter2hunter2' });
    const { secrets, steps } = await client.workflow.dryRun({
      projectId,
      environmentId: production,
      steps: [
        {
          kind: 'http',
          name: 'Call',
          url: 'https://ci.example.com/',
          headers: [{ name: 'Authorization', value: '{{secret.kept}} {{secret.missing}}' }],
          retry: { times: 2, waitSeconds: 30 },
        },
        approval,
        { kind: 'wait', name: 'Rest', seconds: 90 },
      ],
    });
    expect(secrets).toEqual([
      { slot: 'kept', kept: true },
      { slot: 'missing', kept: false },
    ]);
    expect(steps.map(({ lines }) => lines.at(-1))).toEqual([
      { label: 'Tried again', text: '2 times, 30s later each time' },
      { label: 'Asks', text: 'Is it well?' },
      { label: 'Waits', text: '1m 30s' },
    ]);
    expect(steps[0]?.problems).toEqual(['The secret missing is not on this machine.']);
  });
});

describe('the output of a run', () => {
  it('comes in pages by its size, each going on after the last piece', async () => {
    const { desk, projectId, production } = world;
    const { client } = desk;
    // What comes together is one piece, and a page: the second half comes once the first is kept.
    const long = `import { existsSync } from 'node:fs';
      const line = 'x'.repeat(99) + '\\n';
      process.stdout.write(line.repeat(3000));
      const look = setInterval(() => {
        if (!existsSync('more')) return;
        clearInterval(look);
        process.stdout.write(line.repeat(3000));
      }, 20);`;
    await client.workflow.put({
      projectId,
      environmentId: production,
      steps: [{ kind: 'command', name: 'Say', argv: program(desk, 'say', long), folder: desk.folder }],
    });
    const { hash } = await client.workflow.trust({ projectId, environmentId: production });
    await client.workflow.setTrust({ projectId, environmentId: production, hash: hash ?? '', trusted: true });
    const releaseId = await world.cut('v1-rc1');
    const { id } = await client.environment.deploy({ projectId, environmentId: production, releaseId });
    const [begun] = await client.workflow.runs({ deploymentId: id });
    await until(
      async () => (await client.workflow.output({ runId: begun?.id ?? 0 })).pieces.length > 0,
      'the first half',
    );
    writeFileSync(join(desk.folder, 'more'), '');
    await until(
      async () => (await client.workflow.runs({ deploymentId: id }))[0]?.status === 'succeeded',
      'the run',
    );
    const [run] = await client.workflow.runs({ deploymentId: id });
    let text = '';
    let pages = 0;
    for (let after = 0, more = true; more; pages += 1) {
      const page = await client.workflow.output({ runId: run?.id ?? 0, after });
      text += page.pieces.map((piece) => piece.text).join('');
      after = page.pieces.at(-1)?.id ?? after;
      more = page.more;
    }
    expect(text).toBe(`${'x'.repeat(99)}\n`.repeat(6000));
    expect(pages).toBeGreaterThan(1);
  });
});
