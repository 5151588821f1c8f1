import { describe, expect, it } from 'vitest';
import { JUDGED_EVERY } from '#shared/features/rollout/rules.ts';
import { DAY, HOUR, MINUTE, NOON } from '../../support/testApp.ts';
import { eachRolloutDesk, STEPS, step } from './rolloutDesk.ts';

const desk = eachRolloutDesk();

const read = (deploymentId: number) => desk.app.client.rollout.get({ deploymentId });

/** Verdict, percentage, percentage after it, and reasons: a decision in short. */
async function decisions(deploymentId: number) {
  const { decisions: found } = await read(deploymentId);
  return found
    .toReversed()
    .map(({ verdict, judgement }) => [
      verdict,
      judgement.rollout,
      judgement.nextPercent,
      ...judgement.reasons,
    ]);
}

describe('a running plan', () => {
  it('goes on to the next step when the hours are over and the reports are enough, by itself', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 40, failed: 1 });
    await desk.later(DAY - 1);
    expect((await read(deploymentId)).release.rollout).toBe(5);
    await desk.later(1);
    const { release, plan } = await read(deploymentId);
    expect(release.rollout).toBe(50);
    expect(plan).toMatchObject({ status: 'running', enteredAt: NOON + DAY });
    expect(await decisions(deploymentId)).toEqual([
      ['advance', 0, 5, 'not_begun'],
      ['hold', 5, null, 'too_early'],
      ['advance', 5, 50, 'step_passed'],
    ]);
  });

  it('keeps every decision with the numbers of the metrics', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 40, failed: 1 });
    await desk.later(DAY);
    const { rows } = await desk.app.client.codepush.metrics({ channelId: desk.channel.id });
    const metrics = rows.find(({ place }) => place === 'v1');
    expect((await read(deploymentId)).decisions[0]).toMatchObject({
      at: NOON + DAY,
      verdict: 'advance',
      actor: null,
      reported: { installed: metrics?.installed, failed: metrics?.failed },
      judgement: {
        hours: 24,
        reports: (metrics?.installed ?? 0) + (metrics?.failed ?? 0),
        failed: metrics?.failed,
        failureRate: 1 / 41,
        step: STEPS[0],
        nextPercent: 50,
      },
      refusal: null,
      sentence: 'From 5 on to 50 %: after 24 hours 1 of 41 reports failed (2.4 %).',
    });
    expect(metrics).toMatchObject({ installed: 40, failed: 1 });
  });

  it('is done with the step to everybody, in the same instant', async () => {
    const deploymentId = await desk.planned([step(50), step(100)]);
    desk.reported({ installed: 20 });
    await desk.later(DAY);
    const { release, plan } = await read(deploymentId);
    expect([release.rollout, plan?.status, plan?.dueAt]).toEqual([100, 'done', null]);
    expect((await decisions(deploymentId)).slice(-2)).toEqual([
      ['advance', 50, 100, 'step_passed'],
      ['done', 100, null, 'complete'],
    ]);
  });

  it('is done below everybody when its last step has passed', async () => {
    const deploymentId = await desk.planned([step(20)]);
    desk.reported({ installed: 20 });
    await desk.later(DAY);
    const { release, plan } = await read(deploymentId);
    expect([release.rollout, release.isDisabled, plan?.status]).toEqual([20, false, 'done']);
  });

  it('halts the release on failures that are surely too many, and takes it from nobody who has it', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 180, failed: 20 });
    await desk.later(MINUTE);
    const { release, plan, decisions: found } = await read(deploymentId);
    expect([release.rollout, release.isDisabled, plan?.status, plan?.dueAt]).toEqual([
      5,
      true,
      'halted',
      null,
    ]);
    expect(found[0]).toMatchObject({
      verdict: 'halt',
      judgement: { reports: 200, failed: 20, failureRate: 0.1, lowerBound: expect.closeTo(0.0657, 4) },
      sentence:
        'Halted at 5 %: 20 of 200 reports failed (10 %), surely more than 6.6 %, where 5 % is the maximum.',
    });
  });

  it('does not halt on one failure of two', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 1, failed: 1 });
    await desk.later(MINUTE);
    const { release, plan } = await read(deploymentId);
    expect([release.isDisabled, plan?.status]).toEqual([false, 'running']);
    expect((await decisions(deploymentId)).at(-1)).toEqual([
      'hold',
      5,
      null,
      'too_few_reports',
      'too_early',
      'failures_unclear',
    ]);
  });

  it('holds without reports for ever, and says so once', async () => {
    const deploymentId = await desk.planned();
    for (let hour = 0; hour < 72; hour += 1) await desk.later(HOUR);
    expect((await read(deploymentId)).release.rollout).toBe(5);
    expect(await decisions(deploymentId)).toEqual([
      ['advance', 0, 5, 'not_begun'],
      ['hold', 5, null, 'too_few_reports', 'too_early'],
      ['hold', 5, null, 'too_few_reports'],
    ]);
  });

  it('tells of a hold again when a quarter more devices have reported', async () => {
    const deploymentId = await desk.planned([step(5, { minimumReports: 1000 }), step(100)]);
    for (let installed = 1; installed <= 100; installed += 1) {
      desk.reported({ installed });
      await desk.later(MINUTE);
    }
    const told = (await read(deploymentId)).decisions.map(({ judgement }) => judgement.reports).toReversed();
    expect(told.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 6]);
    expect(told.length).toBeLessThan(25);
  });

  it('is judged soon after reports, else every few minutes, and when the hours of its step end', async () => {
    const deploymentId = await desk.planned();
    const dueAt = async () => (await read(deploymentId)).plan?.dueAt;
    expect(await dueAt()).toBe(NOON + JUDGED_EVERY);
    desk.reported({ installed: 1 });
    expect(await dueAt()).toBe(NOON + 15_000);
    desk.app.sources.advance(10_000);
    desk.reported({ installed: 2 });
    expect(await dueAt()).toBe(NOON + 15_000);
    await desk.later(DAY - MINUTE - 10_000);
    expect(await dueAt()).toBe(NOON + DAY);
  });

  it('says what was done in the audit log as Slipway itself, and keeps holds out of it', async () => {
    const deploymentId = await desk.planned();
    await desk.later(MINUTE);
    await desk.later(HOUR);
    desk.reported({ installed: 180, failed: 20 });
    await desk.later(MINUTE);
    const { rows } = await desk.app.client.activity.list({ filter: { door: 'system' } });
    expect(rows.map(({ verb }) => verb)).toEqual(['rollout.halt', 'codepush.halt']);
    const uid = (await read(deploymentId)).release.deploymentUid;
    expect(rows[0]).toMatchObject({
      actor: { name: 'Slipway' },
      object: { noun: 'rollout', id: uid, label: 'Payments android Production v1' },
      project: 'Payments',
      reason: expect.stringContaining('20 of 200 reports failed'),
      before: { rollout: 5 },
      after: { action: 'halt', failed: 20, reports: 200, reported: { installed: 180, failed: 20 } },
    });
    expect(rows[0]?.batch).toBe(rows[1]?.batch);
  });

  it('announces what it did', async () => {
    const deploymentId = await desk.planned();
    const changes: unknown[] = [];
    desk.app.app.subscribe((event) => {
      if (event.type === 'changed') changes.push(...event.changes);
    });
    desk.reported({ installed: 20 });
    await desk.later(DAY);
    expect(changes).toContainEqual({ noun: 'rollout', id: deploymentId });
    expect(changes).toContainEqual({ noun: 'codepush', id: desk.channel.id });
  });
});

describe('a plan over time', () => {
  it('goes on where it was when the file is opened again', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    await desk.later(DAY / 2);
    await desk.reopen();
    await desk.later(DAY / 2 - 1);
    expect((await read(deploymentId)).release.rollout).toBe(5);
    await desk.later(1);
    expect((await read(deploymentId)).release.rollout).toBe(50);
  });

  it('takes one step after days of sleep, and counts the next one’s hours from then', async () => {
    const steps = [step(5, { minimumHours: 1 }), step(20, { minimumHours: 1 }), step(100)];
    const deploymentId = await desk.planned(steps);
    desk.reported({ installed: 30 });
    await desk.reopen();
    await desk.later(3 * DAY);
    expect((await read(deploymentId)).release.rollout).toBe(20);
    await desk.later(HOUR - 1);
    expect((await read(deploymentId)).release.rollout).toBe(20);
    await desk.later(1);
    expect((await read(deploymentId)).release.rollout).toBe(100);
  });

  it('stays a few minutes at a step that asks for no time', async () => {
    const open = { minimumHours: 0, minimumReports: 0 };
    const deploymentId = await desk.planned([step(5, open), step(50, open), step(100)]);
    await desk.later(JUDGED_EVERY - 1);
    expect((await read(deploymentId)).release.rollout).toBe(5);
    await desk.later(1);
    expect((await read(deploymentId)).release.rollout).toBe(50);
  });
});

describe('a plan whose release changes under it', () => {
  it.each([
    [
      'a newer release',
      async (deploymentId: number) => {
        await desk.app.client.codepush.halt({ deploymentId });
        await desk.release('two');
      },
    ],
    [
      'a rollback',
      async () => {
        await desk.app.client.codepush.rollback({ how: 'rollback', channelId: desk.channel.id });
      },
    ],
    [
      'its end by hand',
      async (deploymentId: number) => {
        await desk.app.client.codepush.end({ deploymentId });
      },
    ],
  ])('is done with %s', async (_case, change) => {
    await desk.release('older');
    const deploymentId = await desk.release('one', { rollout: 0 });
    await desk.app.client.rollout.put({ deploymentId, steps: STEPS });
    await change(deploymentId);
    await desk.later(0);
    const { plan } = await read(deploymentId);
    expect([plan?.status, plan?.dueAt]).toEqual(['done', null]);
    expect((await decisions(deploymentId)).at(-1)).toEqual(['done', 5, null, 'superseded']);
  });

  it('is done when a person completes it, also while it is paused', async () => {
    const deploymentId = await desk.planned();
    await desk.app.client.rollout.pause({ deploymentId });
    await desk.app.client.codepush.edit({ deploymentId, rollout: 100 });
    await desk.later(0);
    expect((await read(deploymentId)).plan?.status).toBe('done');
  });

  it('counts the hours from a percentage that a person went to', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    await desk.later(DAY - HOUR);
    await desk.app.client.codepush.edit({ deploymentId, rollout: 10 });
    await desk.later(DAY - 1);
    expect((await read(deploymentId)).release.rollout).toBe(10);
    await desk.later(1);
    expect((await read(deploymentId)).release.rollout).toBe(50);
  });

  it('holds while a person has it halted, and counts the hours from when it is served again', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    await desk.app.client.codepush.halt({ deploymentId });
    await desk.later(2 * DAY);
    const held = await read(deploymentId);
    expect([held.release.rollout, held.plan?.status, held.plan?.judgement.reasons]).toEqual([
      5,
      'running',
      ['halted'],
    ]);
    await desk.app.client.codepush.resume({ deploymentId });
    await desk.later(DAY - 1);
    expect((await read(deploymentId)).release.rollout).toBe(5);
    await desk.later(1);
    expect((await read(deploymentId)).release.rollout).toBe(50);
  });
});
