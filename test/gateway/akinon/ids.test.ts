import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf, toId, toKey, toStageId } from '../../../src-main/gateway/dialects/akinon/ids.ts';
import { createStores } from '../../../src-main/store/index.ts';
import { closeWriter, openWriter } from '../../../src-main/store/open.ts';
import { type AkinonApp, akinonApp, hexId, listPath } from './akinonApp.ts';

const ours = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe('an id', () => {
  it('of ours comes back from its 24 digits, in capitals too', () => {
    fc.assert(
      fc.property(ours, (id) => {
        const text = toId({ id, externalId: null });
        expect(text).toMatch(/^[0-9a-f]{24}$/);
        expect(toKey(text)).toEqual({ externalId: text, id });
        expect(toKey(text.toUpperCase())).toEqual(keyOf(id));
      }),
    );
  });

  it('that an import brought stands, and stands for none of ours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0x10000000, max: 0xffffffff }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (seconds, rest) => {
          const externalId = seconds.toString(16) + rest.toString(16).padStart(16, '0');
          expect(toId({ id: 1, externalId })).toBe(externalId);
          expect(toKey(externalId)).toEqual({ externalId, id: null });
        },
      ),
    );
  });

  it.each(['', '17', 'nonsense', 'g'.repeat(24), 'f'.repeat(25)])('is not in %j', (text) => {
    expect(toKey(text).id).toBeNull();
  });

  it('of a stage is one of a kind', () => {
    fc.assert(
      fc.property(ours, ours, fc.nat(500), fc.nat(500), (a, b, one, other) => {
        fc.pre(a !== b || one !== other);
        expect(toStageId(a, one)).toMatch(/^[0-9a-f]{24}$/);
        expect(toStageId(a, one)).not.toBe(toStageId(b, other));
      }),
    );
  });
});

describe('what an import brought', () => {
  const organization = '5f0c0ffee00000000000aaaa';
  const projectId = '5f0c0ffee00000000000bbbb';
  const buildId = '5f0c0ffee00000000000cccc';
  const personId = '5f0c0ffee00000000000dddd';
  let app: AkinonApp;
  beforeEach(async () => {
    app = await akinonApp();
  });
  afterEach(async () => {
    expect(app.faults).toEqual([]);
    await app.close();
  });

  function alias(kind: string, externalId: string, rowId: number, system = 'akinon') {
    const db = openWriter(app.app.desk.file);
    createStores(db).alias.put(system, kind, externalId, rowId, null);
    closeWriter(db);
  }

  it('keeps its ids, inside of others as well, and is found by ours too', async () => {
    const build = await app.build({ storeVersion: '1.0.0' });
    await app.client.build.setStoreState({ id: build.id, state: 'success' });
    await app.client.build.setLive({ id: build.id });
    const release = await app.release('one', { parentId: build.id });
    const before = await app.get(`/${hexId(build.id)}`);
    alias('organization', organization, 1);
    alias('project', projectId, app.project.id);
    alias('deployment', buildId, build.id);
    alias('deployment', '5f0c0ffee00000000000eeee', release.deploymentId, 'codepush');
    alias('person', personId, Number.parseInt(before.json.user._id, 16));
    const base = listPath(organization, projectId);
    const { json } = await app.send({ method: 'GET', path: `${base}/${buildId.toUpperCase()}` });
    expect(json).toMatchObject({
      _id: buildId,
      project: { _id: projectId, organization },
      user: { _id: personId },
    });
    expect(json.project.appStatuses.android.production.deploymentId).toBe(buildId);
    expect((await app.get(`/${hexId(build.id)}`)).json).toEqual({
      ...json,
      project: { ...json.project, organization: app.organization },
    });
    expect((await app.get(`/${hexId(release.deploymentId)}`)).json).toMatchObject({
      _id: hexId(release.deploymentId),
      parent: buildId,
    });
    const query = async (text: string) =>
      (await app.send({ method: 'GET', path: `${base}?${text}` })).json.docs.map(
        ({ _id }: { _id: string }) => _id,
      );
    expect(await query(`parent=${buildId}`)).toEqual([hexId(release.deploymentId)]);
    expect(await query(`createdBy=${personId}&deploymentType=build`)).toEqual([buildId]);
  });

  it('is found by its own id first, should one ever look like ours', async () => {
    const first = await app.build({ tag: 'first' });
    const second = await app.build({ tag: 'second' });
    alias('deployment', hexId(first.id), second.id);
    expect((await app.get(`/${hexId(first.id)}`)).json.tag).toBe('second');
  });

  it('belongs to its project alone', async () => {
    const other = await app.client.project.create({ name: 'Other App', kind: 'mobile' });
    const { id } = await app.build();
    alias('deployment', buildId, id);
    for (const wanted of [hexId(id), buildId]) {
      const path = `${listPath(app.organization, other.id)}/${wanted}`;
      expect((await app.send({ method: 'GET', path })).status).toBe(404);
    }
  });

  it('that is a service’s deployment is none of these', async () => {
    const environment = await app.client.environment.create({ name: 'prod-eu', tier: 'production' });
    const { id } = await app.client.deployment.record({
      projectId: app.project.id,
      environmentId: environment.id,
      version: 'v1',
      kind: 'build',
    });
    expect((await app.get(`/${hexId(id)}`)).status).toBe(404);
    expect((await app.get('')).json.totalDocs).toBe(0);
    expect((await app.get('?os=android')).json.totalDocs).toBe(0);
  });
});
