import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileSecrets } from '../../src-main/host/web/secrets.ts';
import { openLog, redacted } from '../../src-main/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a secret is kept sealed, under a key that only its owner can read', async () => {
  await fileSecrets(folder).set('github', 'ghp_verysecret');
  expect(await fileSecrets(folder).get('github')).toBe('ghp_verysecret');
  expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('verysecret');
  for (const file of ['secret.key', 'secrets.json']) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  }
});

test('a secret that was moved to another name, changed, or meets another key is not there', async () => {
  const secrets = fileSecrets(folder);
  await secrets.set('one', 'first');
  const file = join(folder, 'secrets.json');
  const { one } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ one, two: one, three: `${one.slice(0, -4)}AAAA` }));
  expect([await secrets.get('one'), await secrets.get('two'), await secrets.get('three')]).toEqual([
    'first',
    null,
    null,
  ]);
  writeFileSync(join(folder, 'secret.key'), Buffer.alloc(32));
  expect(await secrets.get('one')).toBeNull();
});

test('a secret is taken back', async () => {
  const secrets = fileSecrets(folder);
  await secrets.set('one', 'first');
  await secrets.set('one', null);
  expect(await secrets.get('one')).toBeNull();
});

test('the log keeps what failed and no token', async () => {
  const { log, close } = openLog(folder);
  log(new Error('refused: Authorization: Bearer abc.def-123, token=slw_tracker_secret'));
  await close();
  const text = readFileSync(join(folder, 'logs', 'slipway.log'), 'utf8');
  expect(text).toContain('refused');
  expect(text).toContain('secrets.test.ts');
  expect(text).not.toMatch(/abc\.def|tracker_secret/);
  expect(redacted('{"password":"hunter2"}')).not.toContain('hunter2');
});

test('the log is turned over at its size and keeps three files', async () => {
  const { log, close } = openLog(folder, 400);
  for (let count = 0; count < 8; count += 1) log(`failure ${count} ${'x'.repeat(150)}`);
  await close();
  const logs = join(folder, 'logs');
  expect(readFileSync(join(logs, 'slipway.log'), 'utf8')).toContain('failure 7');
  expect(statSync(join(logs, 'slipway.log.2')).size).toBeLessThanOrEqual(400);
  expect(statSync(join(logs, 'slipway.log.3'), { throwIfNoEntry: false })).toBeUndefined();
});
