import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, NOON } from '../../support/testApp.ts';
import { eachRolloutDesk, STEPS, step } from './rolloutDesk.ts';

const desk = eachRolloutDesk();

const read = (deploymentId: number) => desk.app.client.rollout.get({ deploymentId });
const verbs = async () =>
  (await desk.app.client.activity.list({ filter: { noun: 'rollout' } })).rows.map(({ verb }) => verb);

describe('giving a release a plan', () => {
  it('takes the rollout to the first step when it is below, and keeps a decision of it', async () => {
    const deploymentId = await desk.release('one', { rollout: 1 });
    const { plan, release } = await desk.app.client.rollout.put({
      deploymentId,
      steps: STEPS,
      reason: 'carefully',
    });
    expect([plan.status, release.rollout, plan.enteredAt]).toEqual(['running', 5, NOON]);
    expect((await read(deploymentId)).decisions).toMatchObject([
      { verdict: 'advance', actor: 'mira.solberg', judgement: { rollout: 1, nextPercent: 5 } },
    ]);
    const { rows } = await desk.app.client.activity.list({ filter: { verb: 'rollout.put' } });
    expect(rows[0]).toMatchObject({
      reason: 'carefully',
      before: null,
      after: { status: 'running', steps: STEPS },
    });
  });

  it('leaves a rollout that is further alone', async () => {
    const deploymentId = await desk.release('one', { rollout: 10 });
    const { release } = await desk.app.client.rollout.put({ deploymentId, steps: STEPS });
    expect(release.rollout).toBe(10);
    expect((await read(deploymentId)).decisions).toEqual([]);
  });

  it('does not serve a release that is halted', async () => {
    const deploymentId = await desk.release('one', { rollout: 1 });
    await desk.app.client.codepush.halt({ deploymentId });
    const preview = await desk.app.client.rollout.preview({ deploymentId, steps: STEPS });
    expect(preview.startsAt).toBeNull();
    const { release } = await desk.app.client.rollout.put({ deploymentId, steps: STEPS });
    expect([release.rollout, release.isDisabled]).toEqual([1, true]);
    await desk.app.client.codepush.resume({ deploymentId });
    await desk.later(0);
    expect((await read(deploymentId)).release.rollout).toBe(5);
  });

  it('changes the steps of a plan without turning its clock back', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    await desk.later(HOUR);
    const steps = [step(5, { minimumHours: 2 }), step(100)];
    const { plan } = await desk.app.client.rollout.put({ deploymentId, steps });
    expect([plan.enteredAt, plan.begunAt]).toEqual([NOON, NOON]);
    await desk.later(HOUR);
    expect((await read(deploymentId)).release.rollout).toBe(100);
  });

  it('changes a paused plan and leaves it paused', async () => {
    const deploymentId = await desk.planned();
    await desk.app.client.rollout.pause({ deploymentId });
    const { plan, release } = await desk.app.client.rollout.put({
      deploymentId,
      steps: [step(10), step(100)],
    });
    expect([plan.status, plan.dueAt, release.rollout]).toEqual(['paused', null, 5]);
    const preview = await desk.app.client.rollout.preview({ deploymentId, steps: [step(20)] });
    expect(preview.startsAt).toBeNull();
  });

  it('begins anew after the plan was stopped, its decisions too', async () => {
    const deploymentId = await desk.planned();
    await desk.later(MINUTE * 5);
    await desk.app.client.rollout.stop({ deploymentId });
    await desk.later(HOUR);
    const { plan } = await desk.app.client.rollout.put({ deploymentId, steps: STEPS });
    const now = desk.app.sources.now();
    expect(plan).toMatchObject({ status: 'running', enteredAt: now, begunAt: now });
    await desk.later(MINUTE * 5);
    const { decisions } = await read(deploymentId);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['hold', 'hold', 'advance']);
  });

  it.each([
    ['a percentage that the channel cannot tell apart', {}, [step(2.5), step(100)], 'invalid_input'],
    ['a release that is complete', { rollout: 100 }, STEPS, 'conflict'],
  ])('is refused for %s, and the preview says the same', async (_case, more, steps, code) => {
    const deploymentId = await desk.release('one', { rollout: 1, ...more });
    const preview = await desk.app.client.rollout.preview({ deploymentId, steps });
    expect(preview.refusal).toMatchObject({ field: 'steps' });
    await expect(desk.app.client.rollout.put({ deploymentId, steps })).rejects.toMatchObject({
      code,
      message: preview.refusal?.message,
    });
    expect((await read(deploymentId)).plan).toBeNull();
  });

  it('is refused for a rollout that has ended', async () => {
    const deploymentId = await desk.release('one', { rollout: 1 });
    await desk.app.client.codepush.end({ deploymentId });
    await expect(desk.app.client.rollout.put({ deploymentId, steps: STEPS })).rejects.toThrow('has ended');
  });
});

describe('judging by hand', () => {
  it('does what follows at once, and keeps who asked', async () => {
    const deploymentId = await desk.planned([step(5, { minimumHours: 0 }), step(50), step(100)]);
    desk.reported({ installed: 30 });
    const { decision, release } = await desk.app.client.rollout.judge({ deploymentId });
    expect([decision.verdict, decision.actor, release.rollout]).toEqual(['advance', 'mira.solberg', 50]);
  });

  it('advances by one step however often it is asked for', async () => {
    const deploymentId = await desk.planned([step(5, { minimumHours: 0 }), step(50), step(100)]);
    desk.reported({ installed: 30 });
    await desk.app.client.rollout.judge({ deploymentId });
    const { decision, release } = await desk.app.client.rollout.judge({ deploymentId });
    expect([decision.verdict, release.rollout]).toEqual(['hold', 50]);
  });

  it('keeps every hold that a person asked for, in both logs', async () => {
    const deploymentId = await desk.planned();
    await desk.app.client.rollout.judge({ deploymentId });
    await desk.app.client.rollout.judge({ deploymentId });
    expect((await read(deploymentId)).decisions.map(({ verdict }) => verdict)).toEqual([
      'hold',
      'hold',
      'advance',
    ]);
    expect(await verbs()).toEqual(['rollout.hold', 'rollout.hold', 'rollout.advance', 'rollout.put']);
  });
});

describe('pausing, resuming and stopping', () => {
  it('judges nothing while it is paused, and at once when it goes on', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    await desk.app.client.rollout.pause({ deploymentId, reason: 'holidays' });
    await desk.later(3 * DAY);
    const paused = await read(deploymentId);
    expect([paused.release.rollout, paused.release.isDisabled, paused.plan?.dueAt]).toEqual([5, false, null]);
    await desk.app.client.rollout.resume({ deploymentId });
    await desk.later(0);
    expect((await read(deploymentId)).release.rollout).toBe(50);
  });

  it('judges nothing of a paused plan when its release is edited', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    const { plan } = await desk.app.client.rollout.pause({ deploymentId });
    expect(plan.dueAt).toBeNull();
    await desk.later(3 * DAY);
    await desk.app.client.codepush.edit({ deploymentId, isMandatory: true });
    await desk.later(0);
    const { release, decisions } = await read(deploymentId);
    expect([release.rollout, decisions.length]).toEqual([5, 1]);
  });

  it('serves the release again after a halt, and judges what comes from then on', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 180, failed: 20 });
    await desk.later(MINUTE);
    await desk.later(HOUR);
    const { plan, release } = await desk.app.client.rollout.resume({ deploymentId, reason: 'one bad model' });
    expect(release).toMatchObject({ rollout: 5, isDisabled: false });
    expect(plan).toMatchObject({
      status: 'running',
      enteredAt: NOON + MINUTE + HOUR,
      countedFrom: { installed: 180, failed: 20 },
    });
    desk.reported({ installed: 220, failed: 21 });
    await desk.later(MINUTE);
    const { decisions } = await read(deploymentId);
    expect(decisions[0]).toMatchObject({
      verdict: 'hold',
      reported: { installed: 220, failed: 21 },
      judgement: { reports: 41, failed: 1, reasons: ['too_early'] },
    });
    desk.reported({ failed: 60 });
    await desk.later(MINUTE);
    expect((await read(deploymentId)).plan?.status).toBe('halted');
  });

  it('leaves the release at its percentage when the plan is stopped', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 30 });
    await desk.app.client.rollout.stop({ deploymentId, reason: 'by hand from here' });
    await desk.later(3 * DAY);
    const { release, plan } = await read(deploymentId);
    expect([release.rollout, release.isDisabled, plan?.status]).toEqual([5, false, 'stopped']);
    expect(await desk.app.client.rollout.list({})).toEqual([]);
  });

  it('says that a plan was stopped, whatever becomes of its release', async () => {
    const deploymentId = await desk.planned();
    await desk.app.client.rollout.stop({ deploymentId });
    await desk.later(HOUR);
    await desk.app.client.codepush.edit({ deploymentId, rollout: 10 });
    await desk.app.client.codepush.end({ deploymentId });
    await desk.later(0);
    expect((await read(deploymentId)).plan).toMatchObject({ status: 'stopped', enteredAt: NOON });
  });

  it('stands in the audit log with its reason', async () => {
    const deploymentId = await desk.planned();
    for (const action of ['pause', 'resume', 'stop'] as const) {
      await desk.app.client.rollout[action]({ deploymentId, reason: `because of ${action}` });
      const { rows } = await desk.app.client.activity.list({ filter: { verb: `rollout.${action}` } });
      expect(rows[0]).toMatchObject({ actor: { name: 'mira.solberg' }, reason: `because of ${action}` });
    }
  });

  it.each([
    ['pause', 'paused', ['resume', 'finish', 'stop']],
    ['judge', 'paused', ['resume', 'finish', 'stop']],
  ] as const)('refuses to %s a plan that is %s, and says what may be done', async (action, from, allowed) => {
    const deploymentId = await desk.planned();
    await desk.app.client.rollout.pause({ deploymentId });
    await expect(desk.app.client.rollout[action]({ deploymentId })).rejects.toMatchObject({
      code: 'illegal_transition',
      message: 'The plan of v1 is paused. Nothing was changed.',
      details: { from, event: action, allowed },
    });
    const { rows } = await desk.app.client.activity.list({ filter: { refused: true } });
    expect(rows[0]).toMatchObject({
      verb: `rollout.${action}`,
      refused: 'illegal_transition',
      project: expect.any(String),
    });
  });

  it('is not there for a release without a plan', async () => {
    const deploymentId = await desk.release('one', { rollout: 1 });
    await expect(desk.app.client.rollout.pause({ deploymentId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the list of plans', () => {
  it('has those that run, are paused or were halted, of one project or all', async () => {
    const deploymentId = await desk.planned();
    desk.reported({ installed: 20 });
    const rows = await desk.app.client.rollout.list({});
    expect(rows).toMatchObject([
      {
        plan: { deploymentId, status: 'running', judgement: { action: 'hold' }, dueAt: expect.any(Number) },
        release: { label: 'v1', rollout: 5 },
        counters: { installed: 20 },
        channel: { id: desk.channel.id },
      },
    ]);
    expect(await desk.app.client.rollout.list({ projectId: desk.channel.projectId })).toEqual(rows);
    expect(await desk.app.client.rollout.list({ projectId: desk.channel.projectId + 1 })).toEqual([]);
    await desk.app.client.rollout.pause({ deploymentId });
    expect((await desk.app.client.rollout.list({})).map(({ plan }) => plan.status)).toEqual(['paused']);
  });
});

describe('the decisions of a plan', () => {
  it('come in pages, newest first, each once', async () => {
    const deploymentId = await desk.planned();
    for (let count = 0; count < 7; count += 1) await desk.app.client.rollout.judge({ deploymentId });
    const all = (await read(deploymentId)).decisions.map(({ id }) => id);
    expect(all).toHaveLength(8);
    const seen: number[] = [];
    for (let before: number | null = null; ; ) {
      const page = await desk.app.client.rollout.get({ deploymentId, before, limit: 3 });
      seen.push(...page.decisions.map(({ id }) => id));
      if (page.nextBefore === null) break;
      before = page.nextBefore;
    }
    expect(seen).toEqual(all);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });
});
