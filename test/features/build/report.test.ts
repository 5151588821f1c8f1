import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MobileStatus, mobilePolicy } from '#shared/features/build/policy.ts';
import { statesOf } from '#shared/machine.ts';
import { soundness } from '../../support/soundness.ts';
import { MINUTE, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { keepArtifact, live, made, refusedBy, verbs, withProject } from './builds.ts';

let desk: TestApp;
let projectId: number;
beforeEach(async () => {
  desk = await testApp();
  projectId = await withProject(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

/** The edges of spec/mobile 2.1, in its own order. */
const edges = new Set([
  'pending in_progress',
  'in_progress succeeded',
  'in_progress failed',
  'pending canceled',
  'in_progress canceled',
]);
const pairs = statesOf(mobilePolicy).flatMap((from) =>
  statesOf(mobilePolicy).map((to): [MobileStatus, MobileStatus] => [from, to]),
);

describe('the status of a build', () => {
  it.each(pairs.filter(([from, to]) => from !== to))('from %s to %s', async (from, to) => {
    const { id } = await made(desk, projectId, '1.0.0', { status: from });
    const report = desk.client.build.report({ id, status: to, reason: 'said so' });
    if (edges.has(`${from} ${to}`)) {
      expect(await report).toMatchObject({ status: to });
      return;
    }
    await expect(report).rejects.toMatchObject({ code: 'illegal_transition', details: { from, to } });
    expect(await desk.client.build.get({ id })).toMatchObject({ build: { status: from } });
    expect(await verbs(desk, 1)).toEqual(['build.report refused']);
  });

  it.each(statesOf(mobilePolicy))('%s, reported again, changes nothing', async (status) => {
    const build = await made(desk, projectId, '1.0.0', { status });
    desk.sources.advance(MINUTE);
    expect(await desk.client.build.report({ id: build.id, status })).toEqual(build);
    expect((await desk.client.build.get({ id: build.id })).deployment.events).toHaveLength(1);
  });

  it('gives it a beginning when it starts and an end when it is over, by the time of the report', async () => {
    const { id } = await made(desk, projectId, '1.0.0', {
      status: 'pending',
      occurredAt: NOON - 60 * MINUTE,
    });
    const started = NOON - 50 * MINUTE;
    const ended = NOON - 20 * MINUTE;
    expect(await desk.client.build.report({ id, status: 'in_progress', occurredAt: started })).toMatchObject({
      startedAt: started,
      finishedAt: null,
    });
    await desk.client.build.report({ id, status: 'succeeded', occurredAt: ended });
    const { build, deployment } = await desk.client.build.get({ id });
    expect(build).toMatchObject({ startedAt: started, finishedAt: ended });
    expect(deployment.running).toBe(true);
    expect(deployment.events.map((event) => [event.status, event.occurredAt, event.recordedAt])).toEqual([
      ['pending', NOON - 60 * MINUTE, NOON],
      ['in_progress', started, NOON],
      ['succeeded', ended, NOON],
    ]);
    expect(soundness(desk.file)).toEqual([]);
  });

  it('is canceled by a person, who is named, with a reason', async () => {
    const { id } = await made(desk, projectId, '1.0.0', { status: 'in_progress' });
    expect(await refusedBy(desk.client.build.cancel({ id }))).toMatchObject({ field: 'reason' });
    desk.sources.advance(MINUTE);
    expect(await desk.client.build.cancel({ id, reason: 'wrong branch' })).toMatchObject({
      status: 'canceled',
      finishedAt: NOON + MINUTE,
    });
    const { deployment, actions } = await desk.client.build.get({ id });
    expect(deployment.events.at(-1)).toMatchObject({ actor: 'mira.solberg', note: 'wrong branch' });
    const again = desk.client.build.cancel({ id, reason: 'again' });
    await expect(again).rejects.toMatchObject({
      code: 'illegal_transition',
      message: actions.find(({ action }) => action === 'cancel')?.refusal,
    });
  });
});

describe('what a pipeline reports', () => {
  it('is steps by name, issues, facts and the status, in one command', async () => {
    const { id } = await made(desk, projectId, null, { status: 'in_progress' });
    const step = { name: 'sign', status: 'running', startedAt: NOON } as const;
    await desk.client.build.report({ id, steps: [{ name: 'compile', status: 'succeeded' }, step] });
    await desk.client.build.report({
      id,
      status: 'failed',
      errorMessage: 'No key',
      steps: [{ ...step, status: 'failed', finishedAt: NOON + 5, note: 'keystore is missing' }],
      issues: [{ title: 'No key' }],
      storeVersion: '2.0.0',
      size: 12,
    });
    const { build, deployment } = await desk.client.build.get({ id });
    expect(build).toMatchObject({
      status: 'failed',
      errorMessage: 'No key',
      storeVersion: '2.0.0',
      size: 12,
    });
    expect(deployment.steps.map(({ name, status, note }) => [name, status, note])).toEqual([
      ['compile', 'succeeded', null],
      ['sign', 'failed', 'keystore is missing'],
    ]);
    expect(deployment.issues).toMatchObject([{ title: 'No key' }]);
    expect((await verbs(desk, 3)).toSorted()).toEqual([
      'build.report',
      'deployment.fail',
      'deployment.report',
    ]);
  });

  it('is kept as a whole or not at all', async () => {
    const build = await made(desk, projectId, '1.0.0');
    const report = desk.client.build.report({
      id: build.id,
      status: 'failed',
      size: 12,
      issues: [{ title: 'late' }],
    });
    await expect(report).rejects.toMatchObject({ code: 'illegal_transition' });
    const after = await desk.client.build.get({ id: build.id });
    expect(after.build).toEqual(build);
    expect(after.deployment.issues).toEqual([]);
  });

  it('leaves what it does not name, and null takes a fact away', async () => {
    const { id } = await made(desk, projectId, '1.0.0', { javaVersion: '21', remoteId: '7', size: 5 });
    const after = await desk.client.build.report({ id, javaVersion: null, versionCode: 4 });
    expect(after).toMatchObject({ javaVersion: null, versionCode: 4, remoteId: '7', size: 5 });
  });

  it('says in the log what changed, and of a link only that it did', async () => {
    const { id } = await made(desk, projectId, '1.0.0', { size: 5 });
    const downloadUrl = 'https://files.example/app?signature=planted-secret';
    await desk.client.build.report({ id, size: 6, downloadUrl });
    const [entry] = (await desk.client.activity.list({})).rows;
    expect(entry).toMatchObject({
      verb: 'build.report',
      before: { size: 5, downloadUrl: null },
      after: { size: 6, downloadUrl: 'a link' },
    });
  });

  it('puts a stored artifact in the place of another, with its own checksum and size', async () => {
    const one = await keepArtifact(desk, 'one');
    const three = await keepArtifact(desk, 'three');
    const { id } = await made(desk, projectId, '1.0.0', { blob: one.blob });
    expect(await desk.client.build.report({ id, blob: three.blob })).toMatchObject({
      blob: three.blob,
      checksum: three.blob,
      size: 5,
    });
    const wrong = desk.client.build.report({ id, checksum: one.blob });
    expect(await refusedBy(wrong)).toMatchObject({ field: 'checksum' });
    expect(await desk.client.build.report({ id, blob: null })).toMatchObject({
      blob: null,
      checksum: null,
      size: null,
    });
  });

  it('corrects what the stores show when it is about the Live build', async () => {
    const { id } = await live(desk, projectId, '1.0.0', { versionCode: 1 });
    const [before] = await desk.client.build.appStatuses({});
    desk.sources.advance(MINUTE);
    await desk.client.build.report({ id, storeVersion: '1.0.1', versionCode: 2 });
    const [after] = await desk.client.build.appStatuses({});
    expect(after).toEqual({ ...before, storeVersion: '1.0.1', versionCode: 2, updatedAt: NOON + MINUTE });
  });

  it('is refused for facts of another platform', async () => {
    const { id } = await made(desk, projectId, '1.0.0');
    expect(await refusedBy(desk.client.build.report({ id, xcodeVersion: '26' }))).toEqual({
      code: 'invalid_input',
      field: 'xcodeVersion',
    });
  });
});
