import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { type MobileApp, mobileApp } from './app.ts';
import { type Action, commandOf, deliver, ended, onItsWay, outputOf, setDelivery } from './delivering.ts';

let desk: TestApp;
let app: MobileApp;

beforeEach(async () => {
  desk = await testApp();
  app = await mobileApp(desk);
});
afterEach(async () => {
  expect(desk.logged).toEqual([]);
  await desk.close();
});

const touch = (name: string) =>
  commandOf(
    desk,
    name,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(desk.folder, `${name}.ran`))}, '');`,
  );
const ran = (name: string) => existsSync(join(desk.folder, `${name}.ran`));

describe('trust', () => {
  it('is asked for before anything runs, and no job is made without it', async () => {
    const { client } = desk;
    await setDelivery(app, { upload: touch('upload') }, { trusted: false });
    const row = await onItsWay(app);
    await expect(client.distribution.deliver({ act: 'deliver', id: row.id })).rejects.toMatchObject({
      code: 'forbidden',
      message:
        'The delivery settings of Payments for Google Play are not trusted on this machine. Nothing was run.',
    });
    expect(await client.job.list()).toEqual([]);
    expect(ran('upload')).toBe(false);
    expect((await client.distribution.get({ id: row.id })).distribution.status).toBe('pending');
  });

  it('ends with any change of the settings, and comes back with the settings that were trusted', async () => {
    const { client } = desk;
    const first = touch('first');
    const hash = await setDelivery(app, { upload: first });
    const row = await onItsWay(app);
    await setDelivery(app, { upload: { ...touch('second'), timeoutSeconds: 5 } }, { trusted: false });
    await expect(deliver(desk, row.id)).rejects.toThrow(/not trusted/);
    await client.distribution.putDelivery({
      projectId: app.projectId,
      store: 'google',
      settings: { upload: first },
    });
    const trust = await client.distribution.deliveryTrust({ projectId: app.projectId, store: 'google' });
    expect(trust).toMatchObject({ hash, trusted: true });
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect([ran('first'), ran('second')]).toEqual([true, false]);
  });

  it('is of the settings that were read: others cannot slip in between', async () => {
    const { client } = desk;
    const hash = await setDelivery(app, { upload: touch('first') }, { trusted: false });
    await setDelivery(app, { upload: touch('second') }, { trusted: false });
    await expect(
      client.distribution.trustDelivery({ projectId: app.projectId, store: 'google', hash }),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/changed since they were read/),
    });
    await expect(deliver(desk, (await onItsWay(app)).id)).rejects.toThrow(/not trusted/);
  });

  it('is looked at again when the job runs: settings that came in meanwhile are not run', async () => {
    const { client } = desk;
    await setDelivery(app, { upload: touch('first') });
    const row = await onItsWay(app);
    const [job] = await Promise.all([
      client.distribution.deliver({ act: 'deliver', id: row.id }),
      client.distribution.putDelivery({
        ...{ projectId: app.projectId, store: 'google', settings: { upload: touch('second') } },
      }),
    ]);
    expect(await ended(desk, job)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/not trusted on this machine\. Nothing was run/),
    });
    expect([ran('first'), ran('second')]).toEqual([false, false]);
    expect((await client.distribution.get({ id: row.id })).distribution.status).toBe('pending');
  });

  it('is of one project and store, and can be taken back', async () => {
    const { client } = desk;
    const settings = { upload: touch('upload') };
    const hash = await setDelivery(app, settings);
    const other = await mobileApp(desk, 'Another');
    await setDelivery(other, settings, { trusted: false });
    await expect(deliver(desk, (await onItsWay(other)).id)).rejects.toThrow(
      /Another for Google Play are not trusted/,
    );
    await client.distribution.trustDelivery({
      ...{ projectId: app.projectId, store: 'google', hash, trusted: false },
    });
    await expect(deliver(desk, (await onItsWay(app)).id)).rejects.toThrow(/not trusted/);
    expect(ran('upload')).toBe(false);
  });

  it('stands in the log with who gave it, why and to what, and so does taking it back', async () => {
    const { client } = desk;
    const upload: Action = { kind: 'command', argv: ['fastlane', 'supply', 'my app'], folder: desk.folder };
    const place = { projectId: app.projectId, store: 'google' } as const;
    const hash = await setDelivery(app, { upload }, { trusted: false });
    await client.distribution.trustDelivery({ ...place, hash, reason: 'read with Ida' });
    await client.distribution.trustDelivery({ ...place, hash, trusted: false });
    const { rows } = await client.activity.list({ limit: 2 });
    const object = { noun: 'distribution', id: app.projectUid, label: 'Payments to Google Play' };
    expect(rows).toMatchObject([
      {
        ...{ verb: 'distribution.distrustDelivery', object, project: 'Payments', reason: null },
        ...{ before: { trusted: true }, after: { trusted: false } },
      },
      {
        ...{ verb: 'distribution.trustDelivery', object, project: 'Payments', reason: 'read with Ida' },
        ...{ actor: { name: 'mira.solberg' }, door: 'desk', before: { trusted: false } },
        after: { trusted: true, upload: 'fastlane supply "my app"', secrets: [] },
      },
    ]);
  });

  it('that is refused is an entry too', async () => {
    const hash = await setDelivery(app, { upload: touch('first') }, { trusted: false });
    await setDelivery(app, { upload: touch('second') }, { trusted: false });
    const place = { projectId: app.projectId, store: 'google' } as const;
    await expect(desk.client.distribution.trustDelivery({ ...place, hash })).rejects.toThrow(/changed since/);
    const { rows } = await desk.client.activity.list({ limit: 1 });
    expect(rows[0]).toMatchObject({
      refused: 'conflict',
      project: 'Payments',
      object: { label: 'Payments to Google Play' },
    });
    expect((await desk.client.distribution.deliveryTrust(place)).trusted).toBe(false);
  });

  it('is a machine’s own: the same workspace on another machine runs nothing', async () => {
    await setDelivery(app, { upload: touch('upload') });
    const row = await onItsWay(app);
    // Another machine is other settings of the machine and another secret store over the same file.
    desk = await desk.reopen();
    await expect(deliver(desk, row.id)).rejects.toThrow(/not trusted on this machine/);
    expect(ran('upload')).toBe(false);
  });
});

describe('settings', () => {
  const judge = (upload: Action) => setDelivery(app, { upload }, { trusted: false });
  const command = (more: Partial<Extract<Action, { kind: 'command' }>>): Action => ({
    ...{ kind: 'command', argv: ['fastlane', 'deliver'], folder: '/srv/app' },
    ...more,
  });
  const call = (more: Partial<Extract<Action, { kind: 'http' }>>): Action => ({
    ...{ kind: 'http', url: 'https://ci.test/run' },
    ...more,
  });

  it.each([
    [
      'a secret in the arguments',
      command({ argv: ['up', '--key={{secret.key}}'] }),
      /Every user of the machine/,
    ],
    ['a placeholder that is not known', command({ argv: ['up', '{{versionName}}'] }), /is not known/],
    [
      'a password as it is',
      command({ environment: [{ name: 'STORE_PASSWORD', value: 'hunter2' }] }),
      /looks like a secret/,
    ],
    [
      'a token as it is',
      call({ headers: [{ name: 'Authorization', value: 'Bearer abc' }] }),
      /looks like a secret/,
    ],
    ['a token in the address', call({ url: 'https://ci.test/run?token=abc' }), /seems to hold a secret/],
    [
      'a name and password in the address',
      call({ url: 'https://me:secret@ci.test/run' }),
      /without a name and password/,
    ],
    ['an address that is no web address', call({ url: 'file:///etc/passwd' }), /begins with http/],
    ['a host out of a placeholder', call({ url: 'https://{{track}}/run' }), /begins with http/],
    ['half a folder', command({ folder: 'app' }), /whole path/],
    ['no command', command({ argv: [] }), /./],
    [
      'a name that no variable has',
      command({ environment: [{ name: 'A=B', value: '' }] }),
      /no name of an environment/,
    ],
    ['a header that is none', call({ headers: [{ name: 'X: y', value: '' }] }), /no name of a header/],
  ] as const)('refuse %s', async (_name, action, words) => {
    await expect(judge(action)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(words),
    });
    const found = await desk.client.distribution.delivery({ projectId: app.projectId, store: 'google' });
    expect(found.settings).toBeNull();
  });

  it.each([
    command({
      argv: ['up', '{{track}}'],
      environment: [{ name: 'STORE_PASSWORD', value: '{{secret.store}}' }],
    }),
    command({ shell: true, argv: ['docker ps --format "{{.Names}}"'] }),
    command({ environment: [{ name: 'SUPPLY_JSON_KEY', value: '/home/me/key.json' }] }),
    call({ url: 'https://ci.test/run?token={{secret.ci}}&track={{track}}' }),
    call({ headers: [{ name: 'authorization', value: 'Bearer {{secret.ci}}' }] }),
  ])('take %j', async (action) => {
    await expect(judge(action)).resolves.toMatch(/^[0-9a-f]{64}$/);
  });

  it('stand in the log by what they run and the names of their secrets', async () => {
    await judge(call({ headers: [{ name: 'authorization', value: 'Bearer {{secret.ci}}' }] }));
    const { rows } = await desk.client.activity.list({ filter: { verb: 'distribution.putDelivery' } });
    expect(rows[0]).toMatchObject({ after: { upload: 'POST ci.test', secrets: ['ci'] } });
  });
});

describe('a command line in the log', () => {
  const told = async (action: Action) => {
    await setDelivery(app, { upload: action }, { trusted: true });
    const { rows } = await desk.client.activity.list({ limit: 2 });
    return rows.map(({ after }) => after?.upload);
  };
  const line = (...argv: string[]): Action => ({ kind: 'command', argv, folder: '/srv/app' });
  const script = (text: string): Action => ({ ...line(text), shell: true }) as Action;

  it.each([
    [line('fastlane', 'supply', '{{track}}'), 'fastlane supply {{track}}'],
    [line('/opt/up load', 'a "b"'), '"/opt/up load" "a \\"b\\""'],
    [script('make deliver && echo done'), 'in the shell: make deliver && echo done'],
  ])('is as it was typed: %j', async (action, words) => {
    expect(await told(action)).toEqual([words, words]);
  });

  it.each([
    ['a password', line('up', '--password', 'hunter2'), 'up …'],
    ['a key', line('up', '--api-key=hunter2'), 'up …'],
    ['a name and password in an address', line('curl', 'https://me:hunter2@ci.test/run'), 'curl …'],
    ['what no person thought of', line('up', 'ghp_hunter2hunter2hunter2hunter2'), 'up …'],
    ['that in the place of a program', line('hunter2hunter2hunter2hunter2'), 'a program'],
    ['a header', script('curl -H "Authorization: Bearer hunter2" https://ci.test'), 'a script in the shell'],
    ['a variable', script('STORE_TOKEN=hunter2 ./up'), 'a script in the shell'],
    ['more than anybody reads', line('up', `hunter2 ${'x'.repeat(300)}`), 'up …'],
  ] as const)('is not told when it may hold a secret: %s', async (_name, action, words) => {
    expect(await told(action)).toEqual([words, words]);
    const { rows } = await desk.client.activity.list({ limit: 200 });
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });
});

const LONG = 'BEGIN-KEY\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAASCBKcwggSjAgEAAoIBAQ\nEND-KEY';

describe('secrets', () => {
  const PLANTED = ['pl4nted-s3cret-value', LONG];
  let server: Server | null = null;
  afterEach(() => {
    server?.close();
    server = null;
  });

  async function plant(slot: string, value: string) {
    await desk.client.distribution.setDeliverySecret({
      projectId: app.projectId,
      store: 'google',
      slot,
      value,
    });
  }

  /** Every text of the workspace and every file of its folders, but the test's own programs. */
  function everything(): string {
    const db = new Sqlite(desk.file, { readonly: true });
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
      .pluck()
      .all() as string[];
    const rows = tables.map((name) => JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all()));
    db.close();
    const files = readdirSync(desk.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.mjs'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    return [...rows, ...files].join('\n');
  }

  /** Every way in which the secrets could stand somewhere. */
  const traces = PLANTED.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    ...value.split('\n').filter((line) => line.length > 8),
  ]);

  function expectNoTrace() {
    const text = everything();
    expect(text).toContain('Payments');
    expect(traces.filter((trace) => text.includes(trace))).toEqual([]);
  }

  it('reach the command and nothing else, however it writes them', async () => {
    await plant('one', PLANTED[0] as string);
    await plant('key', LONG);
    const source = `
      const { ONE, KEY } = process.env;
      console.log('one is ' + ONE);
      for (const letter of ONE) process.stdout.write(letter);
      console.log();
      console.error(KEY);
      console.log(JSON.stringify({ KEY }), encodeURIComponent(ONE), Buffer.from(KEY).toString('base64'));
      console.log('::slipway storeState=' + ONE);
      setTimeout(() => process.stdout.write('x'.repeat(900) + ONE.slice(0, 7)), 50);
      setTimeout(() => process.stdout.write(ONE.slice(7)), 150);
      setTimeout(() => process.exit(ONE === ${JSON.stringify(PLANTED[0])} && KEY === ${JSON.stringify(LONG)} ? 0 : 1), 250);`;
    const environment = [
      { name: 'ONE', value: '{{secret.one}}' },
      { name: 'KEY', value: '{{secret.key}}' },
    ];
    await setDelivery(app, { upload: commandOf(desk, 'upload', source, { environment }) });
    const row = await onItsWay(app);
    const job = await deliver(desk, row.id);
    expect(job).toMatchObject({ status: 'succeeded' });
    const text = await outputOf(desk, row.id, 'stdout');
    expect(text).toMatch(/^one is •••\n•••\n/);
    expect(text).toMatch(/x{900}•••\n$/);
    expect(await outputOf(desk, row.id, 'stderr')).toBe('•••\n');
    expectNoTrace();
  });

  it('are not in the sentence, the job or the log of a failure', async () => {
    await plant('one', PLANTED[0] as string);
    await plant('key', LONG);
    const source = `console.error('refused for', process.env.ONE, process.env.KEY); process.exit(1);`;
    const environment = [
      { name: 'ONE', value: '{{secret.one}}' },
      { name: 'KEY', value: 'key={{ secret.key }}' },
    ];
    await setDelivery(app, { upload: commandOf(desk, 'upload', source, { environment }) });
    const row = await onItsWay(app);
    const job = await deliver(desk, row.id);
    expect(job.status).toBe('failed');
    const { distribution } = await desk.client.distribution.get({ id: row.id });
    expect(distribution.errorMessage).toContain('refused for ••• key=•••');
    expect(traces.filter((trace) => JSON.stringify(job).includes(trace))).toEqual([]);
    expectNoTrace();
  });

  it('reach an HTTP call’s header, address and body, and are masked in what it answers', async () => {
    await plant('one', PLANTED[0] as string);
    let got = '';
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        got = `${request.url} ${request.headers['x-key']} ${body}`;
        response.writeHead(500).end(`no: ${got}`);
      });
    });
    await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    await setDelivery(app, {
      upload: {
        kind: 'http',
        url: `http://127.0.0.1:${port}/run?token={{secret.one}}`,
        headers: [
          { name: 'X-Key', value: 'k {{secret.one}}' },
          { name: 'Content-Type', value: 'application/json' },
        ],
        body: { kind: 'text', template: '{"key":"{{secret.one}}","notes":"{{releaseNotes}}"}' },
      },
    });
    const row = await onItsWay(app, 'internal', 'a "quoted"\nline');
    expect((await deliver(desk, row.id)).error).toMatch(/status 500/);
    expect(got).toBe(
      `/run?token=${PLANTED[0]} k ${PLANTED[0]} {"key":"${PLANTED[0]}","notes":"a \\"quoted\\"\\nline"}`,
    );
    expect(await outputOf(desk, row.id)).toContain('no: /run?token=••• k •••');
    expectNoTrace();
  });

  it('stand in the log by their names: kept, replaced and forgotten', async () => {
    const { client } = desk;
    const place = { projectId: app.projectId, store: 'google', slot: 'one' } as const;
    await client.distribution.setDeliverySecret({ ...place, value: PLANTED[0] as string, reason: 'new key' });
    await client.distribution.setDeliverySecret({ ...place, value: LONG });
    await client.distribution.setDeliverySecret({ ...place, value: null });
    const { rows } = await client.activity.list({ limit: 3 });
    const object = { noun: 'distribution', id: app.projectUid, label: 'Payments to Google Play' };
    const entry = (verb: string, reason: string | null, [was, is]: readonly [boolean, boolean]) => ({
      ...{ verb, object, project: 'Payments', reason },
      before: { secret: 'one', kept: was },
      after: { secret: 'one', kept: is },
    });
    expect(
      rows.map(({ verb, object: of, project, reason, before, after }) => ({
        ...{ verb, object: of, project, reason, before, after },
      })),
    ).toEqual([
      entry('distribution.forgetDeliverySecret', null, [true, false]),
      entry('distribution.setDeliverySecret', null, [true, true]),
      entry('distribution.setDeliverySecret', 'new key', [false, true]),
    ]);
    expectNoTrace();
  });

  it.each(['csv', 'jsonl'] as const)('are in no export of the log as %s', async (format) => {
    const { app: made, client } = desk;
    await plant('one', PLANTED[0] as string);
    await setDelivery(app, {
      upload: commandOf(desk, 'upload', '', { environment: [{ name: 'ONE', value: '{{secret.one}}' }] }),
    });
    const { id } = await client.export.activity({ format });
    await made.jobEnded(id);
    expect(await client.job.get({ id })).toMatchObject({ status: 'succeeded' });
    expect(everything()).toContain('distribution.setDeliverySecret');
    expectNoTrace();
  });

  it('are asked for by name when this machine has none, and nothing runs', async () => {
    const { client } = desk;
    const environment = [{ name: 'ONE', value: '{{secret.one}}' }];
    await setDelivery(app, { upload: commandOf(desk, 'upload', 'process.exit(0)', { environment }) });
    const row = await onItsWay(app);
    const trust = () => client.distribution.deliveryTrust({ projectId: app.projectId, store: 'google' });
    expect((await trust()).secrets).toEqual([{ slot: 'one', kept: false }]);
    expect((await deliver(desk, row.id)).error).toMatch(/The secret one is not on this machine/);
    expect((await client.distribution.get({ id: row.id })).distribution.status).toBe('pending');
    await plant('one', 'something');
    expect((await trust()).secrets).toEqual([{ slot: 'one', kept: true }]);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    await client.distribution.setDeliverySecret({
      ...{ projectId: app.projectId, store: 'google', slot: 'one', value: null },
    });
    expect((await trust()).secrets).toEqual([{ slot: 'one', kept: false }]);
  });

  it('of the project’s credential for the store are there under their slots’ names', async () => {
    const { client } = desk;
    const [credential] = (await client.credential.list({ projectId: app.projectId })).filter(
      ({ kind }) => kind === 'google_play',
    );
    await client.credential.setSecret({
      ...{ id: credential?.id ?? 0, slot: 'googleServiceFile', value: PLANTED[0] as string },
    });
    const environment = [{ name: 'FILE', value: '{{secret.googleServiceFile}}' }];
    const source = `console.log('got', process.env.FILE); process.exit(process.env.FILE === ${JSON.stringify(PLANTED[0])} ? 0 : 1);`;
    await setDelivery(app, { upload: commandOf(desk, 'upload', source, { environment }) });
    const row = await onItsWay(app);
    expect((await deliver(desk, row.id)).status).toBe('succeeded');
    expect(await outputOf(desk, row.id)).toBe('got •••\n');
    expectNoTrace();
  });
});
