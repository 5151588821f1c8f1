import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ended, githubRelease, imported } from '../fixtures/github.ts';
import { keepSmallBlocks } from '../support/smallBlocks.ts';
import { soundness } from '../support/soundness.ts';
import { HOUR, type TestApp, testApp } from '../support/testApp.ts';

const SPAN = 40;
const FIRST_RELEASE = Date.parse(githubRelease(0).published_at);

type Step =
  | { readonly do: 'record'; readonly hour: number; readonly times: number }
  | { readonly do: 'retry'; readonly which: number }
  | { readonly do: 'import'; readonly from: number; readonly count: number }
  | { readonly do: 'undo' };

const hour = fc.nat(SPAN - 1);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('record' as const),
        hour,
        times: fc.integer({ min: 1, max: 5 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('retry' as const), which: fc.nat(500) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('import' as const),
        from: hour,
        count: fc.integer({ min: 1, max: 20 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  ),
  { minLength: 5, maxLength: 20, size: 'max' },
);

/** The place into which the imports of the fixtures go. */
async function releasesPlace({ client }: TestApp) {
  const { id: environmentId } = await client.environment.create({ name: 'stable', tier: 'production' });
  const { id: projectId } = await client.project.create({ name: 'rocket', repository: 'acme/rocket' });
  return { projectId, environmentId };
}
type Place = Awaited<ReturnType<typeof releasesPlace>>;

async function perform(desk: TestApp, place: Place, db: Sqlite.Database, step: Step): Promise<void> {
  const { client, sources } = desk;
  if (step.do === 'record') {
    const occurredAt = FIRST_RELEASE + step.hour * HOUR;
    for (let n = 0; n < step.times; n += 1)
      await client.deployment.record({ ...place, version: `h${step.hour}`, status: 'failed', occurredAt });
  } else if (step.do === 'retry') {
    const failed = db
      .prepare("SELECT id FROM deployment WHERE status = 'failed' ORDER BY id")
      .pluck()
      .all() as number[];
    const id = failed[step.which % Math.max(failed.length, 1)];
    if (id === undefined) return;
    // Some are tried again at the same instant.
    if (step.which % 2 === 0) sources.advance(1);
    await client.deployment.move({ ids: [id], to: 'pending', reason: 'again' });
  } else if (step.do === 'import') {
    const releases = Array.from({ length: step.count }, (_, n) => githubRelease(step.from + n));
    expect(await imported(desk, releases)).toMatchObject({ status: 'succeeded' });
  } else {
    const last = (await client.import.list()).find(({ status }) => status === 'finished');
    if (!last) return;
    const job = await client.import.undo({ id: last.id, reason: 'it was the wrong file' });
    expect(await ended(desk, job)).toMatchObject({ status: 'succeeded' });
  }
}

/** The ids of every page of a size, and beyond the last one. */
async function pages({ client }: TestApp, place: Place, take: number): Promise<number[][]> {
  const found: number[][] = [];
  do {
    const rows = await client.deployment.recent({ ...place, skip: found.length * take, take });
    found.push(rows.map(({ id }) => id));
  } while (found.at(-1)?.length !== 0);
  return found;
}

describe('an environment’s list by number', () => {
  it('has the pages of the plain order, whatever was recorded, tried again, imported and undone', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 4, max: 25 }), async (moves, take) => {
        const desk = await testApp();
        const place = await releasesPlace(desk);
        const db = new Sqlite(desk.file);
        try {
          keepSmallBlocks(db);
          const plain = db
            .prepare<number[], number>(
              `SELECT id FROM deployment WHERE projectId = ? AND environmentId = ?
               ORDER BY triggeredAt DESC, id DESC LIMIT ? OFFSET ?`,
            )
            .pluck();
          for (const move of moves) {
            await perform(desk, place, db, move);
            for (const [index, page] of (await pages(desk, place, take)).entries())
              expect(page).toEqual(plain.all(place.projectId, place.environmentId, take, index * take));
          }
          expect(soundness(desk.file)).toEqual([]);
          expect(desk.logged).toEqual([]);
        } finally {
          db.close();
          await desk.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});
