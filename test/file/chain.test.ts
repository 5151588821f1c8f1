import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainHash, GENESIS } from '../../src-main/features/activity/chain.ts';
import { type TestApp, testApp, withPlace } from '../support/testApp.ts';

let desk: TestApp;
beforeEach(async () => {
  desk = await testApp();
});
afterEach(() => desk.close());

/** Somebody with the file and a SQLite shell, the triggers taken away. */
function tamper(file: string, statement: string, ...values: unknown[]): void {
  const db = new Sqlite(file);
  db.exec('DROP TRIGGER activity_no_update; DROP TRIGGER activity_no_delete');
  db.prepare(statement).run(...values);
  db.close();
}

async function verify({ app, client }: TestApp) {
  const job = await client.activity.verify();
  await app.jobEnded(job.id);
  return (await client.activity.status()).verified;
}

async function fill({ client }: TestApp): Promise<void> {
  const place = await withPlace(client);
  for (const version of ['v1', 'v2', 'v3'])
    await client.deployment.record({ ...place, version, status: 'succeeded' });
}

describe('the audit chain', () => {
  it('is sound after work, and every hash follows from the one before it', async () => {
    await fill(desk);
    expect(await verify(desk)).toMatchObject({ entries: 5, firstBroken: null });
    const db = new Sqlite(desk.file, { readonly: true });
    let previous = GENESIS;
    for (const { entry, hash } of db.prepare('SELECT entry, hash FROM activity ORDER BY seq').all() as {
      entry: string;
      hash: string;
    }[]) {
      expect(hash).toBe(chainHash(previous, entry));
      previous = hash;
    }
    db.close();
  });

  it('refuses UPDATE and DELETE', async () => {
    await fill(desk);
    const db = new Sqlite(desk.file);
    expect(() => db.prepare("UPDATE activity SET hash = 'x' WHERE seq = 2").run()).toThrow(/append-only/);
    expect(() => db.prepare('DELETE FROM activity WHERE seq = 2').run()).toThrow(/append-only/);
    db.close();
  });

  it.each([
    [
      'a changed text',
      `UPDATE activity SET entry = replace(entry, 'mira', 'jun.') WHERE seq = 3`,
      3,
      /hash does not fit/,
    ],
    ['a removed entry', 'DELETE FROM activity WHERE seq = 2', 3, /entry 2 is missing/],
    ['text that is not canonical', `UPDATE activity SET entry = entry || ' ' WHERE seq = 4`, 4, /canonical/],
    ['a renumbered entry', 'UPDATE activity SET seq = 99 WHERE seq = 5', 99, /entry 5 is missing/],
  ])('names the first broken entry after %s', async (_what, statement, seq, why) => {
    await fill(desk);
    tamper(desk.file, statement);
    const report = await verify(desk);
    expect(report?.firstBroken?.seq).toBe(seq);
    expect(report?.firstBroken?.why).toMatch(why);
  });

  it('goes on over the next start', async () => {
    await fill(desk);
    desk = await desk.reopen();
    await desk.client.environment.create({ name: 'staging', tier: 'staging' });
    expect(await verify(desk)).toMatchObject({ entries: 6, firstBroken: null });
  });

  it('holds one entry per record and one batch for an action over several', async () => {
    const place = await withPlace(desk.client);
    const a = await desk.client.deployment.record({ ...place, version: 'v1', status: 'failed' });
    const b = await desk.client.deployment.record({ ...place, version: 'v2', status: 'failed' });
    await desk.client.deployment.move({ ids: [a.id, b.id], to: 'pending', reason: 'runner was out of disk' });
    const { rows } = await desk.client.activity.list({ filter: { verb: 'deployment.retry' } });
    expect(rows).toHaveLength(2);
    expect(rows[0]?.batch).toBe(rows[1]?.batch);
    expect(rows[0]).toMatchObject({
      reason: 'runner was out of disk',
      before: { status: 'failed', attempt: 1 },
      after: { status: 'pending', attempt: 2 },
    });
  });

  it('writes nothing at all when one of several moves is refused, but the refusal', async () => {
    const place = await withPlace(desk.client);
    const a = await desk.client.deployment.record({ ...place, version: 'v1', status: 'failed' });
    const b = await desk.client.deployment.record({ ...place, version: 'v2', status: 'succeeded' });
    await expect(
      desk.client.deployment.move({ ids: [a.id, b.id], to: 'pending', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'illegal_transition' });
    expect((await desk.client.deployment.get({ id: a.id })).attempt).toBe(1);
    const { rows } = await desk.client.activity.list({});
    expect(rows[0]?.refused).toBe('illegal_transition');
    expect(rows.filter((row) => row.verb === 'deployment.retry')).toEqual([]);
  });
});
