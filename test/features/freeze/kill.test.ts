import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { DeploymentRow } from '#shared/features/deployment/model.ts';
import { realSources } from '../../../src-main/sources.ts';
import { soundness } from '../../support/soundness.ts';
import { type TestApp, testApp, testSources } from '../../support/testApp.ts';
import { serviceWorld } from '../environment/world.ts';
import { once } from './freezes.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');

/** Freezes of so many ms, one after the other with as much between them: something begins or ends all the time. */
const FREEZES = 60;
const LENGTH = 60;
/** The longest that a process lives once it has said a word, in ms. */
const LONGEST_LIFE = 300;
const KILLS = 3;

interface Heard {
  /** The numbers of the deployments that were made, by what the processes said. */
  readonly made: number[];
  kills: number;
}

/** Lets an application live for a moment of random length after a word; what it said in whole lines counts. */
async function liveAndDie(given: readonly (string | number)[], word: string, heard: Heard): Promise<void> {
  const child = spawn(process.execPath, [CHILD, ...given.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let isArmed = false;
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
    if (isArmed || !text.includes(word)) return;
    isArmed = true;
    setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_LIFE);
  });
  expect(await new Promise((done) => child.on('close', (_code, signal) => done(signal)))).toBe('SIGKILL');
  heard.kills += 1;
  for (const line of text.split('\n').slice(0, -1)) {
    const [what, number] = line.split(' ');
    if (what === 'made') heard.made.push(Number(number));
  }
}

async function told({ client }: TestApp, verb: string): Promise<[string, unknown][]> {
  const { rows } = await client.activity.list({ filter: { verb }, limit: 200 });
  return rows
    .map(({ object, after }): [string, unknown] => [object.label, after?.occurredAt])
    .sort(([a], [b]) => a.localeCompare(b));
}

async function allOf({ client }: TestApp): Promise<DeploymentRow[]> {
  const all: DeploymentRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await client.deployment.list({ filter: {}, limit: 150, cursor: cursor ?? null });
    all.push(...page.rows);
    cursor = page.nextCursor;
  }
  return all;
}

it('loses and doubles nothing when it is killed over and over while freezes begin and end', async () => {
  const world = await serviceWorld({ sources: { ...testSources(Date.now()), uid: realSources.uid } });
  const { desk, projectId, production: environmentId } = world;
  const releaseId = await world.cut('1.0-rc1', 'abcdef0');
  const place = { projectId, environmentId };
  // Whoever cuts moves the clock on; what follows is of the present again.
  desk.sources.set(Date.now());
  const begin = Date.now() + 1500;
  const windows = Array.from({ length: FREEZES }, (_, n) => {
    const startsAt = begin + n * 2 * LENGTH;
    return { name: `freeze ${String(n).padStart(2, '0')}`, startsAt, endsAt: startsAt + LENGTH };
  });
  // What is scheduled to the very beginning or end of one, made before anybody thought of a freeze.
  const instants = windows
    .filter((_, n) => n % 7 === 0)
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
  for (const scheduledFor of instants) {
    await desk.client.environment.deploy({ ...place, releaseId, scheduledFor });
  }
  const scope = { projects: null, environments: [environmentId], tiers: null };
  for (const { name, startsAt, endsAt } of windows) {
    const window = once(startsAt, endsAt);
    await desk.client.freeze.create({ name, zone: 'UTC', window, scope, reason: 'Audit' });
  }
  await desk.app.close();

  const heard: Heard = { made: [], kills: 0 };
  const data = join(desk.folder, 'data');
  while (heard.kills < KILLS || Date.now() < begin + FREEZES * 2 * LENGTH) {
    // One in three dies while its writer still opens the file, or tells what it has missed.
    const word = heard.kills % 3 === 2 ? 'ready' : 'made';
    await liveAndDie([desk.file, data, projectId, environmentId, releaseId], word, heard);
  }
  const again = await testApp({
    folder: desk.folder,
    sources: { ...testSources(Date.now()), uid: realSources.uid },
  });
  await again.app.runDue();
  await again.app.runDue();
  expect(await told(again, 'freeze.begin')).toEqual(windows.map(({ name, startsAt }) => [name, startsAt]));
  expect(await told(again, 'freeze.end')).toEqual(windows.map(({ name, endsAt }) => [name, endsAt]));
  const lanes = await again.client.freeze.lanes({ from: begin, to: Date.now(), projectId });
  expect(lanes.find(({ id }) => id === environmentId)?.bars).toMatchObject(
    windows.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
  );

  const isFrozen = (at: number) => windows.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  const rows = await allOf(again);
  const numbers = rows.map(({ number }) => number);
  expect(heard.made.filter((number) => !numbers.includes(number))).toEqual([]);
  // What was scheduled began once, outside every freeze, or was canceled once; what was made at once began outside too.
  const begun = rows.filter(({ status }) => status === 'pending');
  expect(begun.filter(({ triggeredAt }) => isFrozen(triggeredAt))).toEqual([]);
  const scheduled = rows.filter(({ number }) => number <= instants.length);
  expect(scheduled).toHaveLength(instants.length);
  for (const { id } of scheduled) {
    const { events } = await again.client.deployment.get({ id });
    const words = events.map(({ status }) => status).sort();
    expect([
      ['pending', 'scheduled'],
      ['canceled', 'scheduled'],
    ]).toContainEqual(words);
  }
  expect(again.logged).toEqual([]);
  await again.app.close();
  expect(soundness(desk.file)).toEqual([]);
  await world.close();
}, 60_000);
