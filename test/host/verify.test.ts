import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestApp, testApp, withPlace } from '../support/testApp.ts';

const entry = resolve(import.meta.dirname, '../../src-main/verify.ts');
let desk: TestApp;

beforeEach(async () => {
  desk = await testApp();
  await withPlace(desk.client);
  await desk.client.project.create({ name: 'billing-api' });
});
afterEach(() => desk.close());

function verify(...args: string[]) {
  const { INIT_CWD: _cwd, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
    encoding: 'utf8',
    env,
    cwd: desk.folder,
  });
  return { status, stdout, stderr };
}

/** A copy of the workspace whose chain somebody went over. */
function tampered(change: string): string {
  const copy = join(desk.folder, 'copy.slipway');
  const db = new Sqlite(desk.file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  copyFileSync(desk.file, copy);
  const other = new Sqlite(copy);
  // Whoever tampers takes the guards away first.
  for (const { name } of other
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .all()) {
    other.exec(`DROP TRIGGER "${name}"`);
  }
  other.exec(change);
  other.close();
  return copy;
}

test('a chain that holds is told in one sentence with its head, while the workspace is open', async () => {
  const { headHash, headSeq } = await desk.client.activity.status();
  const { status, stdout, stderr } = verify('test.slipway');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`The audit chain of ${desk.file} holds: ${headSeq} entries, head ${headHash}.\n`);
});

test.each([
  ["UPDATE activity SET entry = replace(entry, 'checkout-api', 'other-api') WHERE seq = 2", 'Entry 2'],
  ['DELETE FROM activity WHERE seq = 2', 'entry 2 is missing'],
])('a broken chain is 1 and names the first entry that does not fit: %s', (change, named) => {
  const { status, stderr } = verify(tampered(change));
  expect(status).toBe(1);
  expect(stderr).toContain('is broken; 1 entry before the break holds');
  expect(stderr).toContain(named);
});

test('nothing to verify is 2 and a sentence', () => {
  writeFileSync(join(desk.folder, 'notes.txt'), 'these are my notes, no database');
  new Sqlite(join(desk.folder, 'other.db')).exec('CREATE TABLE t (a)').close();
  expect(verify()).toMatchObject({ status: 2, stderr: expect.stringContaining('Name the workspace file') });
  expect(verify('gone.slipway')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no file'),
  });
  expect(verify('notes.txt')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('not a SQLite file'),
  });
  expect(verify('other.db')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no workspace of Slipway'),
  });
});
