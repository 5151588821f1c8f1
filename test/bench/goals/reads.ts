import Sqlite from 'better-sqlite3';
import type { Caller } from '../../../src-main/context.ts';
import { ROW_COLUMNS, ROW_JOINS } from '../../../src-main/features/deployment/store.ts';
import { realSources } from '../../../src-main/sources.ts';
import { createReader } from '../../../src-main/threads/reader.ts';
import type { Files } from '../copies.ts';
import { END, randomOf, SPAN } from '../generate.ts';
import { atLeast, atMost, compare, ms, type Pair, type Verdict } from '../measure.ts';

const desk: Caller = { name: 'bench', email: null, door: 'desk', tokenId: null };
const ROUNDS = 300;

function openBoth(file: string) {
  const reader = createReader(file, realSources);
  const raw = new Sqlite(file, { readonly: true });
  raw.pragma('mmap_size = 2147483648');
  return { read: (name: string, input: unknown) => reader.read(name, input, desk), raw };
}

const note = ({ ours, raw }: Pair) => `${ms(ours)} against ${ms(raw)}`;

const RAW_PAGE = `SELECT ${ROW_COLUMNS} FROM deployment d`;
const PAGE_END = 'ORDER BY d.triggeredAt DESC, d.id DESC LIMIT 101';

/** G1: a page of 100 by any indexed filter at any depth, against the bare statement with the same joins. */
function pages(files: Files): Verdict[] {
  const { read, raw } = openBoth(files.large);
  const random = randomOf(7);
  const places = Array.from({ length: ROUNDS }, () => Math.floor(END - random() * SPAN));
  const cases = [
    {
      name: 'all',
      filter: { is: {}, not: {} },
      index: 'deployment_time',
      where: '1',
      values: [] as unknown[],
    },
    {
      name: 'one status',
      filter: { is: { status: ['failed'] }, not: {} },
      index: 'deployment_status',
      where: 'd.status = ?',
      values: ['failed'],
    },
    {
      name: 'one project',
      filter: { is: { project: [7] }, not: {} },
      index: 'deployment_project',
      where: 'd.projectId = ?',
      values: [7],
    },
    {
      name: 'project and environment',
      filter: { is: { project: [7], environment: [3] }, not: {} },
      index: 'deployment_cell',
      where: 'd.projectId = ? AND d.environmentId = ?',
      values: [7, 3],
    },
  ];
  const verdicts: Verdict[] = [];
  for (const { name, filter, index, where, values } of cases) {
    const deep = raw.prepare(
      `${RAW_PAGE} INDEXED BY ${index} ${ROW_JOINS} WHERE ${where} AND (d.triggeredAt, d.id) < (?, ?) ${PAGE_END}`,
    );
    const pair = compare(
      ROUNDS,
      (round) => read('deployment.list', { filter, cursor: `${''}~${places[round]}~0`, limit: 100 }),
      (round) => deep.all(...values, places[round], 0),
    );
    verdicts.push(atMost('G1', `page of 100, ${name}, any depth`, pair.ratio, 2, note(pair)));
    verdicts.push(atMost('G1', `  p95 of it`, pair.oursP95 / pair.rawP95, 3));
  }
  const first = compare(
    ROUNDS,
    (round) => read('deployment.list', { cursor: `~${places[round]}~0`, limit: 100 }),
    () => read('deployment.list', { limit: 100 }),
  );
  verdicts.push(atMost('G1', 'deep page / first page', first.ratio, 2));
  const middle = openBoth(files.middle);
  const filter = { is: { project: [7] }, not: {} };
  const sizes = compare(
    ROUNDS,
    () => read('deployment.list', { filter, limit: 100 }),
    () => middle.read('deployment.list', { filter, limit: 100 }),
  );
  verdicts.push(atMost('G1', 'full page at 1M / at 100k rows', sizes.ratio, 3));
  return verdicts;
}

/** G2: the matrix, against the maintained table and against computing it. */
function matrix(files: Files): Verdict[] {
  const { read, raw } = openBoth(files.large);
  const bare = raw.prepare(
    'SELECT projectId, environmentId, deploymentId, version, deployedAt, drift, latestId, latestStatus FROM cell',
  );
  const pair = compare(
    200,
    () => read('matrix.read', undefined),
    () => bare.all(),
  );
  const grouped = raw.prepare(
    `SELECT projectId, environmentId, version, max(succeededAt) FROM deployment WHERE status = 'succeeded' GROUP BY projectId, environmentId`,
  );
  const slow = compare(
    3,
    () => grouped.all(),
    () => read('matrix.read', undefined),
  );
  const small = openBoth(files.small);
  const sizes = compare(
    200,
    () => read('matrix.read', undefined),
    () => small.read('matrix.read', undefined),
  );
  return [
    atMost('G2', 'matrix of 200 x 8', pair.ratio, 2, note(pair)),
    atLeast(
      'G2',
      'faster than GROUP BY over 1M',
      slow.ours / slow.raw,
      500,
      `${ms(slow.ours)} against ${ms(slow.raw)}`,
    ),
    atMost('G2', 'matrix at 1M / at 10k rows', sizes.ratio, 1.5),
  ];
}

/** Each kind apart, for a median over all of them would show the easiest kind only. */
const WORDS = [
  { kind: 'three letters, common', words: ['ser', 'env', 'per'] },
  { kind: 'three signs, some', words: ['2.4', '3.9', '1.0'] },
  { kind: 'a longer word, common', words: ['serv', 'env-', 'person-1'] },
  { kind: 'a longer word, 1 of 200', words: ['service-042', 'service-17', 'service-199'] },
  { kind: 'a longer word, 1 of 400', words: ['2.4.7', '3.9.1', '4.0.2'] },
];
const SEARCHES = 60;

/** G4: what the search box asks at each key. */
function search(files: Files): Verdict[] {
  const { read, raw } = openBoth(files.large);
  const bare = raw.prepare(
    `SELECT ${ROW_COLUMNS} FROM deployment_text t CROSS JOIN deployment d ON d.id = t.rowid ${ROW_JOINS}
     WHERE deployment_text MATCH ? ORDER BY t.rowid DESC LIMIT 51`,
  );
  const asked = (reader: typeof read, word: string) =>
    reader('deployment.list', { filter: { text: word, is: {}, not: {} }, limit: 50 });
  const verdicts = WORDS.map(({ kind, words }) => {
    const pair = compare(
      SEARCHES,
      (round) => asked(read, words[round % words.length] as string),
      (round) => bare.all(`"${words[round % words.length]}"*`),
    );
    return atMost('G4', `search as typed, ${kind}`, pair.ratio, 2, note(pair));
  });
  const small = openBoth(files.small);
  const sizes = compare(
    SEARCHES,
    () => asked(read, 'serv'),
    () => asked(small.read, 'serv'),
  );
  return [...verdicts, atMost('G4', 'a common word at 1M / at 10k rows', sizes.ratio, 4)];
}

/** G5: the count beside a list. */
function counts(files: Files): Verdict[] {
  const { read, raw } = openBoth(files.large);
  const bare = raw.prepare(
    'SELECT count(*) FROM (SELECT 1 FROM deployment INDEXED BY deployment_person WHERE personId = ? LIMIT 1001)',
  );
  const filter = { is: { actor: ['person-5'] }, not: {} };
  const pair = compare(
    ROUNDS,
    () => read('deployment.count', { filter }),
    () => bare.get(5),
  );
  const small = openBoth(files.small);
  const summed = { is: { project: [7], status: ['failed'] }, not: {} };
  const sizes = compare(
    ROUNDS,
    () => read('deployment.count', { filter: summed }),
    () => small.read('deployment.count', { filter: summed }),
  );
  return [
    atMost('G5', 'count beside a list, capped', pair.ratio, 2, note(pair)),
    atMost('G5', 'count at 1M / at 10k rows', sizes.ratio, 1.2),
  ];
}

/** G13: what a page costs on its way to the window: handler, zod, the envelope, structured clone. */
function clones(files: Files): Verdict[] {
  const { read, raw } = openBoth(files.large);
  const bare = raw.prepare(`${RAW_PAGE} INDEXED BY deployment_time ${ROW_JOINS} ${PAGE_END}`);
  const pair = compare(
    ROUNDS,
    () => structuredClone({ ok: true, data: read('deployment.list', { limit: 100 }) }),
    () => structuredClone(bare.all()),
  );
  const size = JSON.stringify(read('deployment.list', { limit: 100 })).length;
  return [
    atMost('G13', 'page of 100 over IPC', pair.ratio, 2, note(pair)),
    {
      goal: 'G13',
      what: 'size of that message',
      measured: `${(size / 1000).toFixed(1)} kB`,
      wanted: '<= 64 kB',
      held: size <= 64_000,
    },
  ];
}

export function readGoals(files: Files): Verdict[] {
  return [...pages(files), ...matrix(files), ...search(files), ...counts(files), ...clones(files)];
}
