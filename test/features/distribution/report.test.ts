import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type DistributionStatus,
  distributionMachine,
  distributionStatuses,
} from '#shared/features/distribution/machine.ts';
import { MINUTE, type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';

let desk: TestApp;
let app: MobileApp;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

/** The way to each status by reports. */
const ways: Readonly<Record<DistributionStatus, readonly DistributionStatus[]>> = {
  pending: [],
  uploading: ['uploading'],
  succeeded: ['uploading', 'succeeded'],
  failed: ['uploading', 'failed'],
  canceled: ['canceled'],
};

async function standing(status: DistributionStatus) {
  const row = await app.distribute(await app.build(), 'internal');
  for (const step of ways[status]) await desk.client.distribution.report({ id: row.id, status: step });
  return row.id;
}

const pairs = distributionStatuses.flatMap((from) => distributionStatuses.map((to) => [from, to] as const));
const forward: readonly string[] = [
  'pending uploading',
  'pending canceled',
  'uploading succeeded',
  'uploading failed',
  'uploading canceled',
];

describe('a report', () => {
  it.each(pairs)('of one that is %s says %s', async (from, to) => {
    const { client } = desk;
    const id = await standing(from);
    const before = await client.distribution.get({ id });
    desk.sources.advance(MINUTE);
    const report = client.distribution.report({ id, status: to, reason: 'said by hand' });
    if (from === to) {
      await report;
      expect(await client.distribution.get({ id })).toEqual(before);
      return;
    }
    if (!forward.includes(`${from} ${to}`)) {
      await expect(report).rejects.toMatchObject({
        code: 'illegal_transition',
        details: { from, allowed: Object.values(distributionMachine.states[from].on) },
      });
      expect(await client.distribution.get({ id })).toEqual(before);
      const { rows } = await client.activity.list({});
      expect(rows[0]).toMatchObject({
        verb: 'distribution.report',
        refused: 'illegal_transition',
        project: 'Payments',
      });
      return;
    }
    const after = await report;
    const now = desk.sources.now();
    expect(after).toMatchObject({
      status: to,
      startedAt: to === 'uploading' ? now : before.distribution.startedAt,
      finishedAt: to === 'uploading' ? null : now,
      canceledBy: to === 'canceled' ? 'mira.solberg' : null,
    });
    const { events } = await client.distribution.get({ id });
    expect(events.at(-1)).toMatchObject({ kind: to, text: 'said by hand', actor: 'mira.solberg', at: now });
    const { rows } = await client.activity.list({});
    expect(rows[0]).toMatchObject({
      object: { noun: 'distribution', label: expect.stringMatching(/ to Google Play internal$/) },
      reason: 'said by hand',
      before: { status: from },
      after: { status: to },
    });
  });

  it.each([
    [7788, '7788'],
    ['0012', '0012'],
  ])('takes the remote id %j as a number or a text of digits', async (remoteId, kept) => {
    const id = await standing('uploading');
    expect((await desk.client.distribution.report({ id, remoteId })).remoteId).toBe(kept);
  });

  it.each([1.5, -1, 'abc', ''])('refuses the remote id %j', async (remoteId) => {
    const id = await standing('uploading');
    await expect(desk.client.distribution.report({ id, remoteId })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('fills a remote id in afterwards, and changes none of one that has ended', async () => {
    const { client } = desk;
    const id = await standing('succeeded');
    expect((await client.distribution.report({ id, remoteId: 5 })).remoteId).toBe('5');
    await expect(client.distribution.report({ id, remoteId: 6 })).rejects.toMatchObject({ code: 'conflict' });
    expect((await client.distribution.get({ id })).distribution.remoteId).toBe('5');
  });

  it('keeps the words of a failure', async () => {
    const { client } = desk;
    const id = await standing('uploading');
    await client.distribution.report({
      id,
      status: 'failed',
      errorMessage: 'Version code 3 has already been used.',
    });
    const { distribution, explained } = await client.distribution.get({ id });
    expect(distribution.errorMessage).toBe('Version code 3 has already been used.');
    expect(explained?.reason).toBe('version_code_used');
  });

  it('in any order leaves a course that its machine has', async () => {
    const { client } = desk;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...distributionStatuses), { maxLength: 6 }),
        async (asked) => {
          const id = await standing('pending');
          for (const status of asked) await client.distribution.report({ id, status }).catch(() => {});
          const { events, distribution } = await client.distribution.get({ id });
          const course = events.map(({ kind }) => kind).filter((kind) => kind !== 'created');
          let status: DistributionStatus = 'pending';
          for (const kind of course) {
            expect(Object.values(distributionMachine.states[status].on)).toContain(kind);
            status = kind as DistributionStatus;
          }
          expect(distribution.status).toBe(status);
          await client.distribution.cancel({ id }).catch(() => {});
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('canceling', () => {
  it.each(['pending', 'uploading'] as const)('ends one that is %s, with who and why', async (status) => {
    const { client } = desk;
    const id = await standing(status);
    const row = await client.distribution.cancel({ id, reason: 'wrong notes' });
    expect(row).toMatchObject({
      status: 'canceled',
      canceledBy: 'mira.solberg',
      finishedAt: desk.sources.now(),
    });
    const { rows } = await client.activity.list({});
    expect(rows[0]).toMatchObject({ verb: 'distribution.cancel', reason: 'wrong notes' });
  });

  it.each(['succeeded', 'failed'] as const)('refuses one that has %s', async (status) => {
    await expect(desk.client.distribution.cancel({ id: await standing(status) })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
  });

  it('twice is once', async () => {
    const id = await standing('canceled');
    const before = await desk.client.distribution.get({ id });
    await desk.client.distribution.cancel({ id, reason: 'again' });
    expect(await desk.client.distribution.get({ id })).toEqual(before);
  });
});
