import { describe, expect, it } from 'vitest';
import { isSelected } from '#shared/features/codepush/bucket.ts';
import { sha256 } from '../../shared/codepush/made.ts';
import { sendReports } from '../../support/reports.ts';
import { HOUR } from '../../support/testApp.ts';
import { eachRolloutDesk, step } from './rolloutDesk.ts';

const fine = eachRolloutDesk('shuffled');

describe('a plan in hundredths of a percent', () => {
  const selection = () => ({ policy: 'shuffled' as const, channelKey: fine.channel.key, sha256 });

  it('counts the very devices that a shuffled channel will select', async () => {
    const deploymentId = await fine.release('one', { rollout: 0 });
    const devices = Array.from({ length: 2000 }, (_, at) => `device-${at}`);
    sendReports(
      fine.app,
      devices.map((clientId) => ({
        channelId: fine.channel.id,
        kind: 'installed' as const,
        place: 'v1',
        clientId,
      })),
    );
    const percents = [0.25, 1.5, 33.33, 100];
    const { steps } = await fine.app.client.rollout.preview({
      deploymentId,
      steps: percents.map((one) => step(one)),
    });
    expect(steps.map((one) => one.devices)).toEqual(
      percents.map(
        (rollout) => devices.filter((id) => isSelected(selection(), { label: 'v1', rollout }, id)).length,
      ),
    );
  });

  it('stands still with a sentence when the channel has come to whole percents since, and harms nothing', async () => {
    const open = { minimumHours: 1, minimumReports: 0 };
    const deploymentId = await fine.planned([step(0.5, open), step(1.5, open), step(100)]);
    await fine.app.client.codepush.editChannel({ id: fine.channel.id, selection: 'codepush' });
    await fine.later(HOUR);
    await fine.later(HOUR);
    const refused = await fine.app.client.rollout.get({ deploymentId });
    expect([refused.release.rollout, refused.plan?.status]).toEqual([0.5, 'running']);
    expect(refused.decisions.map(({ verdict, refusal }) => [verdict, refusal])).toEqual([
      ['hold', 'A rollout of 1.5 % is not possible here. Nothing was changed.'],
      ['advance', null],
    ]);
    await fine.app.client.codepush.editChannel({ id: fine.channel.id, selection: 'shuffled' });
    await fine.later(HOUR);
    expect((await fine.app.client.rollout.get({ deploymentId })).release.rollout).toBe(1.5);
  });
});
