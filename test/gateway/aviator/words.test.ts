import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { MINUTE } from '../../support/testApp.ts';
import { type ReleaseProject, releaseProject, type Word, words } from './aviatorApp.ts';

/** What a report does to the record that it is about (spec/releases 2.4 with spec/decisions, Releases). */
type Effect = 'create' | 'same' | 'move' | 'next' | 'correct' | 'ignore';
type Row = Readonly<Record<Word, Effect>>;

const afterEnd = (own: Word): Row => ({
  pending: 'next',
  in_progress: 'next',
  canceling: 'ignore',
  success: 'correct',
  failure: 'correct',
  error: 'correct',
  canceled: 'correct',
  unknown: 'ignore',
  [own]: 'same',
});
const anywhere: Row = {
  pending: 'move',
  in_progress: 'move',
  canceling: 'move',
  success: 'move',
  failure: 'move',
  error: 'move',
  canceled: 'move',
  unknown: 'move',
};

const table: Readonly<Record<'nothing' | Word, Row>> = {
  nothing: Object.fromEntries(words.map((to) => [to, 'create'])) as Row,
  pending: { ...anywhere, pending: 'same' },
  in_progress: { ...anywhere, in_progress: 'same' },
  canceling: { ...anywhere, pending: 'ignore', in_progress: 'ignore', canceling: 'same' },
  unknown: { ...anywhere, unknown: 'same' },
  success: afterEnd('success'),
  failure: afterEnd('failure'),
  error: afterEnd('error'),
  canceled: afterEnd('canceled'),
};

const ends: readonly Word[] = ['success', 'failure', 'error', 'canceled'];

let world: ReleaseProject;
beforeAll(async () => {
  world = await releaseProject();
});
afterAll(async () => {
  expect(world.desk.logged).toEqual([]);
  await world.close();
});

const cells = (['nothing', ...words] as const).flatMap((from) =>
  words.map((to) => ({ from, to, effect: table[from][to] })),
);

describe('the 72 cells of the table of reports', () => {
  const iso = (at: number) => new Date(at).toISOString();
  /** The records of one candidate, with their attempts and events. */
  async function recordsOf(version: string) {
    const own = (await world.list('staging')).filter(
      ({ release_candidate_version }) => release_candidate_version === version,
    );
    return Promise.all(
      own.map(async (shown) => ({ shown, kept: await world.desk.client.deployment.get({ uid: shown.id }) })),
    );
  }

  it.each(cells)('$from, reported $to: $effect', async ({ from, to, effect }) => {
    const { client, sources } = world.desk;
    const version = `${from}-${to}-rc1`;
    await world.cut(version);
    if (from !== 'nothing') await world.report(version, from, {}, 'staging');
    const began = sources.now();
    const [before] = await recordsOf(version);
    sources.advance(MINUTE);

    const answer = await world.report(version, to, {}, 'staging');
    expect([answer.status, answer.text]).toEqual([200, '']);

    const records = await recordsOf(version);
    expect(records).toHaveLength(1);
    const [after] = records;
    const changes = effect !== 'same' && effect !== 'ignore';
    const restarts = effect === 'next' || effect === 'create';
    const isOver = ends.includes(changes ? to : (from as Word));
    const endedAt = effect === 'correct' || !changes ? began : sources.now();
    expect(after?.shown).toMatchObject({
      id: before?.shown.id ?? after?.shown.id,
      status: changes ? to : from,
      deploy_start_at: iso(restarts ? sources.now() : began),
      deploy_end_at: isOver ? iso(endedAt) : null,
    });
    expect(after?.kept.attempt).toBe(effect === 'next' ? 2 : 1);
    const events = (after?.kept.events.length ?? 0) - (before?.kept.events.length ?? 0);
    expect(events).toBe(changes ? 1 : 0);
    const { rows } = await client.activity.list({ filter: { text: version } });
    const ignored = rows.filter(({ verb }) => verb === 'deployment.ignore');
    expect(ignored).toHaveLength(effect === 'ignore' ? 1 : 0);
    const corrected = rows.filter(({ verb }) => verb === 'deployment.correct_status');
    expect(corrected.map(({ before: was, after: is }) => [was?.status, is?.status])).toEqual(
      effect === 'correct' ? [[before?.kept.status, after?.kept.status]] : [],
    );
  });
});

describe('what our eleven statuses are called', () => {
  const shown: Readonly<Record<(typeof deploymentStatuses)[number], Word>> = {
    scheduled: 'pending',
    pending: 'pending',
    in_progress: 'in_progress',
    canceling: 'canceling',
    succeeded: 'success',
    partial: 'failure',
    failed: 'failure',
    errored: 'error',
    canceled: 'canceled',
    rolled_back: 'success',
    unknown: 'unknown',
  };
  it.each(deploymentStatuses.map((status) => ({ status, word: shown[status] })))(
    '$status is $word',
    async ({ status, word }) => {
      const { projectId, production, desk } = world;
      const scheduledFor = status === 'scheduled' ? desk.sources.now() + MINUTE : null;
      await desk.client.deployment.record({
        projectId,
        environmentId: production,
        version: `desk-${status}`,
        status,
        scheduledFor,
      });
      const [newest] = await world.list();
      expect(newest).toMatchObject({
        status: word,
        release_version: `desk-${status}`,
        release_candidate_version: `desk-${status}`,
      });
    },
  );
});
