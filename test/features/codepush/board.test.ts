import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type BoardRelease,
  boardRanges,
  type FoundRange,
  rememberRanges,
  SHOWN_RANGES,
} from '#shared/features/codepush/board.ts';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { openReader } from '../../../src-main/store/open.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { reported, sendReports } from '../../support/reports.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';

let desk: TestApp;
let channel: Channel;
let packages = 0;

beforeEach(async () => {
  desk = await testApp();
  packages = 0;
  const project = await desk.client.project.create({ name: 'Payments', kind: 'mobile' });
  channel = await desk.client.codepush.createChannel({
    projectId: project.id,
    os: 'android',
    target: 'production',
  });
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

async function release(range: string, rollout = 100) {
  packages += 1;
  const packageHash = await uploadPackage(desk, await bundle(`package ${packages}`));
  const input = { channelId: channel.id, packageHash, targetBinaryRange: range, rollout };
  return (await desk.client.codepush.release(input)).release;
}

const board = () => desk.client.codepush.board();

/** Range, label, what the others get and what covers it: the rows of the channel in short. */
async function rows() {
  const { channels } = await board();
  return channels
    .find(({ id }) => id === channel.id)
    ?.ranges.map(({ targetBinaryRange, label, others, coveredBy }) => [
      targetBinaryRange,
      label,
      others,
      coveredBy,
    ]);
}

describe('the board of channels', () => {
  it('shows the newest release of every range, older ranges among them', async () => {
    for (const range of ['1.0.x', '2.0.x', '2.0.x', '1.0.x', '3.0.0']) await release(range);
    expect(await rows()).toEqual([
      ['3.0.0', 'v5', null, null],
      ['1.0.x', 'v4', null, null],
      ['2.0.x', 'v3', null, null],
    ]);
  });

  it('takes two spellings of a range for one, and what was complete under the older for the others', async () => {
    await release('1.*');
    await release('1.x', 20);
    expect(await rows()).toEqual([['1.x', 'v2', 'v1', null]]);
  });

  it('says what devices outside of an unfinished rollout get, past those that were halted or cut short', async () => {
    await release('1.0.0');
    const halted = await release('1.0.0', 10);
    await desk.client.codepush.halt({ deploymentId: halted.deploymentId });
    await release('1.0.0', 20);
    expect(await rows()).toEqual([['1.0.0', 'v3', 'v1', null]]);
  });

  it('names nobody else when nothing else is complete', async () => {
    const { deploymentId } = await release('1.0.0', 5);
    await desk.client.codepush.end({ deploymentId });
    await release('1.0.0', 20);
    expect(await rows()).toEqual([['1.0.0', 'v2', null, null]]);
  });

  it('says of a range that a newer release takes all of it, once that one is complete', async () => {
    await release('1.2.0');
    const { deploymentId } = await release('^1.0.0', 50);
    expect((await rows())?.at(-1)).toEqual(['1.2.0', 'v1', null, null]);
    await desk.client.codepush.edit({ deploymentId, rollout: 100 });
    expect((await rows())?.at(-1)).toEqual(['1.2.0', 'v1', null, 'v2']);
    await release('1.2.0');
    expect(await rows()).toEqual([
      ['1.2.0', 'v3', null, null],
      ['^1.0.0', 'v2', null, null],
    ]);
  });

  it('counts devices and reports as the metrics do', async () => {
    const { deploymentId } = await release('1.0.0', 50);
    reported(desk, channel.id, 'v1', { installed: 7, failed: 3 });
    const { channels, rollouts } = await board();
    const { rows: metrics, devices } = await desk.client.codepush.metrics({ channelId: channel.id });
    const counted = metrics.find(({ place }) => place === 'v1');
    expect(counted).toMatchObject({ active: 7, installed: 7, failed: 3 });
    const counters = { active: 7, installed: 7, failed: 3 };
    expect(channels[0]).toMatchObject({ devices, ranges: [{ rollout: 50, counters }] });
    expect(rollouts).toMatchObject([{ deploymentId, channelId: channel.id, counters }]);
  });

  it('follows a release to another range, and out of a history that is cleared', async () => {
    await release('1.0.0');
    const { deploymentId } = await release('2.0.0');
    await desk.client.codepush.edit({ deploymentId, targetBinaryRange: '1.0.0' });
    expect(await rows()).toEqual([['1.0.0', 'v2', null, null]]);
    await desk.client.codepush.edit({ deploymentId, targetBinaryRange: '3.0.0' });
    expect(await rows()).toEqual([
      ['3.0.0', 'v2', null, null],
      ['1.0.0', 'v1', null, null],
    ]);
    await desk.client.codepush.clearHistory({ channelId: channel.id });
    expect(await rows()).toEqual([]);
    await release('1.0.0');
    expect(await rows()).toEqual([['1.0.0', 'v3', null, null]]);
  });

  it('shows the newest ranges and says that there are older ones', async () => {
    for (let minor = 0; minor <= SHOWN_RANGES; minor += 1) await release(`1.${minor}.0`);
    const { channels } = await board();
    expect(channels[0]?.ranges.map(({ targetBinaryRange }) => targetBinaryRange).at(-1)).toBe('1.1.0');
    expect(channels[0]?.hasMore).toBe(true);
  });
});

describe('what is kept for the board', () => {
  it('is what the log of reports and the history come to, whatever was reported and released', async () => {
    const moves = fc.array(
      fc.record({
        client: fc.integer({ min: 1, max: 6 }),
        place: fc.integer({ min: 1, max: 3 }),
        previous: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 25 },
    );
    for (const range of ['1.0.0', '1.0.0', '2.0.0']) await release(range);
    await fc.assert(
      fc.asyncProperty(moves, async (told) => {
        sendReports(
          desk,
          told.map(({ client, place, previous }) => ({
            channelId: channel.id,
            kind: 'installed' as const,
            place: `v${place}`,
            previous: `v${previous}`,
            clientId: `client-${client}`,
          })),
        );
        const { rows: metrics } = await desk.client.codepush.metrics({ channelId: channel.id });
        const { channels } = await board();
        expect(channels[0]?.devices).toBe(metrics.reduce((sum, { active }) => sum + active, 0));
      }),
      { numRuns: 20 },
    );
    const db = openReader(desk.file);
    const kept = db.prepare('SELECT * FROM channel_range ORDER BY channelId, targetBinaryRange').all();
    const told = db
      .prepare(
        `SELECT channelId, targetBinaryRange, max(number) AS number FROM code_push
         GROUP BY channelId, targetBinaryRange ORDER BY channelId, targetBinaryRange`,
      )
      .all();
    db.close();
    expect(kept).toEqual(told);
  });
});

describe('the rows of ranges', () => {
  const found = (number: number, more: Partial<BoardRelease> = {}, served = number): FoundRange => ({
    release: {
      number,
      label: `v${number}`,
      targetBinaryRange: '1.0.x',
      isDisabled: false,
      rollout: 100,
      superseded: false,
      deploymentId: number,
      hasContents: true,
      counters: { active: 0, installed: 0, failed: 0 },
      ...more,
    },
    served,
  });
  const covered = (...newestFirst: readonly FoundRange[]) =>
    boardRanges(newestFirst, rememberRanges()).map(({ coveredBy }) => coveredBy);

  it('are covered by a wider range whose newest release is not for everybody yet, if an older one is', () => {
    expect(covered(found(3, { targetBinaryRange: '1.x', rollout: 20 }, 2), found(1))).toEqual([null, 'v2']);
  });

  it('are not covered by a release whose contents are not here', () => {
    expect(covered(found(2, { targetBinaryRange: '1.x', hasContents: false }), found(1))).toEqual([
      null,
      null,
    ]);
  });

  it('are not covered by a release that is older, whatever came for its range since', () => {
    expect(covered(found(3, { targetBinaryRange: '1.x', rollout: 20 }, 1), found(2))).toEqual([null, null]);
  });
});
