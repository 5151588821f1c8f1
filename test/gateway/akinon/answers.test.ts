import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AkinonApp, akinonApp, hexId, listPath, NOBODY, refused, refusedField } from './akinonApp.ts';
import { type Ids, named, type Operation, ofOne, operations, rows, withBody } from './operations.ts';
import { openSchema, propertiesOf, readDocument } from './schema.ts';

let app: AkinonApp;
let build: Ids;
let release: Ids;
let base: string;
let reader: string;
let foreign: string;

beforeAll(async () => {
  app = await akinonApp();
  base = app.base;
  const { id } = await app.build({
    downloadUrl: 'https://builds.example.com/231.aab',
    versionCode: 231,
    storeVersion: '2.3.1',
  });
  const credential = await app.client.credential.put({
    projectId: app.project.id,
    kind: 'google_play',
    os: 'android',
  });
  await app.client.credential.setSecret({ id: credential.id, slot: 'googleServiceFile', value: '{"key":1}' });
  const { json } = await app.post(`/${hexId(id)}/distributions`, { releaseNotes: 'First', track: 'beta' });
  const first = await app.release('one');
  await app.release('two');
  build = { deployment: hexId(id), distribution: json._id };
  release = { deployment: hexId(first.deploymentId), distribution: json._id };
  reader = await app.app.token('akinon:read');
  foreign = await app.app.token('tracker:admin', 'codepush:admin');
});
afterAll(async () => {
  expect(app.faults).toEqual([]);
  expect(app.app.desk.logged).toEqual([]);
  await app.close();
});

interface Sent {
  readonly operation: Operation;
  readonly ids?: Partial<Ids>;
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly below?: string;
}

/** Sends an operation as it should be, but for what is said. */
function send({ operation, ids = {}, body = operation.body, token, headers, below = base }: Sent) {
  const own = { ...(operation.of === 'build' ? build : release), ...ids };
  return app.send({
    method: operation.method,
    path: below + operation.path(own),
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
    ...(headers === undefined ? {} : { headers }),
  });
}

describe('a token', () => {
  it.each(rows(operations))('is needed: %s', async (_name, operation) => {
    for (const token of [null, 'slw_nobody']) {
      const { status, json } = await send({ operation, token });
      expect([status, json]).toEqual([401, refused(expect.stringContaining('token'))]);
    }
    const { status, json } = await send({
      operation,
      token: null,
      headers: { 'x-access-token': 'slw_nobody' },
    });
    expect([status, json]).toEqual([401, refused('This token is not known here.')]);
  });

  it.each(rows(operations))('of another system is not enough: %s', async (_name, operation) => {
    const { status, json } = await send({ operation, token: foreign });
    expect([status, json]).toEqual([
      403,
      refused(`This needs a token with the scope akinon:${operation.level}.`),
    ]);
  });

  it.each(rows(operations))('that may only read, reads: %s', async (_name, operation) => {
    const { status } = await send({ operation, token: reader });
    expect(status).toBe(operation.level === 'read' ? 200 : 403);
  });

  it.each(rows(operations.filter(({ level }) => level === 'read')))(
    'comes in x-access-token as well, behind any other Authorization: %s',
    async (_name, operation) => {
      for (const headers of [{}, { authorization: 'Basic bWlyYTpzZWNyZXQ=' }]) {
        const { status } = await send({
          operation,
          token: null,
          headers: { 'x-access-token': reader, ...headers },
        });
        expect(status).toBe(200);
      }
    },
  );

  it('that is refused as Bearer is not helped by the other header', async () => {
    const operation = named('getOrgProjectDeployments');
    const { status } = await send({ operation, token: 'slw_nobody', headers: { 'x-access-token': reader } });
    expect(status).toBe(401);
  });
});

describe('an id', () => {
  it.each(rows(ofOne))('of no deployment is 404: %s', async (_name, operation) => {
    const { status, json } = await send({ operation, ids: { deployment: NOBODY } });
    expect([status, json]).toEqual([404, refused(`There is no deployment ${NOBODY} in this workspace.`)]);
  });

  it.each(rows(operations))('of no project or organization is 404: %s', async (_name, operation) => {
    const project = await send({ operation, below: listPath(app.organization, NOBODY) });
    expect([project.status, project.json]).toEqual([404, refused(expect.stringContaining('no project'))]);
    const organization = await send({ operation, below: listPath(NOBODY, app.project.id) });
    expect([organization.status, organization.json]).toEqual([
      404,
      refused(expect.stringContaining('no organization')),
    ]);
  });

  it.each(rows(ofOne))('of other than 24 hex digits is 400: %s', async (_name, operation) => {
    for (const deployment of ['17', 'g'.repeat(24), 'a'.repeat(25), encodeURIComponent("' OR 1=1")]) {
      const { status, json } = await send({ operation, ids: { deployment } });
      expect([status, json]).toEqual([400, refusedField({ deploymentId: 'must be 24 hex digits' })]);
    }
  });

  it.each(rows(operations.slice(-2)))(
    'of no distribution of the build is 404: %s',
    async (_name, operation) => {
      const other = await app.build({ target: 'staging' });
      for (const ids of [{ distribution: NOBODY }, { deployment: hexId(other.id) }]) {
        const { status, json } = await send({ operation, ids });
        expect([status, json]).toEqual([404, refused(expect.stringContaining('There is no distribution'))]);
      }
      const malformed = await send({ operation, ids: { distribution: '17' } });
      expect([malformed.status, malformed.json]).toEqual([
        400,
        refusedField({ distributionId: 'must be 24 hex digits' }),
      ]);
    },
  );
});

describe('a body', () => {
  it.each(rows(withBody))('is needed, and is an object: %s', async (_name, operation) => {
    const none = await app.send({ method: operation.method, path: base + operation.path(build) });
    expect([none.status, none.json]).toEqual([400, refusedField({ body: expect.any(String) })]);
    for (const body of ['null', '[]', '"text"', '17', 'true', '[{}]']) {
      const { status, json } = await send({ operation, body });
      expect([body, status, json]).toEqual([body, 400, refusedField({ body: expect.any(String) })]);
    }
    for (const body of ['{', '', '{"a":1}}', '{"__proto__":{"a":1}}']) {
      const { status, json } = await send({
        operation,
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect([body, status, Object.keys(json)]).toEqual([body, 400, ['validationError']]);
    }
  });

  it.each(rows(withBody))('that is too large or no JSON is refused: %s', async (_name, operation) => {
    const [first = ''] = Object.keys(operation.body as object);
    const huge = await send({ operation, body: { [first]: 'x'.repeat(10_000_000) } });
    expect([huge.status, huge.json]).toEqual([413, refused('The body is too large. Nothing was changed.')]);
    const form = await send({
      operation,
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
  });

  it.each([
    ['updateOrgProjectDeploymentStoreState', {}, 'isOnStore'],
    ['updateOrgProjectDeploymentStoreState', { isOnStore: null }, 'isOnStore'],
    ['updateOrgProjectDeploymentStoreState', { isOnStore: 'Success' }, 'isOnStore'],
    ['updateOrgProjectDeploymentStoreState', { isOnStore: ['success'] }, 'isOnStore'],
    ['updateOrgProjectDeploymentRelease', { release: [] }, 'release'],
    ['updateOrgProjectDeploymentRelease', { release: 'v1' }, 'release'],
    ['updateOrgProjectDeploymentRelease', { release: { rollout: '50' } }, 'rollout'],
    ['updateOrgProjectDeploymentRelease', { release: { rollout: -1 } }, 'rollout'],
    ['updateOrgProjectDeploymentRelease', { release: { rollout: 100.1 } }, 'rollout'],
    ['updateOrgProjectDeploymentRelease', { release: { isDisabled: 'true' } }, 'isDisabled'],
    ['updateOrgProjectDeploymentRelease', { release: { isMandatory: 1 } }, 'isMandatory'],
    ['updateOrgProjectDeploymentRelease', { release: { description: 5 } }, 'description'],
    ['updateOrgProjectDeploymentRelease', { release: { targetBinaryRange: {} } }, 'targetBinaryRange'],
    ['rollbackOrgProjectDeploymentCodePush', {}, 'releaseLabel'],
    ['rollbackOrgProjectDeploymentCodePush', { releaseLabel: null }, 'releaseLabel'],
    ['rollbackOrgProjectDeploymentCodePush', { releaseLabel: '' }, 'releaseLabel'],
    ['rollbackOrgProjectDeploymentCodePush', { releaseLabel: 1 }, 'releaseLabel'],
    ['createOrgProjectDeploymentDistribution', { track: 'internal' }, 'releaseNotes'],
    ['createOrgProjectDeploymentDistribution', { releaseNotes: '' }, 'track'],
    ['createOrgProjectDeploymentDistribution', { releaseNotes: 5, track: 'internal' }, 'releaseNotes'],
    ['createOrgProjectDeploymentDistribution', { releaseNotes: '', track: 'Internal' }, 'track'],
    [
      'createOrgProjectDeploymentDistribution',
      { releaseNotes: '', track: 'internal', releaseMethod: 'copy' },
      'releaseMethod',
    ],
    [
      'createOrgProjectDeploymentDistribution',
      { releaseNotes: '', track: 'alpha', userFraction: 1.1 },
      'userFraction',
    ],
    [
      'createOrgProjectDeploymentDistribution',
      { releaseNotes: '', track: 'alpha', userFraction: '1' },
      'userFraction',
    ],
    [
      'createOrgProjectDeploymentDistribution',
      { releaseNotes: '', track: 'alpha', updatePriority: 6 },
      'updatePriority',
    ],
    [
      'createOrgProjectDeploymentDistribution',
      { releaseNotes: '', track: 'alpha', updatePriority: 2.5 },
      'updatePriority',
    ],
    [
      'createOrgProjectDeploymentDistribution',
      { releaseNotes: '', track: 'alpha', uploadMetadata: 'no' },
      'uploadMetadata',
    ],
    ['updateOrgProjectDeploymentDistribution', { status: 'succeeded' }, 'status'],
    ['updateOrgProjectDeploymentDistribution', { status: null }, 'status'],
    ['updateOrgProjectDeploymentDistribution', { remoteId: 'abc' }, 'remoteId'],
    ['updateOrgProjectDeploymentDistribution', { remoteId: 1.5 }, 'remoteId'],
    ['updateOrgProjectDeploymentDistribution', { remoteId: [1] }, 'remoteId'],
  ])('%s refuses %j, naming %s', async (name, body, field) => {
    const { status, json } = await send({ operation: named(name), body });
    expect([status, json]).toEqual([400, refusedField({ [field]: expect.any(String) })]);
  });

  it.each(rows(withBody))(
    'of anything at all is answered, and never by a failure: %s',
    async (_name, operation) => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (body) => {
          const { status } = await send({ operation, body: JSON.stringify(body) });
          expect([200, 400]).toContain(status);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe('the twelve operations', () => {
  it('are the document’s', async () => {
    const { operations: documented } = await openSchema();
    expect(operations.map(({ name }) => name).sort()).toEqual([...documented].sort());
  });

  it('give every answer that the document lists', async () => {
    const once = async (name: string, more: Partial<Sent> = {}) => send({ operation: named(name), ...more });
    const pending = await app.build({ status: 'pending' });
    await once('cancelOrgProjectDeployment', { ids: { deployment: hexId(pending.id) } });
    await once('cancelOrgProjectDeployment');
    await once('promoteOrgProjectDeploymentCodePush');
    await once('promoteOrgProjectDeploymentCodePush');
    for (const operation of operations) await send({ operation });
    const listed = Object.values(readDocument().paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, responses }) =>
        Object.keys(responses).map((status) => `${operationId} ${status}`),
      ),
    );
    expect(listed).toHaveLength(50);
    expect(listed.filter((answer) => !app.answered.has(answer))).toEqual([]);
  });

  it('answer with nothing that the document does not name', async () => {
    const document = readDocument();
    const unnamed = (value: object, name: string) => {
      const known = propertiesOf(document, name);
      return Object.keys(value).filter((key) => !known.has(key));
    };
    const { json } = await send({ operation: named('getOrgProjectDeployments') });
    expect(json.docs.length).toBeGreaterThan(4);
    for (const doc of json.docs) {
      const name = doc.deploymentType === 'build' ? 'BuildDeployment' : 'CodePushDeployment';
      expect(unnamed(doc, name)).toEqual([]);
      expect(unnamed(doc.user, 'User')).toEqual([]);
      expect(unnamed(doc.project, 'Project')).toEqual([]);
    }
    const { json: made } = await send({ operation: named('getOrgProjectDeploymentDistribution') });
    expect(unnamed(made, 'Distribution')).toEqual([]);
    expect(unnamed({ secret: 1 }, 'Project')).toEqual(['secret']);
  });

  it('are held to the document by a check that finds what does not fit', async () => {
    const { check } = await openSchema();
    const path = app.base.replace('/api/v1', '');
    const { json } = await send({ operation: named('getOrgProjectDeployments') });
    const faultsOf = (answer: unknown, status = 200) =>
      check({ method: 'GET', path, status, json: answer }).faults;
    expect(faultsOf(json)).toEqual([]);
    const [first, ...others] = json.docs;
    const { tag: _tag, ...untagged } = first;
    for (const broken of [
      { ...json, totalDocs: '10' },
      { ...json, nextPage: undefined },
      { ...json, docs: [{ ...first, status: 'succeeded' }, ...others] },
      { ...json, docs: [untagged] },
      { ...json, docs: [{ ...first, user: { ...first.user, createdAt: 'yesterday' } }] },
      { ...json, docs: [{ ...first, _id: '17' }] },
    ])
      expect(faultsOf(JSON.parse(JSON.stringify(broken)))).not.toEqual([]);
    expect(faultsOf({ apiError: 'no list' }, 403)).not.toEqual([]);
    expect(faultsOf({ message: 'no' }, 404)).not.toEqual([]);
    expect(faultsOf(json, 201)).not.toEqual([]);
  });

  it('are all that is there', async () => {
    for (const [method, path, status] of [
      ['POST', '', 405],
      ['DELETE', `/${build.deployment}`, 405],
      ['GET', `/${build.deployment}/cancel`, 405],
      ['GET', `/${build.deployment}/upload`, 404],
    ] as const) {
      expect((await app.app.send({ method, path: base + path })).status).toBe(status);
    }
  });
});
