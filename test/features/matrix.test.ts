import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundness } from '../support/soundness.ts';
import { HOUR, MINUTE, NOON, type TestApp, testApp, withPlace } from '../support/testApp.ts';

let desk: TestApp;
let place: { projectId: number; environmentId: number };
const START = NOON - 24 * HOUR;
const at = (minute: number) => START + minute * MINUTE;

beforeEach(async () => {
  desk = await testApp();
  place = await withPlace(desk.client);
});
afterEach(() => desk.close());

const record = (version: string, minute: number, status: 'succeeded' | 'in_progress' = 'succeeded') =>
  desk.client.deployment.record({ ...place, version, status, occurredAt: at(minute) });

const moveAt = (id: number, to: 'rolled_back' | 'succeeded', minute: number) =>
  desk.client.deployment.move({ ids: [id], to, reason: 'because', occurredAt: at(minute) });

async function versionAt(minute: number, knownAt: number | null = null): Promise<string | null> {
  const { cells } = await desk.client.matrix.asOf({ at: at(minute), knownAt });
  return cells[0]?.version ?? null;
}

describe('the matrix as of any instant', () => {
  it('answers the vector of the rule: v1 at 10, v2 at 20 and rolled back at 30, v3 at 40', async () => {
    await record('v1', 10);
    const v2 = await record('v2', 20);
    await moveAt(v2.id, 'rolled_back', 30);
    await record('v3', 40);
    const answers: [number, string | null][] = [
      [5, null],
      [10, 'v1'],
      [19, 'v1'],
      [20, 'v2'],
      [29, 'v2'],
      [30, 'v1'],
      [39, 'v1'],
      [40, 'v3'],
    ];
    for (const [minute, version] of answers)
      expect(await versionAt(minute), `minute ${minute}`).toBe(version);
    expect((await desk.client.matrix.read()).cells[0]?.version).toBe('v3');
  });

  it('tells what was so from what was known: history recorded late is not known before', async () => {
    await record('v1', 10);
    const before = desk.sources.now();
    desk.sources.advance(HOUR);
    await record('v2', 20);
    expect(await versionAt(25)).toBe('v2');
    expect(await versionAt(25, before)).toBe('v1');
    expect(await versionAt(25, desk.sources.now())).toBe('v2');
  });

  it('runs what finished last, and marks it when it was triggered first', async () => {
    const slow = await record('slow', 10, 'in_progress');
    await record('quick', 20);
    await moveAt(slow.id, 'succeeded', 30);
    expect((await desk.client.matrix.read()).cells[0]?.version).toBe('slow');
    expect((await desk.client.deployment.get({ id: slow.id })).flags).toEqual(['out_of_order']);
    expect(await versionAt(25)).toBe('quick');
  });

  it('lets a retried record run again by its new success', async () => {
    const v1 = await record('v1', 10);
    await moveAt(v1.id, 'rolled_back', 20);
    expect((await desk.client.matrix.read()).cells[0]?.version).toBeNull();
    await desk.client.deployment.move({ ids: [v1.id], to: 'pending', reason: 'again', occurredAt: at(30) });
    await moveAt(v1.id, 'succeeded', 40);
    expect((await desk.client.matrix.read()).cells[0]).toMatchObject({ version: 'v1', deployedAt: at(40) });
    for (const [minute, version] of [
      [15, 'v1'],
      [25, null],
      [35, null],
      [45, 'v1'],
    ] as const) {
      expect(await versionAt(minute)).toBe(version);
    }
    expect(soundness(desk.file)).toEqual([]);
  });
});

describe('differences', () => {
  it('between two instants are changed, new and unchanged, each with its records', async () => {
    await record('v1', 10);
    const other = await desk.client.environment.create({ name: 'staging', tier: 'staging' });
    await record('v2', 20);
    await desk.client.deployment.record({
      projectId: place.projectId,
      environmentId: other.id,
      version: 'v2',
      status: 'succeeded',
      occurredAt: at(25),
    });
    const { entries, counts } = await desk.client.matrix.diff({ left: { at: at(15) }, right: {} });
    expect(counts).toEqual({ unchanged: 0, changed: 1, new: 1, removed: 0 });
    expect(entries.find((entry) => entry.environmentId === place.environmentId)).toMatchObject({
      before: 'v1',
      after: 'v2',
      kind: 'changed',
    });
  });

  it('between two environments compare project by project', async () => {
    const staging = await desk.client.environment.create({ name: 'staging', tier: 'staging' });
    const second = await desk.client.project.create({ name: 'ledger' });
    await record('v1', 10);
    await desk.client.deployment.record({
      projectId: place.projectId,
      environmentId: staging.id,
      version: 'v2',
      status: 'succeeded',
    });
    await desk.client.deployment.record({
      projectId: second.id,
      environmentId: staging.id,
      version: 'v9',
      status: 'succeeded',
    });
    const { entries } = await desk.client.matrix.diff({
      left: { environmentId: place.environmentId },
      right: { environmentId: staging.id },
    });
    expect(entries.map(({ project, before, after, kind }) => [project, before, after, kind])).toEqual([
      ['checkout-api', 'v1', 'v2', 'changed'],
      ['ledger', null, 'v9', 'new'],
    ]);
  });
});

describe('drift', () => {
  it('counts the releases between a cell and the column to its left, by version and not by text', async () => {
    const staging = await desk.client.environment.create({ name: 'staging', tier: 'staging' });
    for (const [minute, version] of ['1.9.0', '1.10.0', '1.11.0'].entries()) {
      await desk.client.deployment.record({
        projectId: place.projectId,
        environmentId: staging.id,
        version,
        status: 'succeeded',
        occurredAt: at(minute),
      });
    }
    await record('1.9.0', 30);
    const cell = async () =>
      (await desk.client.matrix.read()).cells.find((found) => found.environmentId === place.environmentId);
    expect((await cell())?.drift).toBe(-2);
    await record('1.12.0', 40);
    expect((await cell())?.drift).toBe(1);
    await record('1.11.0', 50);
    expect((await cell())?.drift).toBe(0);
  });
});

describe('a scheduled deployment', () => {
  it('becomes pending once when its time has come, also after a restart', async () => {
    const { id } = await desk.client.deployment.record({
      ...place,
      version: 'v1',
      status: 'scheduled',
      scheduledFor: NOON + HOUR,
    });
    await desk.app.runDue();
    expect((await desk.client.deployment.get({ id })).status).toBe('scheduled');
    desk = await desk.reopen();
    desk.sources.advance(HOUR);
    await desk.app.runDue();
    await desk.app.runDue();
    const detail = await desk.client.deployment.get({ id });
    expect(detail.events.map((event) => event.cause)).toEqual(['record', 'queue']);
    const { rows } = await desk.client.activity.list({ filter: { verb: 'deployment.queue' } });
    expect(rows).toMatchObject([{ door: 'system', actor: { name: 'Slipway' } }]);
  });

  it('stays canceled when it was canceled before its time', async () => {
    const { id } = await desk.client.deployment.record({
      ...place,
      version: 'v1',
      status: 'scheduled',
      scheduledFor: NOON + HOUR,
    });
    await desk.client.deployment.move({ ids: [id], to: 'canceled', reason: 'not today' });
    desk.sources.advance(2 * HOUR);
    await desk.app.runDue();
    expect((await desk.client.deployment.get({ id })).status).toBe('canceled');
  });
});

describe('previews', () => {
  it('say what marking a record rolled back uncovers, and the action does just that', async () => {
    await record('v1', 10);
    const { id } = await record('v2', 20);
    const preview = await desk.client.deployment.previewMove({ ids: [id], to: 'rolled_back' });
    expect(preview).toMatchObject({
      needsReason: true,
      items: [{ refusal: null, effect: { before: 'v2', after: 'v1' } }],
    });
    await desk.client.deployment.move({ ids: [id], to: 'rolled_back', reason: 'errors doubled' });
    expect((await desk.client.matrix.read()).cells[0]?.version).toBe('v1');
  });

  it('refuse in the words of the action', async () => {
    const { id } = await record('v1', 10);
    const { items } = await desk.client.deployment.previewMove({ ids: [id], to: 'failed' });
    const refused = await desk.client.deployment
      .move({ ids: [id], to: 'failed', reason: 'x' })
      .catch((error: Error) => error.message);
    expect(items[0]?.refusal).toContain(String(refused));
  });

  it('of a record tell from and to and write nothing', async () => {
    await record('v1', 10);
    const preview = await desk.client.deployment.previewRecord({
      ...place,
      version: 'v2',
      status: 'succeeded',
    });
    expect(preview).toMatchObject({
      fromVersion: 'v1',
      effect: { before: 'v1', after: 'v2' },
      newRelease: true,
    });
    expect((await desk.client.deployment.count({})).count).toBe(1);
  });
});
