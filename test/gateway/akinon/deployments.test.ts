import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendReports } from '../../support/reports.ts';
import { MINUTE, NOON } from '../../support/testApp.ts';
import { type AkinonApp, akinonApp, hexId, refusedField } from './akinonApp.ts';

let app: AkinonApp;
beforeEach(async () => {
  app = await akinonApp();
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  expect(app.app.desk.logged).toEqual([]);
  await app.close();
});

const at = (ms: number) => new Date(ms).toISOString();
const message = (text: string) => expect.stringContaining(text);

/** A token of somebody, as a pipeline or a person would have one. */
async function tokenOf(personName: string, email: string | null = null) {
  const { secret } = await app.client.token.create({
    name: 'pipeline',
    personName,
    email,
    scopes: ['akinon:admin'],
  });
  return secret;
}

describe('a deployment', () => {
  it('shows a build with everything known of it', async () => {
    const build = await app.build({
      status: 'failed',
      storeVersion: '2.3.1',
      versionCode: 231,
      javaVersion: '17',
      checksum: 'e09f4860008349774a9ef83470c51c1e1eb2c3dc45dee78074dd063338d03b3c',
      size: 84_200_000,
      uploadDuration: 12_000,
      downloadUrl: 'https://builds.example.com/231.aab',
      remoteId: '4711',
      description: 'Fixes the basket',
      actor: 'Mira Solberg',
      startedAt: NOON,
      finishedAt: NOON + MINUTE,
      errorMessage: 'Gradle ended with 1',
      plugins: [{ name: 'camera', version: '4.1.0', moduleName: 'CameraModule' }, { name: 'maps' }],
      steps: [
        { name: 'checkout', status: 'succeeded', startedAt: NOON, finishedAt: NOON + 1000 },
        {
          name: 'compile',
          status: 'failed',
          startedAt: NOON + 1000,
          finishedAt: NOON + MINUTE,
          note: 'exit 1',
        },
        { name: 'sign', status: 'running', startedAt: NOON + MINUTE },
        { name: 'upload', status: 'waiting' },
      ],
      issues: [
        { severity: 'warning', title: 'Deprecated API' },
        { severity: 'info', title: 'Cache', detail: 'was cold' },
      ],
    });
    const { json } = await app.get(`/${hexId(build.id)}`);
    expect(json).toEqual({
      _id: hexId(build.id),
      project: expect.objectContaining({
        _id: hexId(app.project.id),
        name: 'Payments App',
        slug: 'payments-app',
      }),
      user: {
        _id: expect.any(String),
        username: 'Mira Solberg',
        firstName: 'Mira',
        lastName: 'Solberg',
        status: 1,
        lastLoginAt: at(NOON),
        createdAt: at(NOON),
        updatedAt: at(NOON),
      },
      description: 'Fixes the basket',
      status: 'failed',
      os: 'android',
      buildTarget: 'production',
      deploymentType: 'build',
      stages: [
        { _id: expect.any(String), name: 'checkout', createdAt: at(NOON), updatedAt: at(NOON + 1000) },
        {
          _id: expect.any(String),
          name: 'compile',
          createdAt: at(NOON + 1000),
          updatedAt: at(NOON + MINUTE),
        },
        { _id: expect.any(String), name: 'sign', createdAt: at(NOON + MINUTE), updatedAt: at(NOON + MINUTE) },
      ],
      timeline: [
        { step: 1, startTime: at(NOON), finishTime: at(NOON + 1000) },
        { step: 2, startTime: at(NOON + 1000), finishTime: at(NOON + MINUTE), error: 'exit 1' },
      ],
      startedAt: at(NOON),
      completedAt: at(NOON + MINUTE),
      forceUpdate: false,
      tag: 'v2.3.1',
      checksum: 'e09f4860008349774a9ef83470c51c1e1eb2c3dc45dee78074dd063338d03b3c',
      size: 84_200_000,
      uploadDuration: 12_000,
      downloadUrl: 'https://builds.example.com/231.aab',
      remoteId: 4711,
      plugins: [{ name: 'camera', version: '4.1.0', moduleName: 'CameraModule' }, { name: 'maps' }],
      issues: [
        { type: 'warning', message: 'Deprecated API' },
        { type: 'warning', message: 'Cache: was cold' },
        { type: 'error', message: 'Gradle ended with 1' },
      ],
      createdAt: at(NOON),
      updatedAt: at(NOON),
      envVersion: '2.3.1',
      storeVersion: '2.3.1',
      versionCode: 231,
      javaVersion: '17',
      isLive: false,
      isOnStore: null,
    });
    const ids = json.stages.map(({ _id }: { _id: string }) => _id);
    expect(new Set(ids).size).toBe(3);
  });

  it('leaves out what it does not know and what its platform does not have', async () => {
    const { id } = await app.build({
      os: 'ios',
      xcodeVersion: '16.2',
      extensions: ['widget'],
      remoteId: 'run-7',
    });
    const { json } = await app.get(`/${hexId(id)}`);
    expect(json).toMatchObject({ xcodeVersion: '16.2', extensions: ['widget'], isOnStore: null });
    for (const name of [
      'versionCode',
      'javaVersion',
      'storeVersion',
      'remoteId',
      'abolisher',
      'parent',
      'checksum',
    ])
      expect(json).not.toHaveProperty(name);
  });

  it('shows a release with its build, its label and where it came from', async () => {
    const { id: parentId } = await app.build({ storeVersion: '1.0.0' });
    const { deploymentId, packageHash } = await app.release('one', {
      parentId,
      rollout: 20,
      description: 'Fixes the basket',
    });
    const { json } = await app.get(`/${hexId(deploymentId)}`);
    expect(json).toMatchObject({
      deploymentType: 'code-push',
      parent: hexId(parentId),
      description: 'Fixes the basket',
      status: 'success',
      os: 'android',
      buildTarget: 'staging',
      targetBinaryRange: '1.0.0',
      label: 'v1',
      isMandatory: false,
      isDisabled: false,
      rollout: 20,
      releaseMethod: 'upload',
      forceUpdate: false,
      checksum: packageHash,
    });
    expect(json).not.toHaveProperty('originalLabel');
    expect(json).not.toHaveProperty('envVersion');
  });

  it('says where a release’s package is, whole and without a token', async () => {
    const { deploymentId, size } = await app.release('one');
    const { json } = await app.get(`/${hexId(deploymentId)}`);
    const file = await fetch(json.downloadUrl);
    expect([file.status, (await file.arrayBuffer()).byteLength, json.size]).toEqual([200, size, size]);
  });

  it('is found by its id in capitals too', async () => {
    const { id } = await app.build();
    expect((await app.get(`/${hexId(id).toUpperCase()}`)).json._id).toBe(hexId(id));
  });

  it('tells who started it, by the token that stood for them', async () => {
    const { deploymentId } = await app.release('one');
    await app.release('two');
    const token = await tokenOf('Aiko Tanaka', 'aiko@example.com');
    app.app.desk.sources.advance(2 * MINUTE);
    const { json } = await app.post(
      `/${hexId(deploymentId)}/rollback-release`,
      { releaseLabel: 'v1' },
      token,
    );
    expect(json.user).toMatchObject({
      username: 'aiko@example.com',
      firstName: 'Aiko',
      lastName: 'Tanaka',
      createdAt: at(NOON),
    });
    app.app.desk.sources.advance(2 * MINUTE);
    await app.get('', token);
    const { json: later } = await app.get(`/${json._id}`);
    expect(later.user.lastLoginAt).toBe(at(NOON + 4 * MINUTE));
  });

  it('tells when it last changed', async () => {
    const { id } = await app.build();
    app.app.desk.sources.advance(MINUTE);
    const { json } = await app.patch(`/${hexId(id)}/storestate`, { isOnStore: 'pending' });
    expect([json.createdAt, json.updatedAt]).toEqual([at(NOON), at(NOON + MINUTE)]);
  });
});

describe('cancel', () => {
  it.each(['pending', 'in_progress'] as const)(
    'ends a build that is %s, and says who did',
    async (status) => {
      const { id } = await app.build({ status });
      app.app.desk.sources.advance(MINUTE);
      const token = await tokenOf('Aiko Tanaka');
      const { status: code, json } = await app.patch(`/${hexId(id)}/cancel`, undefined, token);
      expect([code, json.status, json.completedAt]).toEqual([200, 'canceled', at(NOON + MINUTE)]);
      const started = await app.post(
        `/${hexId((await app.release('one')).deploymentId)}/promote-release`,
        undefined,
        token,
      );
      expect(json.abolisher).toBe(started.json.user._id);
    },
  );

  it.each(['succeeded', 'failed', 'canceled'] as const)('refuses a build that is %s', async (status) => {
    const { id } = await app.build({ status });
    const { status: code, json } = await app.patch(`/${hexId(id)}/cancel`);
    expect([code, json]).toEqual([400, refusedField({ status: message('cannot become canceled') })]);
  });

  it('refuses a release, which was over when it came', async () => {
    const { deploymentId } = await app.release('one');
    const { status, json } = await app.patch(`/${hexId(deploymentId)}/cancel`);
    expect([status, json]).toEqual([400, refusedField({ status: message('succeeded and cannot become') })]);
  });

  it('takes an empty body of the type JSON', async () => {
    const { id } = await app.build({ status: 'pending' });
    const { status } = await app.send({
      method: 'PATCH',
      path: `${app.base}/${hexId(id)}/cancel`,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(200);
  });
});

describe('storestate', () => {
  it('notes what the store says, in any order', async () => {
    const { id } = await app.build();
    for (const isOnStore of ['pending', 'rejected', 'pending', 'success', 'success', 'rejected']) {
      const { status, json } = await app.patch(`/${hexId(id)}/storestate`, { isOnStore });
      expect([status, json.isOnStore]).toEqual([200, isOnStore]);
    }
  });

  it('takes a Live build off the project’s app when its approval is gone', async () => {
    const { id } = await app.build({ storeVersion: '2.3.1', versionCode: 231 });
    await app.patch(`/${hexId(id)}/storestate`, { isOnStore: 'success' });
    await app.client.build.setLive({ id });
    const { json: live } = await app.get(`/${hexId(id)}`);
    expect([live.isLive, live.project.appStatuses.android.production]).toEqual([
      true,
      {
        deploymentId: hexId(id),
        envVersion: '2.3.1',
        storeVersion: '2.3.1',
        versionCode: 231,
        tag: 'v2.3.1',
        publisher: 'mira.solberg',
        status: true,
        publishedAt: at(NOON),
        createdAt: at(NOON),
        updatedAt: at(NOON),
      },
    ]);
    const { json } = await app.patch(`/${hexId(id)}/storestate`, { isOnStore: 'rejected' });
    expect([json.isLive, json.project.appStatuses.android.production.status]).toEqual([false, false]);
  });

  it('refuses a build that has not succeeded, and anything but a build', async () => {
    const { id } = await app.build({ status: 'pending' });
    const { deploymentId } = await app.release('one');
    const early = await app.patch(`/${hexId(id)}/storestate`, { isOnStore: 'success' });
    expect([early.status, early.json]).toEqual([400, refusedField({ status: message('pending') })]);
    const release = await app.patch(`/${hexId(deploymentId)}/storestate`, { isOnStore: 'success' });
    expect([release.status, release.json]).toEqual([
      400,
      refusedField({ deploymentType: message('not a build') }),
    ]);
  });
});

describe('metrics', () => {
  type Kind = 'downloaded' | 'installed' | 'failed';
  const report = (kind: Kind, place: string, clientId: string, isBinary = false) => ({
    channelId: app.staging.id,
    kind,
    place,
    clientId,
    isBinary,
  });
  const accept = (reports: ReturnType<typeof report>[]) => sendReports(app.app.desk, reports);

  it('are the channel’s table in label order, with nothing where nobody reported', async () => {
    const { deploymentId } = await app.release('one');
    for (let n = 2; n <= 10; n += 1) await app.release(`content ${n}`);
    accept([
      report('installed', '2.3.1', 'd', true),
      report('downloaded', 'v10', 'a'),
      report('installed', 'v10', 'a'),
      report('installed', 'v10', 'a'),
      report('failed', 'v2', 'b'),
    ]);
    const { json } = await app.get(`/${hexId(deploymentId)}/metrics`);
    expect(json.map(({ label }: { label: string }) => label)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `v${index + 1}`),
      '2.3.1',
    ]);
    expect(
      json.filter(({ label }: { label: string }) => ['v1', 'v2', 'v10', '2.3.1'].includes(label)),
    ).toEqual([
      { label: 'v1', active: 0, installed: 0, downloaded: 0, failed: 0 },
      { label: 'v2', active: 0, installed: 0, downloaded: 0, failed: 1 },
      { label: 'v10', active: 1, installed: 1, downloaded: 1, failed: 0 },
      { label: '2.3.1', active: 1, installed: 1, downloaded: 0, failed: 0 },
    ]);
  });

  it('of a build are the releases that were made for it and its binary', async () => {
    const { id: parentId } = await app.build({ target: 'staging', storeVersion: '2.3.1' });
    const first = await app.release('one', { parentId });
    await app.release('two');
    await app.post(`/${hexId(first.deploymentId)}/promote-release`);
    accept([
      report('installed', 'v1', 'a'),
      report('installed', '2.3.1', 'b', true),
      report('installed', 'v2', 'c'),
    ]);
    const { json } = await app.get(`/${hexId(parentId)}/metrics`);
    expect(json).toEqual([
      { label: 'v1', active: 1, installed: 1, downloaded: 0, failed: 0 },
      { label: 'v1', active: 0, installed: 0, downloaded: 0, failed: 0 },
      { label: '2.3.1', active: 1, installed: 1, downloaded: 0, failed: 0 },
    ]);
  });
});
