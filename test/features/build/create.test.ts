import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soundness } from '../../support/soundness.ts';
import { HOUR, MINUTE, NOON, type TestApp, testApp } from '../../support/testApp.ts';
import { keepArtifact, made, type NewBuild, refusedBy, verbs, withProject } from './builds.ts';

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

const least = (): NewBuild => ({
  projectId,
  os: 'android',
  target: 'staging',
  tag: 'v1.4.0',
  envVersion: '1.4.0',
});

describe('recording a build', () => {
  it('keeps every fact of a report', async () => {
    const facts = {
      tag: 'release/1.4',
      envVersion: '2026.11',
      storeVersion: '1.4.0',
      versionCode: 140,
      javaVersion: '21',
      plugins: [{ name: 'camera', version: '2.0.0', moduleName: 'RNCamera' }],
      checksum: 'md5:9e107d9d372bb6826bd81d3542a419d6',
      size: 41_000_000,
      uploadDuration: 8100,
      downloadUrl: 'https://ci.example/app.aab',
      remoteId: '9182',
    };
    const { id } = await desk.client.build.create({
      ...least(),
      ...facts,
      status: 'succeeded',
      commitSha: 'A1B2C3D4',
      description: 'Nightly',
      actor: 'ci-bot',
      steps: [{ name: 'compile', status: 'succeeded', startedAt: 1, finishedAt: 2 }],
      issues: [{ severity: 'warning', title: 'Old Gradle' }],
    });
    const found = await desk.client.build.get({ id });
    expect(found.build).toMatchObject({ ...facts, commitSha: 'a1b2c3d4', actor: 'ci-bot', isOnStore: null });
    expect(found.deployment).toMatchObject({
      kind: 'build',
      policy: 'mobile',
      version: '1.4.0',
      environment: 'android-staging',
      tier: 'staging',
      description: 'Nightly',
    });
    expect(found.deployment.steps).toMatchObject([{ name: 'compile' }]);
    expect(found.deployment.issues).toMatchObject([{ title: 'Old Gradle' }]);
    expect(await verbs(desk, 2)).toEqual(['build.create', 'deployment.record']);
  });

  it('stands in the matrix under its environment version while it has no store version', async () => {
    await made(desk, projectId, null);
    const { cells } = await desk.client.matrix.read();
    expect(cells).toMatchObject([{ version: '2026.1' }]);
  });

  it('tells when it happened apart from when it became known', async () => {
    const at = NOON - 5 * HOUR;
    const { id } = await made(desk, projectId, '1.0.0', {
      occurredAt: at,
      startedAt: at,
      finishedAt: at + 20 * MINUTE,
    });
    const { build, deployment } = await desk.client.build.get({ id });
    expect(build).toMatchObject({ triggeredAt: at, startedAt: at, finishedAt: at + 20 * MINUTE });
    expect(deployment).toMatchObject({ occurredAt: at, recordedAt: NOON, succeededAt: at + 20 * MINUTE });
  });

  it.each<[string, Partial<NewBuild>, string]>([
    ['a version code on ios', { os: 'ios', versionCode: 3 }, 'versionCode'],
    ['a Java version on ios', { os: 'ios', javaVersion: '21' }, 'javaVersion'],
    ['an Xcode version on android', { xcodeVersion: '26' }, 'xcodeVersion'],
    ['extensions on huawei', { os: 'huawei', extensions: ['widget'] }, 'extensions'],
    ['an environment version of 4 characters', { envVersion: '1.4 ' }, 'envVersion'],
    ['an environment version of 21 characters', { envVersion: '1'.repeat(21) }, 'envVersion'],
    ['a description of 1001 characters', { description: 'x'.repeat(1001) }, 'description'],
    ['no tag', { tag: ' ' }, 'tag'],
    ['a status that builds do not have', { status: 'partial' as 'failed' }, 'status'],
  ])('refuses %s', async (_what, given, field) => {
    expect(await refusedBy(desk.client.build.create({ ...least(), ...given }))).toEqual({
      code: 'invalid_input',
      field,
    });
    expect((await desk.client.build.list({})).rows).toEqual([]);
  });

  it.each([5, 20])('takes an environment version of %i characters', async (length) => {
    const envVersion = '📱'.repeat(length);
    expect(await desk.client.build.create({ ...least(), envVersion })).toMatchObject({ envVersion });
  });

  it('says which project is not there', async () => {
    await expect(desk.client.build.create({ ...least(), projectId: 99 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('an artifact', () => {
  const content = 'the bytes of an app';
  const sha256 = createHash('sha256').update(content).digest('hex');

  it('comes into the store of files with its checksum and size, and a build names it', async () => {
    const kept = await keepArtifact(desk, content);
    const facts = { blob: sha256, checksum: sha256, size: content.length, fileName: 'app.aab' };
    expect(kept).toMatchObject(facts);
    expect(existsSync(join(desk.folder, 'test.blobs', sha256.slice(0, 2), sha256))).toBe(true);
    expect(readdirSync(join(desk.folder, 'data', 'incoming'))).toEqual([]);
    const build = await made(desk, projectId, '1.0.0', { blob: kept.blob });
    expect(build).toMatchObject({ blob: sha256, checksum: sha256, size: content.length });
  });

  it('is needed once a build names it, and not before', async () => {
    await keepArtifact(desk, content);
    const before = await desk.client.storage.usage();
    await made(desk, projectId, '1.0.0', { blob: sha256 });
    const after = await desk.client.storage.usage();
    expect([before.unreferenced, after.unreferenced]).toEqual([content.length, 0]);
  });

  it.each<[string, Partial<NewBuild>, { code: string; field: string }]>([
    ['that never came in', { blob: 'a'.repeat(64) }, { code: 'not_found', field: 'blob' }],
    [
      'with the SHA-256 of another file',
      { blob: sha256, checksum: 'b'.repeat(64) },
      { code: 'invalid_input', field: 'checksum' },
    ],
    ['of another size', { blob: sha256, size: 1 }, { code: 'invalid_input', field: 'size' }],
  ])('%s is refused', async (_what, given, expected) => {
    await keepArtifact(desk, content);
    expect(await refusedBy(made(desk, projectId, '1.0.0', given))).toEqual(expected);
  });

  it('of a build is known by its own SHA-256, whatever checksum the pipeline made', async () => {
    await keepArtifact(desk, content);
    const build = await made(desk, projectId, '1.0.0', { blob: sha256, checksum: 'crc32:cafe' });
    expect(build.checksum).toBe(sha256);
    const upper = await made(desk, projectId, '1.0.1', { blob: sha256, checksum: sha256.toUpperCase() });
    expect(upper.checksum).toBe(sha256);
  });

  it('is read only from what was uploaded', async () => {
    const reach = desk.client.build.keepArtifact({ fileId: '../../test.slipway' });
    expect(await refusedBy(reach)).toEqual({ code: 'invalid_input', field: 'fileId' });
    const { id } = await desk.client.build.keepArtifact({ fileId: 'never-uploaded' });
    await desk.app.jobEnded(id);
    expect(await desk.client.job.get({ id })).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('Upload it again'),
    });
  });
});

describe('trying a build again', () => {
  const inputs = {
    tag: 'v9',
    envVersion: '9.0.0',
    storeVersion: '9.0.0',
    versionCode: 9,
    javaVersion: '21',
    commitSha: 'abcdef1234',
  };

  it('is a new record with the same inputs, linked, and leaves the first as it was', async () => {
    const first = await made(desk, projectId, '9.0.0', {
      ...inputs,
      description: 'Ninth',
      status: 'failed',
      errorMessage: 'Out of memory',
      checksum: 'c',
      size: 3,
      downloadUrl: 'https://ci.example/9',
      plugins: [{ name: 'camera' }],
    });
    const retry = await desk.client.build.retry({ id: first.id, reason: 'More memory' });
    expect(retry).toMatchObject({
      ...inputs,
      status: 'pending',
      retryOf: first.id,
      errorMessage: null,
      checksum: null,
      size: null,
      downloadUrl: null,
      plugins: [],
    });
    expect(retry.number).toBeGreaterThan(first.number);
    const { build, retries } = await desk.client.build.get({ id: first.id });
    expect(build).toEqual(first);
    expect(retries.map(({ id }) => id)).toEqual([retry.id]);
    const again = await desk.client.build.get({ id: retry.id });
    expect(again.retryOf?.id).toBe(first.id);
    expect(again.deployment.description).toBe('Ninth');
    expect(await verbs(desk, 1)).toEqual(['build.retry']);
  });

  it.each<[NewBuild['status'], string | null]>([
    ['pending', 'illegal_transition'],
    ['in_progress', 'illegal_transition'],
    ['succeeded', 'illegal_transition'],
    ['failed', null],
    ['canceled', null],
  ])('of one that is %s answers %s', async (status, code) => {
    const { id } = await made(desk, projectId, '1.0.0', { status });
    const { actions } = await desk.client.build.get({ id });
    const refusal = actions.find(({ action }) => action === 'retry')?.refusal;
    const act = desk.client.build.retry({ id, reason: 'again' });
    if (code === null) {
      expect(refusal).toBeNull();
      await act;
      return;
    }
    await expect(act).rejects.toMatchObject({ code, message: refusal });
    expect(await verbs(desk, 1)).toEqual(['build.retry refused']);
  });

  it('waits for the retry that is under way', async () => {
    const { id } = await made(desk, projectId, '1.0.0', { status: 'failed' });
    const second = await desk.client.build.retry({ id, reason: 'again' });
    expect(await refusedBy(desk.client.build.retry({ id, reason: 'again' }))).toMatchObject({
      code: 'conflict',
    });
    await desk.client.build.cancel({ id: second.id, reason: 'stuck' });
    expect(await desk.client.build.retry({ id, reason: 'again' })).toMatchObject({ retryOf: id });
  });

  it('needs a reason at the desk', async () => {
    const { id } = await made(desk, projectId, '1.0.0', { status: 'failed' });
    expect(await refusedBy(desk.client.build.retry({ id }))).toEqual({
      code: 'invalid_input',
      field: 'reason',
    });
  });
});

it('builds are the same after the file was opened again, and every sum is right', async () => {
  await made(desk, projectId, '1.0.0', { plugins: [{ name: 'camera', version: '1' }] });
  const { id } = await made(desk, projectId, '1.1.0', { status: 'failed' });
  await desk.client.build.retry({ id, reason: 'again' });
  const before = await desk.client.build.list({});
  const detail = await desk.client.build.get({ id });
  desk = await desk.reopen();
  expect(await desk.client.build.list({})).toEqual(before);
  expect(await desk.client.build.get({ id })).toEqual(detail);
  expect(soundness(desk.file)).toEqual([]);
});
