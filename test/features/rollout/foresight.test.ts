import { describe, expect, it } from 'vitest';
import { isSelected } from '#shared/features/codepush/bucket.ts';
import { sendReports } from '../../support/reports.ts';
import { DAY, HOUR, MINUTE, NOON } from '../../support/testApp.ts';
import { eachRolloutDesk, STEPS, step } from './rolloutDesk.ts';

const desk = eachRolloutDesk();

const read = (deploymentId: number) => desk.app.client.rollout.get({ deploymentId });

describe('the preview of a plan', () => {
  const devices = Array.from({ length: 500 }, (_, at) => `device-${at}`);
  const reached = (percent: number) =>
    devices.filter((id) => isSelected({ policy: 'codepush' }, { label: 'v1', rollout: percent }, id)).length;

  it('tells the devices of every step and when it can open at the earliest', async () => {
    const deploymentId = await desk.release('one', { rollout: 1 });
    sendReports(
      desk.app,
      devices.map((clientId) => ({
        channelId: desk.channel.id,
        kind: 'installed' as const,
        place: '1.0.0',
        isBinary: true,
        clientId,
      })),
    );
    const steps = [step(5, { minimumHours: 2 }), step(50), step(100)];
    expect(await desk.app.client.rollout.preview({ deploymentId, steps })).toEqual({
      checkedAt: NOON,
      refusal: null,
      startsAt: 5,
      devices: 500,
      steps: [
        { ...steps[0], devices: reached(5), opensAt: NOON },
        { ...steps[1], devices: reached(50), opensAt: NOON + 2 * HOUR },
        { ...steps[2], devices: 500, opensAt: NOON + 2 * HOUR + DAY },
      ],
      endsAt: NOON + 2 * HOUR + DAY,
    });
    expect((await read(deploymentId)).plan).toBeNull();
  });

  it('counts the present step from when it was reached', async () => {
    const deploymentId = await desk.planned();
    await desk.later(HOUR);
    const { steps, startsAt } = await desk.app.client.rollout.preview({ deploymentId, steps: STEPS });
    expect(startsAt).toBeNull();
    expect(steps.map(({ opensAt }) => opensAt)).toEqual([null, NOON + DAY, NOON + 2 * DAY]);
  });
});

describe('what if', () => {
  const judged = async (deploymentId: number, numbers: object) =>
    (await desk.app.client.rollout.whatIf({ deploymentId, ...numbers })).judgement;

  it('judges other numbers by the rule of the plan, and changes nothing', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    const present = await judged(deploymentId, {});
    expect(present).toEqual((await read(deploymentId)).plan?.judgement);
    expect((await judged(deploymentId, { hours: 24 })).action).toBe('advance');
    expect((await judged(deploymentId, { failed: 20 })).action).toBe('halt');
    expect((await judged(deploymentId, { failed: null })).reasons).toEqual(['no_data']);
    expect((await judged(deploymentId, { hours: 0, installed: 3 })).reasons).toEqual([
      'too_few_reports',
      'too_early',
    ]);
    expect((await judged(deploymentId, { rollout: 100 })).action).toBe('done');
    expect((await read(deploymentId)).release.rollout).toBe(5);
  });

  it('judges a release that was halted as if it were served', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 180, failed: 20 });
    await desk.later(MINUTE);
    expect((await read(deploymentId)).plan?.judgement.reasons).toEqual(['halted']);
    expect(await judged(deploymentId, {})).toMatchObject({ action: 'halt', failed: 20 });
  });

  it('needs steps where there is no plan', async () => {
    const deploymentId = await desk.release('one', { rollout: 5 });
    await expect(judged(deploymentId, {})).rejects.toMatchObject({ code: 'not_found' });
    expect(await judged(deploymentId, { steps: STEPS, hours: 24, installed: 20 })).toMatchObject({
      action: 'advance',
      nextPercent: 50,
    });
  });
});
