import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Client } from '#shared/contract/index.ts';
import { closeWriter, openWriter } from '../../../src-main/store/open.ts';
import { createTransactor } from '../../../src-main/transactor.ts';
import { bundle, uploadPackage } from '../../support/packages.ts';
import { HOUR, MINUTE, NOON, testApp, withPlace } from '../../support/testApp.ts';
import { step } from './rolloutDesk.ts';

/** A second, in hours. */
const SECOND = 1 / 3600;

async function rolloutOf(client: Client, deploymentId: number) {
  const { release, plan, decisions } = await client.rollout.get({ deploymentId });
  return { rollout: release.rollout, status: plan?.status, actors: decisions.map(({ actor }) => actor) };
}

describe('a plan on the writer’s own clock', () => {
  it('goes on while nobody asks, also over a time in which the file was closed', async () => {
    let desk = await testApp({ threads: true });
    const { client } = desk;
    const project = await client.project.create({ name: 'Payments', kind: 'mobile' });
    const channel = await client.codepush.createChannel({
      projectId: project.id,
      os: 'android',
      target: 'production',
    });
    const packageHash = await uploadPackage(desk, await bundle('one'));
    const { release } = await client.codepush.release({
      channelId: channel.id,
      packageHash,
      targetBinaryRange: '1.0.0',
      rollout: 0,
    });
    const { deploymentId } = release;
    const soon = { minimumHours: SECOND, minimumReports: 0 };
    await client.rollout.put({ deploymentId, steps: [step(10, soon), step(50, soon), step(100)] });

    const until = async (percent: number) => {
      for (const giveUp = Date.now() + 15_000; Date.now() < giveUp; await wait(50)) {
        if ((await rolloutOf(desk.client, deploymentId)).rollout === percent) return;
      }
      throw new Error(`the rollout did not come to ${percent} %`);
    };
    await until(50);
    desk = await desk.reopen();
    await until(100);
    expect(await rolloutOf(desk.client, deploymentId)).toEqual({
      rollout: 100,
      status: 'done',
      actors: [null, null, null, 'mira.solberg'],
    });
    expect(desk.logged).toEqual([]);
    await desk.close();
  });
});

describe('what is due', () => {
  it('is held up by nothing that fails, and that is tried again later', async () => {
    const desk = await testApp();
    const place = await withPlace(desk.client);
    const { id } = await desk.client.deployment.record({
      ...place,
      version: 'v1',
      status: 'scheduled',
      scheduledFor: NOON + HOUR,
    });
    const db = openWriter(desk.file);
    const { stores, nextDue } = createTransactor(db, desk.sources, () => {});
    stores.due.put(NOON, 'something unheard of', 1);
    desk.sources.advance(HOUR);
    await expect(desk.app.runDue()).rejects.toThrow('something unheard of');
    expect((await desk.client.deployment.get({ id })).status).toBe('pending');
    expect(nextDue()).toBe(NOON + HOUR + 5 * MINUTE);
    closeWriter(db);
    await desk.close();
  });
});
