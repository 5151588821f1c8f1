import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from '../../support/packages.ts';
import { soundness } from '../../support/soundness.ts';
import { type CommandLine, commandLine, releaseForm, STAGING, unsaid, withApp } from './commandLine.ts';

const CHILD = resolve(import.meta.dirname, 'kill-child.ts');
const RELEASE = `${STAGING}/release`;
const info = { ...unsaid, appVersion: '1.0.0' };

let cli: CommandLine;
/** The key of the pipeline, from before the first process died. */
let secret: string;
beforeEach(async () => {
  cli = await commandLine();
  await withApp(cli);
  ({ secret } = cli.app);
  await cli.app.desk.app.close();
});
afterEach(async () => {
  expect(cli.app.desk.logged).toEqual([]);
  expect(soundness(cli.app.desk.file)).toEqual([]);
  await cli.app.desk.close();
});

interface Dying {
  readonly child: ChildProcess;
  readonly url: string;
  /** Resolves when it is dead, by SIGKILL. */
  readonly died: Promise<void>;
}

/** The same workspace in a process of its own, with the key that was made in it before. */
async function dying(when: 'kept' | 'released' | 'never'): Promise<Dying> {
  const { folder, file } = cli.app.desk;
  const child = spawn(process.execPath, [CHILD, file, join(folder, 'data'), when], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const died = once(child, 'close').then(([, signal]) => expect(signal).toBe('SIGKILL'));
  const [line] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return { child, url: String(line).trim(), died };
}

const send = ({ url }: Dying, file: Buffer, key: string) =>
  fetch(url + RELEASE, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'idempotency-key': key },
    body: releaseForm(file, info),
  });

/** Opens the workspace again in this process. */
async function reopened(): Promise<CommandLine> {
  const { folder, sources } = cli.app.desk;
  return commandLine({ folder, sources });
}

const unfinished = () => {
  const folder = join(cli.app.desk.folder, 'test.blobs');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.part')) : [];
};

async function expectSoundFiles(): Promise<void> {
  const { client, app } = cli.app.desk;
  const job = await client.storage.verify();
  await app.jobEnded(job.id);
  const { result } = await client.job.get({ id: job.id });
  expect(result).toMatchObject({ damaged: [], missing: [] });
}

const history = async () => (await cli.send('GET', `${STAGING}/history`)).json.history;

/** Sends the release again as a pipeline does that never got an answer. */
const retry = async (text: string, key: string) =>
  cli.release(RELEASE, await bundle(text), info, {
    authorization: `Bearer ${secret}`,
    'idempotency-key': key,
  });

describe('a release whose gateway is killed', { timeout: 60_000 }, () => {
  it('in the middle of the upload is none, leaves no stored file, and is made by the retry', async () => {
    const dead = await dying('never');
    const { hostname, port } = new URL(dead.url);
    const sent = httpRequest({
      hostname,
      port,
      path: RELEASE,
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
    });
    sent.on('error', () => {});
    sent.write('--x\r\nContent-Disposition: form-data; name="package"; filename="a.zip"\r\n\r\n');
    sent.write(Buffer.alloc(3_000_000, 'slipway'));
    await expect.poll(unfinished, { timeout: 10_000 }).toHaveLength(1);
    dead.child.kill('SIGKILL');
    await dead.died;
    cli = await reopened();
    expect(await history()).toEqual([]);
    expect(await cli.app.desk.client.storage.usage()).toMatchObject({ files: 0, used: 0 });
    await expectSoundFiles();
    expect((await retry('one', 'build-1')).json.package.label).toBe('v1');
  });

  it('between the upload and the commit is none, leaves whole files, and is made by the retry', async () => {
    const dead = await dying('kept');
    await send(dead, await bundle('one'), 'build-1').catch(() => {});
    await dead.died;
    cli = await reopened();
    expect(await history()).toEqual([]);
    expect(unfinished()).toEqual([]);
    await expectSoundFiles();
    const made = await retry('one', 'build-1');
    expect([made.status, made.json.package.label]).toEqual([201, 'v1']);
    expect(await history()).toHaveLength(1);
  });

  it('after the commit and before the answer is there once, and the retry is told so', async () => {
    const dead = await dying('released');
    await send(dead, await bundle('one'), 'build-1').catch(() => {});
    await dead.died;
    cli = await reopened();
    expect(await history()).toHaveLength(1);
    const again = await retry('one', 'build-1');
    expect([again.status, again.json.package]).toEqual([201, (await history())[0]]);
    expect(await history()).toHaveLength(1);
    await expectSoundFiles();
  });
});
