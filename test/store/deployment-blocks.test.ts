import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStores } from '../../src-main/store/index.ts';
import { type Connection, openWriter } from '../../src-main/store/open.ts';
import { keepSmallBlocks, SMALL } from '../support/smallBlocks.ts';
import { soundness } from '../support/soundness.ts';

let folder: string;
let file: string;
let db: Connection;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-blocks-'));
  file = join(folder, 'blocks.slipway');
  db = openWriter(file);
  db.exec(`INSERT INTO project (uid, name, kind, createdAt) VALUES ('p', 'p', 'service', 1);
    INSERT INTO environment (uid, name, tier, position, createdAt) VALUES ('e', 'e', 'production', 1, 1), ('f', 'f', 'staging', 2, 1)`);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Bare statements, for what no command does: records by the thousand, and any of them taken away. */
function bareRecords() {
  const insert = db.prepare(
    `INSERT INTO deployment (id, uid, number, kind, status, policy, projectId, environmentId, version, source, attempt,
       triggeredAt, flags, recordedAt)
     VALUES (@id, 'u' || @id, @id, 'environment', 'failed', 'canonical', 1, @environmentId, '1', 'desk', 1, @at, 0, 1)`,
  );
  const detail = db.prepare('INSERT INTO deployment_detail (deploymentId, occurredAt) VALUES (?, 1)');
  const move = db.prepare('UPDATE deployment SET triggeredAt = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM deployment WHERE id = ?');
  return {
    insert(id: number, environmentId: number, at: number): void {
      insert.run({ id, environmentId, at });
      detail.run(id);
    },
    move: (id: number, at: number): void => void move.run(at, id),
    remove: (id: number): void => void remove.run(id),
  };
}

interface Place {
  readonly id: number;
  readonly at: number;
  readonly environmentId: number;
}
type Step = readonly ['insert' | 'move' | 'remove', Place];

const place: fc.Arbitrary<Place> = fc.record({
  id: fc.nat(400),
  at: fc.nat(12),
  environmentId: fc.constantFrom(1, 1, 1, 2),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('insert' as const), place) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('move' as const), place) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('remove' as const), place) },
);

/** Performs steps, and answers what then is there. */
function perform(steps: readonly Step[]): Map<number, Omit<Place, 'id'>> {
  const there = new Map<number, Omit<Place, 'id'>>();
  const { insert, move, remove } = bareRecords();
  for (const [kind, { id, at, environmentId }] of steps) {
    // Only what is there is moved or removed, so that most steps do something.
    const known = [...there.keys()].find((other) => other >= id);
    if (kind === 'insert' && !there.has(id)) {
      insert(id, environmentId, at);
      there.set(id, { environmentId, at });
    } else if (kind === 'move' && known !== undefined) {
      move(known, at);
      there.set(known, { environmentId: there.get(known)?.environmentId ?? 0, at });
    } else if (kind === 'remove' && known !== undefined) {
      remove(known);
      there.delete(known);
    }
  }
  return there;
}

const sizes = (environmentId: number) =>
  db
    .prepare('SELECT count FROM deployment_block WHERE environmentId = ? ORDER BY firstAt, firstId')
    .pluck()
    .all(environmentId) as number[];

const faults = () => soundness(file).filter((fault) => fault.startsWith('blocks'));

describe('the blocks of an environment’s list', () => {
  it('hold every record once, in blocks neither too many nor too large, wherever records come, move and go', () => {
    keepSmallBlocks(db);
    const stores = createStores(db);
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 40, maxLength: 400, size: 'max' }),
        fc.integer({ min: 1, max: 11 }),
        (steps, take) => {
          db.exec('BEGIN');
          try {
            const there = perform(steps);
            for (const environmentId of [1, 2]) {
              const expected = [...there]
                .filter(([, record]) => record.environmentId === environmentId)
                .sort(([idA, a], [idB, b]) => b.at - a.at || idB - idA)
                .map(([id]) => id);
              const counts = sizes(environmentId);
              expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expected.length);
              expect(counts.filter((count) => count < 1 || count >= 2 * SMALL)).toEqual([]);
              for (let skip = 0; skip <= expected.length + take; skip += take) {
                const page = stores.facts.recent({ projectId: 1, environmentId }, { skip, take });
                expect(page.map(({ id }) => id)).toEqual(expected.slice(skip, skip + take));
              }
            }
          } finally {
            db.exec('ROLLBACK');
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('count a record once that moves out of a thin block into the full one before it', () => {
    keepSmallBlocks(db);
    const { insert, move, remove } = bareRecords();
    for (let at = 1; at <= 2 * SMALL; at += 1) insert(at, 1, at);
    for (let id = 101; id < 100 + SMALL; id += 1) insert(id, 1, 1);
    for (let id = SMALL + 1; id <= SMALL + SMALL / 2; id += 1) remove(id);
    expect(sizes(1)).toEqual([2 * SMALL - 1, SMALL / 2]);
    move(2 * SMALL, 1);
    expect(sizes(1)).toEqual([SMALL, SMALL, SMALL / 2 - 1]);
    expect(faults()).toEqual([]);
  });

  it('are as many as a thousandth of the records, in whatever order these come, and go with them', () => {
    const { insert, remove } = bareRecords();
    const count = 12_000;
    const run = db.transaction((work: (n: number) => void, step: number) => {
      for (let n = 0; n < count; n += 1) work((n * step) % count);
    });
    run((n) => insert(n, 1, 5), 1);
    run((n) => insert(count + n, 2, 1_000_000 - n), 7);
    for (const environmentId of [1, 2]) {
      expect(sizes(environmentId).length).toBeGreaterThan(4);
      expect(sizes(environmentId).length).toBeLessThanOrEqual(count / 1000);
      expect(Math.max(...sizes(environmentId))).toBeLessThan(2048);
    }
    expect(faults()).toEqual([]);
    run((n) => n % 10 > 0 && remove(n), 1);
    expect(sizes(1).length).toBeLessThanOrEqual(3);
    expect(faults()).toEqual([]);
    run((n) => n % 10 === 0 && remove(n), 1);
    expect(sizes(1)).toEqual([]);
  });

  it('are counted for the records of a file from before there were any', () => {
    const { insert } = bareRecords();
    for (let id = 0; id < 60; id += 1) insert(id, 1 + (id % 2), 50 - Math.floor(id / 3));
    keepSmallBlocks(db);
    expect([sizes(1), sizes(2)]).toEqual([
      [8, 8, 8, 6],
      [8, 8, 8, 6],
    ]);
    expect(faults()).toEqual([]);
  });
});
