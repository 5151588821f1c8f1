import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundle, zipOf } from '../../support/packages.ts';
import {
  CLI_HEADERS,
  type CommandLine,
  commandLine,
  releaseForm,
  releaseText,
  STAGING,
  unsaid,
  withApp,
} from './commandLine.ts';

const RELEASE = `${STAGING}/release`;
const info = { ...unsaid, appVersion: '1.0.0' };

let cli: CommandLine;
beforeEach(async () => {
  cli = await commandLine();
  await withApp(cli);
});
afterEach(async () => {
  expect(cli.app.desk.logged).toEqual([]);
  await cli.app.desk.close();
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(cli.app.url + RELEASE, {
    method: 'POST',
    headers: { ...CLI_HEADERS, authorization: `Bearer ${cli.app.secret}`, ...headers },
    body,
  });

/** Every stored file, whole or not. */
const storedFiles = () =>
  readdirSync(join(cli.app.desk.folder, 'test.blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

const history = async () => (await cli.send('GET', `${STAGING}/history`)).json.history;

describe('the upload of a package', () => {
  it('may have its parts in either order and others beside them', async () => {
    const form = new FormData();
    form.append('packageInfo', JSON.stringify(info));
    form.append('comment', 'from the pipeline');
    form.append('package', new Blob([new Uint8Array(await bundle('one'))]), 'update.zip');
    expect((await post(form)).status).toBe(201);
  });

  it.each([
    ['JSON', () => JSON.stringify({ packageInfo: info }), 415],
    ['no file', () => new URLSearchParams({ packageInfo: JSON.stringify(info) }), 415],
    [
      'a form without the file',
      () => {
        const form = new FormData();
        form.append('packageInfo', JSON.stringify(info));
        return form;
      },
      400,
    ],
    [
      'the file under another name',
      () => {
        const form = new FormData();
        form.append('file', new Blob(['var app']), 'main.jsbundle');
        return form;
      },
      400,
    ],
    [
      'no packageInfo',
      () => {
        const form = new FormData();
        form.append('package', new Blob(['var app']), 'main.jsbundle');
        return form;
      },
      400,
    ],
    ['a packageInfo that is no JSON', () => releaseForm(Buffer.from('var app'), '{label'), 400],
    ['a packageInfo that is no object', () => releaseForm(Buffer.from('var app'), '[]'), 400],
    ['an empty file', () => releaseForm(Buffer.alloc(0), info), 400],
  ])('is refused with %s, and leaves nothing', async (_what, body, status) => {
    await releaseText(cli, 'one');
    const before = storedFiles();
    const refused = await post(
      body(),
      typeof body() === 'string' ? { 'content-type': 'application/json' } : {},
    );
    expect(refused.status).toBe(status);
    expect(refused.headers.get('content-type')).toContain('text/plain');
    expect(storedFiles()).toEqual(before);
    expect(await history()).toHaveLength(1);
  });

  it('is refused when no device should get the package, and leaves nothing', async () => {
    await releaseText(cli, 'one');
    const before = storedFiles();
    const harmful = await zipOf({ 'hotcodepush.json': '{"deletedFiles":[]}', 'a.js': 'a' });
    const refused = await cli.release(RELEASE, harmful, info);
    expect([refused.status, refused.text]).toEqual([
      400,
      'The zip has a hotcodepush.json, so devices would take it for the difference to another package. The package was not taken. Send the whole package; Slipway makes the differences itself.',
    ]);
    expect(storedFiles()).toEqual(before);
  });

  it('is refused when the room for stored files is used up', async () => {
    await cli.app.desk.client.storage.setQuota({ quota: 1 });
    const refused = await releaseText(cli, 'one');
    expect(refused.status).toBe(503);
    expect(refused.text).toMatch(/^The room for stored files lacks/);
    expect(await history()).toEqual([]);
  });

  it('that breaks off leaves neither a release nor a file, and the next one is taken', async () => {
    await releaseText(cli, 'one');
    const before = storedFiles();
    const { hostname, port } = new URL(cli.app.url);
    await new Promise<void>((done) => {
      const sent = httpRequest({
        hostname,
        port,
        path: RELEASE,
        method: 'POST',
        headers: {
          authorization: `Bearer ${cli.app.secret}`,
          'content-type': 'multipart/form-data; boundary=x',
        },
      });
      sent.on('error', () => done());
      sent.write('--x\r\nContent-Disposition: form-data; name="package"; filename="a.zip"\r\n\r\n');
      sent.write(Buffer.alloc(300_000, 'slipway'), () => setTimeout(() => sent.destroy(), 100));
    });
    await expect.poll(storedFiles).toEqual(before);
    expect(await history()).toHaveLength(1);
    expect((await releaseText(cli, 'two')).json.package.label).toBe('v2');
  });

  it('is carried out once under a key, also for another release with other contents', async () => {
    const headers = { 'idempotency-key': 'build-4711' };
    const first = await cli.release(RELEASE, await bundle('one'), info, headers);
    const again = await cli.release(RELEASE, await bundle('one'), info, headers);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await cli.release(RELEASE, await bundle('two'), info, headers)).status).toBe(409);
    const other = { ...info, description: 'other' };
    expect((await cli.release(RELEASE, await bundle('one'), other, headers)).status).toBe(409);
    expect(await history()).toHaveLength(1);
  });

  it('keeps contents that come again as the one file that they are', async () => {
    await releaseText(cli, 'one', { appVersion: '1.0.0' });
    const before = storedFiles();
    expect((await releaseText(cli, 'one', { appVersion: '2.0.0' })).status).toBe(201);
    expect(storedFiles()).toEqual(before);
  });

  it('passes through the gateway’s own thread as well', async () => {
    const threaded = await commandLine({ threads: true });
    await withApp(threaded);
    const answer = await releaseText(threaded, 'one');
    expect(answer.json.package.label).toBe('v1');
    expect((await threaded.send('GET', `${STAGING}/history`)).json.history).toEqual([answer.json.package]);
    expect(threaded.app.desk.logged).toEqual([]);
    await threaded.app.desk.close();
  });
});
