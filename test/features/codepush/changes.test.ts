import { describe, expect, it } from 'vitest';
import { mobileApp } from '../distribution/app.ts';
import { eachRolloutDesk } from '../rollout/rolloutDesk.ts';

const desk = eachRolloutDesk();
const codepush = () => desk.app.client.codepush;

const standing = async (deploymentId: number) => (await codepush().get({ deploymentId })).release;

/** A rollout at 50 percent, with forty known devices, and how many of them it lets in. */
async function rollout() {
  const deploymentId = await desk.release('one', { rollout: 50 });
  desk.reported({ installed: 40 });
  const { reached } = await codepush().projection({ channelId: desk.channel.id, label: 'v1' });
  return { deploymentId, letIn: reached[50] ?? 0 };
}

describe('the previews of halting, resuming and ending', () => {
  it('show the devices let in and what waits, before and after', async () => {
    const { deploymentId, letIn } = await rollout();
    expect(letIn).toBeGreaterThan(0);
    const halt = await codepush().previewHalt({ deploymentId });
    expect(halt).toMatchObject({
      refusal: null,
      effect: {
        reach: { before: letIn, after: 0 },
        holdsUp: { before: true, after: false },
        plan: null,
      },
    });
    await codepush().halt({ deploymentId });
    expect((await codepush().previewResume({ deploymentId })).effect).toEqual({
      reach: { before: 0, after: letIn },
      holdsUp: { before: false, after: true },
      plan: null,
    });
    expect((await codepush().previewEnd({ deploymentId })).effect).toMatchObject({
      reach: { before: 0, after: 0 },
      holdsUp: { before: false, after: false },
    });
  });

  it.each(['halt', 'resume', 'end'] as const)('%s comes to what its preview showed', async (act) => {
    const { deploymentId } = await rollout();
    if (act === 'resume') await codepush().halt({ deploymentId });
    const previews = {
      halt: codepush().previewHalt,
      resume: codepush().previewResume,
      end: codepush().previewEnd,
    };
    const { release } = await previews[act]({ deploymentId });
    const committed = await codepush()[act]({ deploymentId });
    expect(committed.release).toMatchObject({ ...release });
  });

  it('save nothing, and refuse with the words of the action', async () => {
    const { deploymentId } = await rollout();
    const before = await standing(deploymentId);
    const { refusal, effect } = await codepush().previewResume({ deploymentId });
    expect(effect).toBeNull();
    await expect(codepush().resume({ deploymentId })).rejects.toThrow(refusal?.message);
    await codepush().previewHalt({ deploymentId });
    expect(await standing(deploymentId)).toEqual(before);
  });

  it('tell what becomes of its plan, and it does', async () => {
    const deploymentId = await desk.planned();
    const plan = async () => (await desk.app.client.rollout.get({ deploymentId })).plan?.status;
    const halt = await codepush().previewHalt({ deploymentId });
    expect(halt.effect?.plan).toEqual({
      before: 'running',
      after: 'running',
      sentence: 'Held at 5 %: the release is disabled.',
    });
    const end = await codepush().previewEnd({ deploymentId });
    expect(end.effect?.plan).toMatchObject({ before: 'running', after: 'done' });
    await codepush().end({ deploymentId });
    await desk.later(0);
    expect(await plan()).toBe('done');
  });
});

describe('halting everything', () => {
  it('halts what its preview lists, and nothing of another project', async () => {
    const { deploymentId, letIn } = await rollout();
    const project = await desk.app.client.project.create({ name: 'Other', kind: 'mobile' });
    expect(await codepush().previewHaltAll({ projectId: project.id })).toMatchObject({
      refusal: 'No rollout is under way.',
      halts: [],
    });
    await expect(codepush().haltAll({ projectId: project.id })).rejects.toThrow('No rollout is under way.');
    const preview = await codepush().previewHaltAll({});
    expect(preview).toMatchObject({ refusal: null, halted: 0, goesOn: [] });
    expect(preview.halts.map(({ release, reach }) => [release.deploymentId, reach])).toEqual([
      [deploymentId, letIn],
    ]);
    const { halted } = await codepush().haltAll({});
    expect(halted.map((release) => [release.deploymentId, release.isDisabled, release.rollout])).toEqual([
      [deploymentId, true, 50],
    ]);
    expect(await codepush().previewHaltAll({})).toMatchObject({ halts: [], halted: 1 });
  });

  it('names the staged rollouts that go on in their stores, and leaves them as they are', async () => {
    await rollout();
    const { distribution } = desk.app.client;
    const app = await mobileApp(desk.app, 'Wallet');
    await app.delivered(await app.build(), 'production');
    const { id } = await app.delivered(await app.build(), 'production', { userFraction: 0.2 });
    await distribution.setStoreState({ id, state: 'inProgress', userFraction: 0.2 });
    const goesOn = async () =>
      (await codepush().previewHaltAll({})).goesOn.map((row) => [
        row.distribution.id,
        row.storeLabel,
        row.share,
      ]);
    expect(await goesOn()).toEqual([[id, 'Google Play', 0.2]]);
    await codepush().haltAll({});
    expect(await goesOn()).toHaveLength(1);
    await distribution.staged({ id, move: { kind: 'halt' } });
    expect(await goesOn()).toEqual([]);
  });
});
