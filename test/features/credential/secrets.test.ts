import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../src-main/app.ts';
import type { Host, SecretStore } from '../../../src-main/host/host.ts';
import { fileSecrets } from '../../../src-main/host/web/secrets.ts';
import { memorySettings, testHost, testSources } from '../../support/testApp.ts';
import { withProject } from '../build/builds.ts';

const PLANTED = 'Pl4nted-Secret-of-the-keystore';

let folder: string;
let secrets: SecretStore;
let app: App;
let logged: unknown[];
let id: number;
let uid: string;

async function start(host: Partial<Host> = {}): Promise<void> {
  app = createApp({
    file: join(folder, 'test.slipway'),
    data: join(folder, 'data'),
    host: { ...testHost(), secrets, ...host },
    settings: memorySettings({ actorName: 'mira.solberg' }),
    log: (error) => logged.push(error),
    threads: false,
    sources: testSources(),
  });
  await app.ready;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  secrets = fileSecrets(join(folder, 'data'));
  logged = [];
  await start();
  const { client } = app;
  const projectId = await withProject({ client });
  ({ id, uid } = await client.credential.put({
    projectId,
    kind: 'keystore',
    os: 'android',
    target: 'production',
  }));
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const kept = (slot: string) => secrets.get(`credential/${uid}/${slot}`);

/** The files below the folder that hold the planted secret in any of the ways it could be written. */
function betrayals(): string[] {
  const forms = [PLANTED, Buffer.from(PLANTED).toString('base64'), Buffer.from(PLANTED).toString('hex')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

describe('a value of a credential', () => {
  it('goes to the secret store of the machine, and the workspace knows that its slot is filled', async () => {
    const { client } = app;
    const set = await client.credential.setSecret({ id, slot: 'keystorePassword', value: PLANTED });
    expect(await kept('keystorePassword')).toBe(PLANTED);
    expect(set.slots).toEqual(['keystorePassword']);
    const [entry] = (await client.activity.list({})).rows;
    expect(entry).toMatchObject({
      verb: 'credential.setSecret',
      actor: { name: 'mira.solberg' },
      before: { slots: [] },
      after: { slots: ['keystorePassword'] },
    });
  });

  it('is in no file, answer, log entry, export or backup', async () => {
    const { client } = app;
    const heard: unknown[] = [];
    app.subscribe((event) => heard.push(event));
    heard.push(await client.credential.setSecret({ id, slot: 'keystore', value: PLANTED, reason: 'new' }));
    await client.credential.setSecret({ id, slot: 'keystore', value: PLANTED });
    for (const start of [
      () => client.export.deployments({ format: 'json' }),
      () => client.export.activity({ format: 'jsonl' }),
      () => client.workspace.backup({}),
    ]) {
      const job = await start();
      await app.jobEnded(job.id);
      expect(await client.job.get({ id: job.id })).toMatchObject({ status: 'succeeded' });
    }
    heard.push((await client.activity.list({})).rows, await client.credential.expiring({}), logged);
    const projectId = (await client.project.list())[0]?.id ?? 0;
    heard.push(await client.credential.list({ projectId }), await client.overview.read({}));
    await app.close();
    expect(JSON.stringify(heard)).not.toContain(PLANTED);
    expect(betrayals()).toEqual([]);
    await start();
    expect(await kept('keystore')).toBe(PLANTED);
  });

  it('is not repeated by a refusal', async () => {
    for (const input of [
      { id, slot: 'apiKeyFile', value: PLANTED },
      { id: 99, slot: 'keystore', value: PLANTED },
      { id, slot: 'keystore', value: PLANTED.repeat(20_000) },
      { id, slot: 'keystore', value: { deep: PLANTED } },
    ]) {
      const reply = await app.call('credential.setSecret', input);
      expect(reply.ok).toBe(false);
      expect(JSON.stringify(reply)).not.toContain(PLANTED);
    }
    expect(logged).toEqual([]);
    expect(betrayals()).toEqual([]);
  });

  it('is not repeated when the store of secrets fails with it in its words', async () => {
    await app.close();
    const failing = {
      get: secrets.get,
      set: async (name: string, value: string | null) => {
        throw new Error(`cannot write ${name}=${value}`);
      },
    };
    await start({ secrets: failing });
    const reply = await app.call('credential.setSecret', { id, slot: 'keystore', value: PLANTED });
    expect(reply).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(JSON.stringify([reply, logged])).not.toContain(PLANTED);
    const projectId = (await app.client.project.list())[0]?.id ?? 0;
    expect((await app.client.credential.list({ projectId }))[0]?.slots).toEqual([]);
  });

  it('is forgotten when somebody says so, and its slot waits again', async () => {
    const { client } = app;
    await client.credential.setSecret({ id, slot: 'keystore', value: PLANTED });
    const after = await client.credential.forgetSecret({ id, slot: 'keystore', reason: 'leaked' });
    expect([after.slots, await kept('keystore')]).toEqual([[], null]);
    expect((await client.activity.list({})).rows[0]).toMatchObject({
      verb: 'credential.forgetSecret',
      reason: 'leaked',
    });
  });

  it('goes with its credential', async () => {
    const { client } = app;
    await client.credential.setSecret({ id, slot: 'keystore', value: PLANTED });
    await client.credential.setSecret({ id, slot: 'keyPassword', value: PLANTED });
    await client.credential.remove({ id });
    expect([await kept('keystore'), await kept('keyPassword')]).toEqual([null, null]);
  });
});
