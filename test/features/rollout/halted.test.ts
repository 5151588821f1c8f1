import { describe, expect, it } from 'vitest';
import { MINUTE, NOON } from '../../support/testApp.ts';
import { eachRolloutDesk } from './rolloutDesk.ts';

const desk = eachRolloutDesk();

async function halted() {
  const deploymentId = await desk.planned();
  desk.reported({ installed: 180, failed: 20 });
  await desk.later(MINUTE);
  return deploymentId;
}

const haltedBy = async (deploymentId: number) =>
  (await desk.app.client.rollout.get({ deploymentId })).plan?.haltedBy;

describe('a plan that has halted', () => {
  it('says by which numbers, also when more devices report since', async () => {
    const deploymentId = await halted();
    desk.reported({ installed: 300, failed: 90 });
    await desk.later(MINUTE);
    expect(await haltedBy(deploymentId)).toMatchObject({
      at: NOON + MINUTE,
      judgement: { reports: 200, failed: 20 },
      sentence: expect.stringMatching(/^Halted at 5 %: 20 of 200 reports failed/),
    });
  });

  it('stands halted on the board, beside the release that it halted', async () => {
    const deploymentId = await halted();
    const { rollouts } = await desk.app.client.codepush.board();
    expect(rollouts).toMatchObject([{ deploymentId, isDisabled: true, plan: 'halted' }]);
    expect((await desk.app.client.rollout.list({}))[0]?.plan.haltedBy?.verdict).toBe('halt');
  });

  it('says nothing of the halt any more once it is resumed', async () => {
    const deploymentId = await halted();
    await desk.app.client.rollout.resume({ deploymentId });
    expect(await haltedBy(deploymentId)).toBeNull();
  });
});
