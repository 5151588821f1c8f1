import type { Caller } from '../../../src-main/context.ts';
import { realSources } from '../../../src-main/sources.ts';
import { createStores } from '../../../src-main/store/index.ts';
import { openWriter } from '../../../src-main/store/open.ts';
import { createReader } from '../../../src-main/threads/reader.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import { commitOf, END, RELEASES_A_PROJECT, randomOf, rawWriter, versionOf } from '../generate.ts';
import { atMost, compare, ms, type Verdict } from '../measure.ts';

const place = { projectId: 1, environmentId: 8 };
const LONG = 100_000;
const SHORT = 1000;
const ROUNDS = 200;
const desk: Caller = { name: 'bench', email: null, door: 'desk', tokenId: null };

/** A copy in which one environment of a project has that many deployments more. */
function withHistory(file: string, count: number): string {
  const copy = copyOf(file);
  const db = openWriter(copy);
  const write = rawWriter(db);
  const random = randomOf(23);
  db.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const release = Math.floor((index / count) * RELEASES_A_PROJECT);
      const facts = { ...place, personId: 1, release, version: versionOf(release), took: 500 } as const;
      const at = END + 1_000_000 + Math.floor((index * 90_000_000_000) / count);
      write(1_000_000 + index, { ...facts, status: 'succeeded', at }, commitOf(random));
    }
  })();
  const stores = createStores(db);
  stores.matrix.recompute(place.projectId, place.environmentId);
  db.exec('ANALYZE');
  db.close();
  return copy;
}

/** What is shown of an environment that was deployed to a hundred thousand times, against a thousand. */
export function listGoals(files: Files): Verdict[] {
  const copies = [withHistory(files.small, LONG), withHistory(files.small, SHORT)];
  const [long, short] = copies.map((copy) => createReader(copy, realSources)) as [
    ReturnType<typeof createReader>,
    ReturnType<typeof createReader>,
  ];
  const against = (what: string, name: string, input: unknown, limit: number, other: unknown = input) => {
    const took = compare(
      ROUNDS,
      () => long.read(name, input, desk),
      () => (other === input ? short : long).read(name, other, desk),
    );
    return atMost('W2', what, took.ratio, limit, `${ms(took.ours)} against ${ms(took.raw)}`);
  };
  const page = (skip: number) => ({ ...place, skip, take: 100 });
  const board = { projectId: place.projectId };
  const verdicts = [
    against('GET deployments, page 1, of 100k / of 1k', 'deployment.recent', page(0), 1.5),
    ...[250, 500, 750, 1000].map((number) =>
      against(
        `  page ${number} / page 1, of 100k`,
        'deployment.recent',
        page((number - 1) * 100),
        2,
        page(0),
      ),
    ),
    against('the board of releases, of 100k / of 1k', 'release.board', board, 1.5),
    against('the timeline of an environment, of 100k / of 1k', 'environment.timeline', place, 1.5),
    against(
      'the preview of a rollback, of 100k / of 1k',
      'environment.previewRollback',
      { items: [place] },
      1.5,
    ),
  ];
  for (const reader of [long, short]) reader.close();
  for (const copy of copies) drop(copy);
  return verdicts;
}
