import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '#shared/features/build/record.ts';
import { DAY, HOUR, NOON } from '../../support/testApp.ts';
import { type AkinonApp, akinonApp, hexId, listPath, NOBODY, refused, refusedField } from './akinonApp.ts';

interface Doc {
  readonly _id: string;
  readonly [field: string]: unknown;
}

let app: AkinonApp;
/** What was put there, oldest first: by its name in the tests. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await akinonApp();
  const { sources } = app.app.desk;
  const note = (name: string, id: number) => {
    ids[name] = hexId(id);
    sources.advance(HOUR);
  };
  const keep = async (name: string, more: Parameters<AkinonApp['build']>[0]): Promise<Build> => {
    const build = await app.build(more);
    note(name, build.id);
    return build;
  };
  sources.set(NOON - 3 * DAY);
  const old = await keep('old', { storeVersion: '1.0.0', versionCode: 10, envVersion: '1.0.0-rc' });
  const live = await keep('live', { storeVersion: '1.1.0', versionCode: 11, envVersion: '1.1.0' });
  const review = await keep('review', { storeVersion: '1.2.0', versionCode: 9, actor: 'Aiko Tanaka' });
  await keep('rejected', { target: 'staging', storeVersion: '1.2.0' });
  sources.set(NOON - DAY);
  await keep('ios', { os: 'ios', status: 'in_progress' });
  await keep('waiting', { os: 'huawei', status: 'pending' });
  const canceled = await keep('canceled', { os: 'huawei', status: 'pending' });
  await app.client.build.cancel({ id: canceled.id, reason: 'wrong branch' });
  await keep('failed', { status: 'failed', errorMessage: 'No space left on device' });
  for (const { id } of [old, live, review]) await app.client.build.setStoreState({ id, state: 'pending' });
  for (const { id } of [old, live]) await app.client.build.setStoreState({ id, state: 'success' });
  await app.client.build.setLive({ id: old.id });
  await app.client.build.setLive({ id: live.id });
  await app.client.build.forceUpdate({ id: old.id });
  const rejected = Number.parseInt(ids.rejected ?? '', 16);
  await app.client.build.setStoreState({ id: rejected, state: 'rejected' });
  sources.set(NOON);
  note('v1', (await app.release('one', { parentId: live.id })).deploymentId);
  note('v2', (await app.release('two', { rollout: 20 })).deploymentId);
  const services = await app.client.project.create({ name: 'search-api' });
  await app.client.codepush.createChannel({ projectId: services.id, os: 'ios', target: 'production' });
});
afterAll(async () => {
  expect(app.faults).toEqual([]);
  expect(app.app.desk.logged).toEqual([]);
  await app.close();
});

const list = async (query: string) => {
  const { status, json } = await app.get(query);
  expect([query, status]).toEqual([query, 200]);
  return json as { docs: Doc[]; totalDocs: number };
};
const namesOf = (docs: readonly Doc[]) =>
  docs.map(({ _id }) => Object.keys(ids).find((name) => ids[name] === _id) ?? _id);
const found = async (query: string) => {
  const { docs, totalDocs } = await list(`?limit=50&${query}`);
  expect(totalDocs).toBe(docs.length);
  return namesOf(docs);
};

const everything = ['v2', 'v1', 'failed', 'canceled', 'waiting', 'ios', 'rejected', 'review', 'live', 'old'];
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const instant = (at: number) => new Date(at).toISOString();

describe('the page', () => {
  it('shows the newest created first, ten of them when nobody says how many', async () => {
    const { json } = await app.get('');
    expect(namesOf(json.docs)).toEqual(everything);
    expect(json).toMatchObject({ totalDocs: 10, limit: 10, page: 1, totalPages: 1, pagingCounter: 1 });
    expect(json).toMatchObject({ hasPrevPage: false, hasNextPage: false, prevPage: null, nextPage: null });
  });

  it.each([
    { page: 1, limit: 3, totalPages: 4, pagingCounter: 1, prevPage: null, nextPage: 2, rows: 3 },
    { page: 2, limit: 3, totalPages: 4, pagingCounter: 4, prevPage: 1, nextPage: 3, rows: 3 },
    { page: 4, limit: 3, totalPages: 4, pagingCounter: 10, prevPage: 3, nextPage: null, rows: 1 },
    { page: 5, limit: 3, totalPages: 4, pagingCounter: 13, prevPage: 4, nextPage: null, rows: 0 },
    { page: 2, limit: 5, totalPages: 2, pagingCounter: 6, prevPage: 1, nextPage: null, rows: 5 },
    { page: 1e9, limit: 1, totalPages: 10, pagingCounter: 1e9, prevPage: 1e9 - 1, nextPage: null, rows: 0 },
  ])('counts as the paginate plugin does on page $page of $limit each', async ({ rows, ...expected }) => {
    const { page, limit, prevPage, nextPage } = expected;
    const { json } = await app.get(`?page=${page}&limit=${limit}`);
    const { docs, ...envelope } = json;
    expect(envelope).toEqual({
      ...expected,
      totalDocs: 10,
      hasPrevPage: prevPage !== null,
      hasNextPage: nextPage !== null,
    });
    expect(docs).toHaveLength(rows);
  });

  it('has one page of nothing where nothing matches', async () => {
    const { json } = await app.get('?envVersion=9.9.9');
    expect(json).toMatchObject({ docs: [], totalDocs: 0, totalPages: 1, hasNextPage: false, nextPage: null });
  });

  it('cuts a limit down to 500 and says so', async () => {
    expect((await app.get('?limit=501')).json.limit).toBe(500);
  });

  it('reaches every deployment once, in the same order, with any limit and any sort', async () => {
    const sorts = ['', 'createdAt', '-os,status', 'envVersion -tag', '-updatedAt', 'rollout'];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...sorts), async (limit, sort) => {
        const way = sort === '' ? '' : `&sort=${encodeURIComponent(sort)}`;
        const seen: string[] = [];
        let page: number | null = 1;
        while (page !== null) {
          const { json } = await app.get(`?limit=${limit}&page=${page}${way}`);
          seen.push(...namesOf(json.docs));
          page = json.nextPage;
        }
        const whole = await list(`?limit=50${way}`);
        expect(seen).toEqual(namesOf(whole.docs));
        expect([...seen].sort()).toEqual([...everything].sort());
      }),
      { numRuns: 20 },
    );
  });
});

describe('the filters', () => {
  it.each([
    ['deploymentType=build', everything.filter((name) => !name.startsWith('v'))],
    ['deploymentType=code-push', ['v2', 'v1']],
    ['isLive=true', ['live']],
    ['isLive=false', ['failed', 'canceled', 'waiting', 'ios', 'rejected', 'review', 'old']],
    ['isOnStore=success', ['live', 'old']],
    ['isOnStore=rejected', ['rejected']],
    ['isOnStore=pending', ['review']],
    ['status=success', ['v2', 'v1', 'rejected', 'review', 'live', 'old']],
    ['status=deploying', ['ios']],
    ['status=pending', ['waiting']],
    ['status=canceled', ['canceled']],
    ['status=failed', ['failed']],
    ['status=exploded', []],
    ['status=succeeded', []],
    ['os=android', ['v2', 'v1', 'failed', 'rejected', 'review', 'live', 'old']],
    ['os=ios', ['ios']],
    ['os=huawei', ['canceled', 'waiting']],
    ['buildTarget=staging', ['v2', 'v1', 'rejected']],
    ['forceUpdate=true', ['old']],
    ['forceUpdate=false', everything.filter((name) => name !== 'old')],
    ['envVersion=1.1.0', ['live']],
    ['storeVersion=1.2.0', ['rejected', 'review']],
    ['parent=nonsense', []],
    [`createdBy=${NOBODY}`, []],
    [`createdAt=${day(NOON)}`, ['v2', 'v1']],
    [`createdAt=${day(NOON - 2 * DAY)}`, []],
    [`createdAt=${instant(NOON)}`, ['v1']],
    [`createdAt=${instant(NOON).slice(0, 19)}Z`, ['v1']],
    [`createdAt=${instant(NOON).slice(0, 16)}Z`, ['v1']],
    [`createdAt=${instant(NOON + 1)}`, []],
    [`createdAt=${day(NOON - 3 * DAY)}..${day(NOON - DAY)}`, everything.slice(2)],
    [`createdAt=${instant(NOON + 1)}..${instant(NOON + DAY)}`, ['v2']],
    [`createdAt=${day(NOON)}..${day(NOON - DAY)}`, []],
    ['os=android&deploymentType=build&buildTarget=production&isLive=false', ['failed', 'review', 'old']],
  ])('%s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('find the releases of a build and what a person started', async () => {
    expect(await found(`parent=${ids.live}`)).toEqual(['v1']);
    expect(await found(`parent=${ids.old}`)).toEqual([]);
    const { docs } = await list('?limit=50');
    const users = new Map(
      docs.map(
        ({ user }) =>
          Object.values(user as { username: string; _id: string })
            .slice(0, 2)
            .reverse() as [string, string],
      ),
    );
    expect(await found(`createdBy=${users.get('Aiko Tanaka')}`)).toEqual(['review']);
    expect(await found(`createdBy=${users.get('mira.solberg')}`)).toEqual(
      everything.filter((name) => name !== 'review'),
    );
    expect(await found(`createdBy=${users.get('Aiko Tanaka')?.toUpperCase()}&os=ios`)).toEqual([]);
  });

  it('leave out other projects', async () => {
    const other = (await app.client.project.list()).find(({ name }) => name === 'search-api');
    const { json } = await app.send({
      method: 'GET',
      path: listPath(app.organization, other?.id ?? 0),
    });
    expect(json).toMatchObject({ docs: [], totalDocs: 0 });
  });
});

describe('the sort', () => {
  it.each([
    ['createdAt', [...everything].reverse()],
    ['-createdAt', everything],
    ['deploymentType,-createdAt', [...everything.slice(2), 'v2', 'v1']],
    [
      '-versionCode,createdAt',
      ['live', 'old', 'review', ...['rejected', 'ios', 'waiting', 'canceled', 'failed', 'v1', 'v2']],
    ],
    ['-rollout -createdAt', ['v1', 'v2', ...everything.slice(2)]],
    [
      '-isLive, isOnStore, createdAt',
      ['live', 'ios', 'waiting', 'canceled', 'failed', 'review', 'rejected', 'old', 'v1', 'v2'],
    ],
    ['', everything],
  ])('%s', async (sort, expected) => {
    expect(await found(`sort=${encodeURIComponent(sort)}`)).toEqual(expected);
  });

  it('knows every field of a deployment that has one value', async () => {
    const { docs } = await list('?limit=50');
    const single = new Set(
      docs.flatMap((doc) => Object.keys(doc).filter((name) => typeof doc[name] !== 'object')),
    );
    for (const field of single) expect([field, (await found(`sort=-${field}`)).length]).toEqual([field, 10]);
  });
});

describe('a list is refused', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['limit=1e2', 'limit'],
    ['page=0', 'page'],
    ['page=1000000001', 'page'],
    ['page=999999999999999999999', 'page'],
    ['page=1&page=2', 'page'],
    ['sort=password', 'sort'],
    ['sort=constructor', 'sort'],
    ['sort=createdAt;DROP', 'sort'],
    ['deploymentType=codepush', 'deploymentType'],
    ['isLive=yes', 'isLive'],
    ['isOnStore=null', 'isOnStore'],
    ['os=windows', 'os'],
    ['os=android&os=ios', 'os'],
    ['buildTarget=Production', 'buildTarget'],
    ['forceUpdate=1', 'forceUpdate'],
    ['createdBy=17', 'createdBy'],
    ['createdBy=zzzzzzzzzzzzzzzzzzzzzzzz', 'createdBy'],
    ['createdAt=', 'createdAt'],
    ['createdAt=yesterday', 'createdAt'],
    ['createdAt=2026-02-30', 'createdAt'],
    ['createdAt=2026-02-01..', 'createdAt'],
    ['createdAt=2026-02-01..2026-02-02..2026-02-03', 'createdAt'],
    ['createdAt=2026-02-01T25:00:00Z', 'createdAt'],
    ['createdAt=2026-02-01T12:00:00', 'createdAt'],
  ])('with %s, naming %s', async (query, field) => {
    const { status, json } = await app.get(`?${query}`);
    expect([status, json]).toEqual([400, refusedField({ [field]: expect.any(String) })]);
  });

  it('for every field at once', async () => {
    const { json } = await app.get('?limit=0&os=windows&isLive=2');
    expect(Object.keys(json.validationError).sort()).toEqual(['isLive', 'limit', 'os']);
  });

  it('in an organization or a project that is not there, and with ids that are none', async () => {
    const send = (path: string) => app.send({ method: 'GET', path });
    const elsewhere = await send(listPath(NOBODY, app.project.id));
    expect([elsewhere.status, elsewhere.json]).toEqual([
      404,
      refused(`There is no organization ${NOBODY} in this workspace.`),
    ]);
    const unknown = await send(listPath(app.organization, NOBODY));
    expect([unknown.status, unknown.json]).toEqual([
      404,
      refused(`There is no project ${NOBODY} in this workspace.`),
    ]);
    const malformed = await send(listPath('acme', 'payments'));
    expect([malformed.status, malformed.json]).toEqual([
      400,
      refusedField({ organizationId: 'must be 24 hex digits', projectId: 'must be 24 hex digits' }),
    ]);
  });
});
