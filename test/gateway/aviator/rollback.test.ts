import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidateOf, rollbackVectors, type Step, stepsOf, titleOf } from '../../support/rollbackVectors.ts';
import { HOUR } from '../../support/testApp.ts';
import { placePath, type ReleaseProject, releaseProject, type Word } from './aviatorApp.ts';

let world: ReleaseProject;
beforeEach(async () => {
  world = await releaseProject();
});
afterEach(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const NOTHING = { error: 'No previous deployment to roll back from' };
const FROZEN = { error: 'Environment is frozen' };
const wordOf: Readonly<Partial<Record<Step['status'], Word>>> = {
  succeeded: 'success',
  failed: 'failure',
  errored: 'error',
  canceled: 'canceled',
  in_progress: 'in_progress',
  pending: 'pending',
  canceling: 'canceling',
  unknown: 'unknown',
};

/** What a pipeline tells step by step; what it has no word for, a person records at the desk. */
async function lay(steps: readonly Step[]): Promise<void> {
  const { desk, projectId, production } = world;
  const versions = new Set(steps.map(({ version }) => candidateOf(version)));
  for (const version of [...versions].sort()) await world.cut(version);
  for (const { version: word, status, isMarkedBad, isRollback } of steps) {
    const version = candidateOf(word);
    const told = wordOf[status];
    desk.sources.advance(60_000);
    if (isRollback) await world.rollback();
    else if (told === undefined || isMarkedBad) {
      const flags = isMarkedBad ? (['marked_bad'] as const) : [];
      const scheduledFor = status === 'scheduled' ? desk.sources.now() + HOUR : null;
      await desk.client.deployment.record({
        projectId,
        environmentId: production,
        version,
        status,
        flags: [...flags],
        scheduledFor,
      });
      continue;
    } else await world.deploy(version);
    if (told && told !== 'pending') await world.report(version, told);
  }
  for (const { version } of steps.filter(({ isBlocked }) => isBlocked)) {
    const { releases } = await desk.client.release.board({ projectId });
    const release = releases.find((one) => candidateOf(version).startsWith(`${one.version}-`));
    await desk.client.release.block({ id: release?.id ?? 0, reason: 'Rounds twice.' });
  }
}

/** What one sees of the environment, the oldest first: version, status and what went wrong. */
const pastNow = async () =>
  (await world.list())
    .toReversed()
    .map(({ release_candidate_version, status, error_message }) => [
      release_candidate_version,
      status,
      error_message,
    ]);

const rows = rollbackVectors.map((vector) => ({ title: titleOf(vector), ...vector }));

describe('the vectors of a rollback', () => {
  it.each(rows)('$title', async ({ history, isFrozen, answer }) => {
    await lay(stepsOf(history));
    if (isFrozen) {
      await world.freeze();
      const before = await world.state();
      for (const body of [undefined, {}, { force: false }, { force: null }]) {
        const refused = await world.rollback(body);
        expect([refused.status, refused.json]).toEqual([400, FROZEN]);
      }
      expect(await world.state()).toEqual({ ...before, refused: before.refused + 4 });
    }
    const state = await world.state();
    const before = await pastNow();
    world.desk.sources.advance(60_000);
    const { status, json } = await world.rollback(isFrozen ? { force: true } : undefined);
    if (answer === null) {
      expect([status, json]).toEqual([404, NOTHING]);
      expect(await world.state()).toEqual({ ...state, refused: state.refused + 1 });
      return;
    }
    const [to, from] = [candidateOf(answer.to), candidateOf(answer.from)];
    expect([status, json]).toEqual([
      201,
      expect.objectContaining({
        release_version: to.replace(/-rc\d+$/, ''),
        release_candidate_version: to,
        from_release_version: from.replace(/-rc\d+$/, ''),
        from_release_candidate_version: from,
        status: 'pending',
      }),
    ]);
    const canceled = new Set(answer.cancels.map(candidateOf));
    const { number, flags } = await world.desk.client.deployment.get({ uid: json.id });
    expect(await pastNow()).toEqual([
      ...before.map((record) =>
        canceled.has(String(record[0])) && ['pending', 'in_progress', 'unknown'].includes(String(record[1]))
          ? [record[0], 'canceled', `Canceled by rollback #${number} to ${to}.`]
          : record,
      ),
      [to, 'pending', null],
    ]);
    expect((await world.list())[0]).toEqual(json);
    expect(flags).toEqual(isFrozen ? ['rollback', 'forced', 'during_freeze'] : ['rollback']);
  });
});

describe('a rollback over the gateway', () => {
  it('answers the eleven fields of the deployment that it made', async () => {
    await world.reported('2024.08.27-2 success', 'v2 success');
    const token = await world.token('aviator:admin');
    const { json } = await world.send({ method: 'POST', path: placePath('rollback'), token });
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      environment_name: 'prod-eu',
      release_version: '2024.08.27-2',
      release_candidate_version: '2024.08.27-2-rc1',
      from_release_version: 'v2',
      from_release_candidate_version: 'v2-rc1',
      status: 'pending',
      actor: null,
      deploy_start_at: new Date(world.desk.sources.now()).toISOString(),
      deploy_end_at: null,
      error_message: null,
    });
  });

  it('needs no body, also where the client names a type', async () => {
    await world.reported('v1 success', 'v2 success');
    const headers = { 'content-type': 'application/json' };
    const answer = await world.send({ method: 'POST', path: placePath('rollback'), headers });
    expect(answer.status).toBe(201);
  });

  it.each([
    { body: '{"force":', error: 'Invalid JSON body' },
    { body: '[]', error: 'Invalid JSON body' },
    { body: { force: 'yes' }, error: 'force: must be true or false' },
    { body: { force: 1 }, error: 'force: must be true or false' },
  ])('refuses the body $body before it looks for anything', async ({ body, error }) => {
    const path = placePath('rollback', 'nowhere', 'nobody');
    const answer = await world.send({ method: 'POST', path, body });
    expect([answer.status, answer.json]).toEqual([400, { error }]);
  });

  it('tells a missing project from a missing environment', async () => {
    const ask = async (environment: string, project?: string) =>
      (await world.send({ method: 'POST', path: placePath('rollback', environment, project) })).json;
    expect(await ask('prod-eu', 'nobody')).toEqual({ error: 'Release project not found' });
    expect(await ask('nowhere')).toEqual({ error: 'Release environment not found' });
    expect(await ask('nowhere', 'nobody')).toEqual({ error: 'Release project not found' });
  });

  it('rolls back once under a key', async () => {
    await world.reported('v1 success', 'v2 success');
    const headers = { 'idempotency-key': 'incident-17' };
    const call = { method: 'POST', path: placePath('rollback'), body: {}, headers };
    const first = await world.send(call);
    const again = await world.send(call);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await world.list()).toHaveLength(3);
  });
});
