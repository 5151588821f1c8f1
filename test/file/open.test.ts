import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src-main/app.ts';
import { newestVersion } from '../../src-main/store/migrate.ts';
import { memorySettings, testApp, testHost, withPlace } from '../support/testApp.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function stateOf(file: string) {
  const app = createApp({
    file,
    data: join(folder, 'data'),
    host: testHost(),
    settings: memorySettings(),
    log: () => {},
    threads: false,
  });
  await app.ready;
  const state = await app.client.workspace.state();
  await app.close();
  return state;
}

const at = (name: string) => join(folder, name);

describe('opening what is no workspace', () => {
  it.each([
    ['text', () => Buffer.from('hello, this is not a database at all')],
    ['JSON', () => Buffer.from('[{"tag_name":"v1"}]'.repeat(2000))],
    ['a broken header', () => Buffer.concat([Buffer.from('SQLite format 4\0'), Buffer.alloc(4096)])],
  ])('refuses %s in a sentence and leaves it byte for byte', async (_what, content) => {
    writeFileSync(at('x.slipway'), content());
    const { workspace, problem } = await stateOf(at('x.slipway'));
    expect(workspace).toBeNull();
    expect(problem).toMatchObject({ code: 'invalid_input' });
    expect(problem?.message).toMatch(/left as it is|left as it was/);
    expect(readFileSync(at('x.slipway'))).toEqual(content());
  });

  it('refuses a SQLite file of somebody else', async () => {
    const db = new Sqlite(at('other.db'));
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    db.close();
    const before = readFileSync(at('other.db'));
    expect((await stateOf(at('other.db'))).problem?.message).toMatch(/not a Slipway workspace/);
    expect(readFileSync(at('other.db'))).toEqual(before);
  });

  it('refuses a workspace from the future and says what to do', async () => {
    const desk = await testApp({ folder });
    await withPlace(desk.client);
    await desk.app.close();
    const db = new Sqlite(desk.file);
    db.pragma(`user_version = ${newestVersion + 10}`);
    db.close();
    const { problem } = await stateOf(desk.file);
    expect(problem?.message).toMatch(/newer Slipway/);
    expect(problem?.hint).toMatch(/Update Slipway/);
  });

  it('refuses a folder, and a file in a folder that does not exist', async () => {
    expect((await stateOf(folder)).problem?.message).toMatch(/is a folder/);
    expect((await stateOf(at('nowhere/x.slipway'))).problem?.message).toMatch(/does not exist/);
  });

  it('refuses a damaged workspace without making it worse', async () => {
    const desk = await testApp({ folder });
    await withPlace(desk.client);
    await desk.app.close();
    const bytes = readFileSync(desk.file);
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(desk.file, bytes);
    const { problem } = await stateOf(desk.file);
    expect(problem?.message).toMatch(/damaged|not a SQLite file/);
  });
});

describe('a workspace that is open', () => {
  it('is refused to a second application and free again after the first is closed', async () => {
    const desk = await testApp({ folder });
    const second = await stateOf(desk.file);
    expect(second.problem).toMatchObject({ code: 'conflict' });
    expect(second.problem?.message).toMatch(/open in another Slipway/);
    await desk.app.close();
    expect((await stateOf(desk.file)).workspace?.file).toBe(desk.file);
  });

  it('says that the disk is full, keeps what was acknowledged, and goes on once there is room', async () => {
    const desk = await testApp({ folder, maxBytes: 600_000 });
    const place = await withPlace(desk.client);
    let kept = 0;
    let refusal: unknown = null;
    for (let n = 0; n < 400 && refusal === null; n += 1) {
      await desk.client.deployment
        .record({ ...place, version: `v${n}`, status: 'succeeded', description: 'x'.repeat(4000) })
        .then(
          () => (kept += 1),
          (error) => (refusal = error),
        );
    }
    expect(refusal).toMatchObject({ code: 'unavailable' });
    expect((refusal as Error).message).toMatch(/disk is full/);
    expect((await desk.client.deployment.count({})).count).toBe(kept);
    await desk.app.close();
    const again = await testApp({ folder });
    await again.client.deployment.record({ ...place, version: 'after', status: 'succeeded' });
    expect((await again.client.deployment.count({})).count).toBe(kept + 1);
    await again.close();
  });

  it('answers wrong input in a sentence that names the field, and unknown procedures with the way to the list', async () => {
    const desk = await testApp({ folder });
    const wrong = await desk.app.call('deployment.list', { limit: 'many' });
    expect(wrong).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { fields: [{ field: 'limit' }] } },
    });
    expect(await desk.app.call('deployment.explode', {})).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    const long = 'x'.repeat(10_000_000);
    expect(await desk.app.call('deployment.list', { filter: { text: long } })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
    expect(await desk.app.call('deployment.list', { cursor: long.slice(0, 400) })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
    expect(desk.logged).toEqual([]);
    await desk.close();
  });
});

describe('backup and restore', () => {
  it('brings back what the backup holds and keeps what was there', async () => {
    const desk = await testApp({ folder });
    const place = await withPlace(desk.client);
    await desk.client.deployment.record({ ...place, version: 'v1', status: 'succeeded' });
    const job = await desk.client.workspace.backup({ file: at('copy.slipway') });
    await desk.app.jobEnded(job.id);
    expect((await desk.client.job.get({ id: job.id })).status).toBe('succeeded');
    await desk.client.deployment.record({ ...place, version: 'v2', status: 'succeeded' });
    await desk.client.workspace.restore({ file: at('copy.slipway') });
    expect((await desk.client.deployment.count({})).count).toBe(1);
    const backups = await desk.client.workspace.backups();
    expect(backups.map((backup) => backup.why)).toEqual(['before a restore']);
    await expect(desk.client.workspace.restore({ file: at('missing.slipway') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await desk.close();
  });

  it('finds a sound workspace sound', async () => {
    const desk = await testApp({ folder });
    await withPlace(desk.client);
    const job = await desk.client.workspace.check();
    await desk.app.jobEnded(job.id);
    expect((await desk.client.job.get({ id: job.id })).result).toMatchObject({
      sound: true,
      integrity: [],
      foreignKeys: 0,
    });
    await desk.close();
  });
});
