import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStores } from '../../../src-main/store/index.ts';
import { closeWriter, openWriter } from '../../../src-main/store/open.ts';
import { MINUTE, NOON } from '../../support/testApp.ts';
import { type AkinonApp, akinonApp, hexId, refusedField } from './akinonApp.ts';

let app: AkinonApp;
let android: number;
let ios: number;
beforeEach(async () => {
  app = await akinonApp();
  for (const [kind, os, slots] of [
    ['google_play', 'android', ['googleServiceFile']],
    ['app_store', 'ios', ['keyId', 'keyIssuerId', 'apiKeyFile']],
  ] as const) {
    const { id } = await app.client.credential.put({ projectId: app.project.id, kind, os });
    for (const slot of slots) await app.client.credential.setSecret({ id, slot, value: `${slot} value` });
  }
  const artifact = { downloadUrl: 'https://builds.example.com/231', storeVersion: '2.3.1', versionCode: 231 };
  android = (await app.build(artifact)).id;
  const { versionCode: _versionCode, ...apple } = artifact;
  ios = (await app.build({ ...apple, os: 'ios' })).id;
});
afterEach(async () => {
  expect(app.faults).toEqual([]);
  expect(app.app.desk.logged).toEqual([]);
  await app.close();
});

const at = (ms: number) => new Date(ms).toISOString();
const path = (build: number, distribution?: string) =>
  `/${hexId(build)}/distributions${distribution === undefined ? '' : `/${distribution}`}`;
const create = (build: number, more: object = {}, token?: string) =>
  app.post(path(build), { releaseNotes: 'Fixes the basket', track: 'internal', ...more }, token);
const report = (build: number, id: string, body: object, token?: string) =>
  app.patch(path(build, id), body, token);
const message = (text: string) => expect.stringContaining(text);

describe('a distribution', () => {
  it('is made with what was left out filled in, and reads as it was answered', async () => {
    const { secret } = await app.client.token.create({
      name: 'pipeline',
      personName: 'Aiko Tanaka',
      scopes: ['akinon:admin'],
    });
    const { status, json } = await create(android, {}, secret);
    expect([status, json]).toEqual([
      201,
      {
        _id: expect.any(String),
        type: 2,
        deploymentId: hexId(android),
        projectId: hexId(app.project.id),
        userId: expect.any(String),
        releaseNotes: 'Fixes the basket',
        status: 'pending',
        remoteId: '',
        releaseMethod: 'upload',
        track: 'internal',
        uploadMetadata: false,
        uploadScreenshots: false,
        shouldSubmitForReview: false,
        shouldAutoRelease: false,
        userFraction: 1,
        updatePriority: 0,
        createdAt: at(NOON),
        updatedAt: at(NOON),
      },
    ]);
    expect((await app.get(path(android, json._id))).json).toEqual(json);
    const release = await app.release('one');
    const promoted = await app.post(`/${hexId(release.deploymentId)}/promote-release`, undefined, secret);
    expect(json.userId).toBe(promoted.json.user._id);
  });

  it('goes to the store of its build: 1 for an iOS build', async () => {
    const { json } = await create(ios, { track: 'TestFlight', shouldSubmitForReview: true });
    expect(json).toMatchObject({ type: 1, track: 'TestFlight', shouldSubmitForReview: true });
  });

  it('is listed with the others of its build, the newest first and unpaged', async () => {
    expect((await app.get(path(android))).json).toEqual([]);
    const made: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const { json } = await create(android);
      made.push(json._id);
      await report(android, json._id, { status: 'canceled' });
    }
    await create(ios, { track: 'TestFlight' });
    const { json } = await app.get(path(android));
    expect(json.map(({ _id }: { _id: string }) => _id)).toEqual(made.reverse());
    const release = await app.release('one');
    expect((await app.get(path(release.deploymentId))).json).toEqual([]);
  });

  it('keeps the id that an import brought for it', async () => {
    const { json } = await create(android);
    const externalId = '5f0c0ffee00000000000abcd';
    const db = openWriter(app.app.desk.file);
    createStores(db).alias.put('akinon', 'distribution', externalId, Number.parseInt(json._id, 16), null);
    closeWriter(db);
    expect((await app.get(path(android, externalId))).json._id).toBe(externalId);
    expect((await report(android, externalId, { status: 'uploading' })).json).toMatchObject({
      _id: externalId,
      status: 'uploading',
    });
  });

  it.each([
    ['another store’s track', { track: 'Production' }, 'track'],
    ['a fraction where all get it', { userFraction: 0.5 }, 'userFraction'],
    ['notes that are too long', { releaseNotes: 'x'.repeat(501) }, 'releaseNotes'],
    ['a promotion from nowhere', { track: 'beta', releaseMethod: 'promote' }, 'releaseMethod'],
  ])('is refused for %s', async (_name, more, field) => {
    const { status, json } = await create(android, more);
    expect([status, json]).toEqual([400, refusedField({ [field]: expect.any(String) })]);
  });

  it('is refused by every field that stands in its way', async () => {
    const { id } = await app.build({ status: 'in_progress', os: 'huawei' });
    const { json } = await create(id, { track: 'beta', updatePriority: 3, uploadScreenshots: true });
    expect(Object.keys(json.validationError).sort()).toEqual([
      'downloadUrl',
      'status',
      'storeCredentials',
      'updatePriority',
      'uploadScreenshots',
    ]);
  });

  it('is refused for a release, naming its type', async () => {
    const { deploymentId } = await app.release('one');
    const { status, json } = await create(deploymentId);
    expect([status, json]).toEqual([400, refusedField({ deploymentType: message('not a build') })]);
  });

  it('is one at a time for a build and track', async () => {
    await create(android);
    const { status, json } = await create(android);
    expect([status, json]).toEqual([400, refusedField({ track: expect.any(String) })]);
    expect((await create(android, { track: 'alpha' })).status).toBe(201);
  });

  it('is made once under an Idempotency-Key', async () => {
    const keyed = () =>
      app.send({
        method: 'POST',
        path: app.base + path(android),
        body: { releaseNotes: '', track: 'internal' },
        headers: { 'idempotency-key': 'delivery-1' },
      });
    const [first, again] = [await keyed(), await keyed()];
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect((await app.get(path(android))).json).toHaveLength(1);
  });
});

describe('a worker', () => {
  it('reports forward: uploading, then success, with the store’s id as a number or as digits', async () => {
    const { json } = await create(android);
    app.app.desk.sources.advance(MINUTE);
    const uploading = await report(android, json._id, { status: 'uploading', remoteId: 4711 });
    expect([uploading.status, uploading.json]).toMatchObject([
      200,
      { status: 'uploading', remoteId: '4711', startedAt: at(NOON + MINUTE) },
    ]);
    expect(uploading.json).not.toHaveProperty('completedAt');
    expect((await report(android, json._id, { remoteId: '4712' })).json.remoteId).toBe('4712');
    app.app.desk.sources.advance(MINUTE);
    const done = await report(android, json._id, { status: 'success' });
    expect(done.json).toMatchObject({
      status: 'success',
      completedAt: at(NOON + 2 * MINUTE),
      remoteId: '4712',
    });
  });

  it('says the same again without effect, and nothing with nothing', async () => {
    const { json } = await create(android);
    for (const body of [{}, { status: 'pending' }, {}]) {
      expect((await report(android, json._id, body)).json).toEqual(json);
    }
  });

  it('cancels as the person that its token stands for', async () => {
    const { secret } = await app.client.token.create({
      name: 'worker',
      personName: 'Aiko Tanaka',
      scopes: ['akinon:report'],
    });
    const { json } = await create(android);
    const canceled = await report(android, json._id, { status: 'canceled' }, secret);
    expect(canceled.json).toMatchObject({ status: 'canceled', abolisherId: expect.any(String) });
    expect(canceled.json.abolisherId).not.toBe(json.userId);
  });

  const words = ['pending', 'uploading', 'success', 'failed', 'canceled'] as const;
  const edges: readonly string[] = [
    'pending uploading',
    'pending canceled',
    'uploading success',
    'uploading failed',
    'uploading canceled',
  ];
  const ways: Record<(typeof words)[number], readonly string[]> = {
    pending: [],
    uploading: ['uploading'],
    success: ['uploading', 'success'],
    failed: ['uploading', 'failed'],
    canceled: ['canceled'],
  };
  it.each(words.flatMap((from) => words.map((to) => ({ from, to }))))(
    '$from -> $to',
    async ({ from, to }) => {
      const { json } = await create(android);
      for (const status of ways[from]) await report(android, json._id, { status });
      const answer = await report(android, json._id, { status: to });
      if (from === to || edges.includes(`${from} ${to}`)) {
        expect([answer.status, answer.json.status]).toEqual([200, to]);
      } else {
        expect([answer.status, answer.json]).toEqual([
          400,
          refusedField({ status: message('cannot become') }),
        ]);
        expect((await app.get(path(android, json._id))).json.status).toBe(from);
      }
    },
  );
});
