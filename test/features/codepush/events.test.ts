import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../support/testApp.ts';
import { eachRolloutDesk } from '../rollout/rolloutDesk.ts';

const desk = eachRolloutDesk();

const verbs = async (deploymentId: number) => {
  const { entries } = await desk.app.client.codepush.events({ deploymentId });
  return entries.map(({ verb }) => verb).filter((verb) => !verb.startsWith('deployment.'));
};

describe('the events of a release', () => {
  it('are those of the release and of its plan, newest first', async () => {
    const deploymentId = await desk.planned();
    await desk.app.client.rollout.pause({ deploymentId });
    await desk.app.client.rollout.resume({ deploymentId });
    desk.reported({ installed: 180, failed: 20 });
    await desk.later(MINUTE);
    expect(await verbs(deploymentId)).toEqual([
      'rollout.halt',
      'codepush.halt',
      'rollout.resume',
      'rollout.pause',
      'rollout.advance',
      'codepush.edit',
      'rollout.put',
      'codepush.release',
    ]);
  });

  it('have the holds that stand in no log, with their numbers', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 40, failed: 1 });
    await desk.later(DAY - 1);
    const { holds } = await desk.app.client.codepush.events({ deploymentId });
    expect(holds).toMatchObject([{ sentence: 'Held at 5 %: 24 of 24 hours.' }]);
  });

  it('are all of them, and none of its neighbours, however long the history of its channel is', async () => {
    const first = await desk.release('one');
    for (let number = 2; number <= 11; number += 1) await desk.release(`package ${number}`);
    for (let time = 0; time < 30; time += 1) {
      for (const isMandatory of [true, false])
        await desk.app.client.codepush.edit({ deploymentId: first, isMandatory });
    }
    const last = await desk.release('twelve', { rollout: 20 });
    expect(await verbs(first)).toHaveLength(61);
    expect(await verbs(last)).toEqual(['codepush.release']);
  });

  it('say what cut it short', async () => {
    const first = await desk.release('one', { rollout: 20 });
    await desk.app.client.codepush.halt({ deploymentId: first });
    await desk.release('two');
    expect((await verbs(first))[0]).toBe('codepush.release');
  });
});
