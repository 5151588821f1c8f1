import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import { type Caller, commandContext, type Sources } from '../../../src-main/context.ts';
import { writeDeployment } from '../../../src-main/features/deployment/record.ts';
import { realSources } from '../../../src-main/sources.ts';
import { createStores } from '../../../src-main/store/index.ts';
import { type Connection, openWriter } from '../../../src-main/store/open.ts';
import { createTransactor } from '../../../src-main/transactor.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import { commitOf, type DeploymentFacts, END, factsOf, randomOf, rawWriter } from '../generate.ts';
import { atLeast, atMost, median, ms, p99, type Verdict } from '../measure.ts';
import { rawCells, rawUnit } from '../raw-work.ts';

const importer: Caller = { name: 'bench', email: null, door: 'import', tokenId: null };
const desk: Caller = { name: 'bench', email: null, door: 'desk', tokenId: null };

interface Row {
  readonly number: number;
  readonly facts: DeploymentFacts;
  readonly commit: string;
}

/** New history, spread over the whole time that is there already; `shift` keeps its ids away from those in use. */
function rowsOf(count: number, existing: number, shift: number): Row[] {
  const random = randomOf(11);
  return Array.from({ length: count }, (_, index) => {
    const facts = factsOf(index, count, random);
    return {
      number: existing + 1 + index,
      facts: { ...facts, at: facts.at + shift },
      commit: commitOf(random),
    };
  });
}

const stepsOf = ({ at, took }: DeploymentFacts) =>
  Array.from({ length: 5 }, (_, index) => {
    const startedAt = at + Math.floor((took / 5) * index);
    return {
      name: `step ${index + 1}`,
      kind: 'active',
      status: 'succeeded',
      startedAt,
      finishedAt: startedAt + Math.floor(took / 5),
    };
  });

const inputOf = ({ facts, commit }: Row) => ({
  projectId: facts.projectId,
  environmentId: facts.environmentId,
  version: facts.version,
  status: facts.status,
  commitSha: commit,
  actor: `person-${facts.personId}`,
  occurredAt: facts.at,
  startedAt: facts.at,
  finishedAt: facts.status === 'in_progress' ? null : facts.at + facts.took,
  steps: stepsOf(facts),
});

/** One chunk through the engine, as an import writes it: validated, cells and drift once a chunk, the index deferred. */
function engineChunks(db: Connection) {
  const stores = createStores(db);
  const places = new Map(stores.project.all().map((project) => [project.id, project]));
  const environments = new Map(stores.environment.all().map((environment) => [environment.id, environment]));
  return (rows: readonly Row[]) => {
    const { ctx, flush } = commandContext(stores, realSources, importer);
    db.exec('BEGIN IMMEDIATE');
    const cells = new Map<string, readonly [number, number]>();
    for (const row of rows) {
      const input = recordDeploymentSchema.parse(inputOf(row));
      const project = places.get(input.projectId);
      const environment = environments.get(input.environmentId);
      if (!project || !environment) throw new Error('the generated places are there');
      writeDeployment(ctx, { project, environment }, input, { importId: 1, rawSystem: 'bench', raw: '{}' });
      cells.set(`${project.id} ${environment.id}`, [project.id, environment.id]);
    }
    for (const [projectId, environmentId] of cells.values())
      stores.matrix.recompute(projectId, environmentId);
    for (const projectId of new Set([...cells.values()].map(([id]) => id)))
      stores.matrix.refreshDrift(projectId);
    ctx.changed('deployment', 0, null);
    flush();
    db.exec('COMMIT');
  };
}

function rawChunks(db: Connection) {
  const record = rawWriter(db);
  const cell = rawCells(db);
  return (rows: readonly Row[]) => {
    db.exec('BEGIN IMMEDIATE');
    const cells = new Map<string, readonly [DeploymentFacts, number]>();
    for (const { number, facts, commit } of rows)
      cells.set(`${facts.projectId} ${facts.environmentId}`, [facts, record(number, facts, commit)]);
    for (const [facts, id] of cells.values()) cell(facts, id);
    db.exec('COMMIT');
  };
}

const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

function openForImport(file: string): Connection {
  const db = openWriter(file);
  db.pragma('wal_autocheckpoint = 10000');
  return db;
}

const CHUNK = 2000;
const CHUNKS = 10;

/** G6: chunks of new history by turns, ours and bare, into copies of a workspace. @returns ms a chunk. */
function bulk(file: string, existing: number) {
  const copies = [copyOf(file), copyOf(file)] as const;
  const connections = copies.map(openForImport);
  const [ours, raw] = [engineChunks(connections[0] as Connection), rawChunks(connections[1] as Connection)];
  const rows = rowsOf(CHUNK * CHUNKS, existing, 1);
  const times = { ours: [] as number[], raw: [] as number[] };
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    const piece = rows.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
    if (chunk % 2 === 0) times.ours.push(timed(() => ours(piece)));
    times.raw.push(timed(() => raw(piece)));
    if (chunk % 2 === 1) times.ours.push(timed(() => ours(piece)));
  }
  for (const db of connections) db.close();
  for (const copy of copies) drop(copy);
  return { ours: median(times.ours), raw: median(times.raw) };
}

const rate = (chunkMs: number) => `${Math.round((CHUNK / chunkMs) * 1000).toLocaleString('en')} rows/s`;

function bulkGoals(files: Files): Verdict[] {
  const middle = bulk(files.middle, 100_000);
  const large = bulk(files.large, 1_000_000);
  return [
    atLeast(
      'G6',
      `bulk through the engine, ${CHUNK.toLocaleString('en')} a transaction`,
      middle.raw / middle.ours,
      0.5,
      `${rate(middle.ours)} against ${rate(middle.raw)}`,
    ),
    atLeast(
      'G6',
      'rows/s at 1M / at 100k existing rows',
      middle.ours / large.ours,
      0.5,
      `raw ${(middle.raw / large.raw).toFixed(2)}x`,
    ),
  ];
}

const COMMANDS = 1500;

/** G7: one command, one transaction, by turns with the bare unit of work. */
function units(file: string, existing: number) {
  const copies = [copyOf(file), copyOf(file)] as const;
  const connections = copies.map((copy) => openWriter(copy));
  let now = END + 1_000_000;
  const sources: Sources = { ...realSources, now: () => now };
  const transactor = createTransactor(connections[0] as Connection, sources, () => {});
  const raw = rawUnit(connections[1] as Connection);
  const random = randomOf(13);
  const times = { ours: [] as number[], raw: [] as number[] };
  for (let index = 0; index < COMMANDS + 100; index += 1) {
    now += 1000;
    const facts = { ...factsOf(index, COMMANDS + 100, random), at: now, took: 500 };
    const row: Row = { number: existing + 1 + index, facts, commit: commitOf(random) };
    const input = inputOf(row);
    const both = [
      () => times.ours.push(timed(() => transactor.command('deployment.record', input, desk))),
      () => times.raw.push(timed(() => raw(row.number, facts, row.commit))),
    ];
    if (index % 2 === 0) both.reverse();
    for (const one of both) one();
  }
  for (const db of connections) db.close();
  for (const copy of copies) drop(copy);
  // The first hundred warm the statements and the caches.
  const [ours, bare] = [times.ours.slice(100), times.raw.slice(100)];
  return { ours: median(ours), raw: median(bare), oursP99: p99(ours), rawP99: p99(bare) };
}

function unitGoals(files: Files): Verdict[] {
  const middle = units(files.middle, 100_000);
  const large = units(files.large, 1_000_000);
  return [
    atLeast(
      'G7',
      'a deployment with 5 steps, one transaction',
      middle.raw / middle.ours,
      0.6,
      `${ms(middle.ours)} against ${ms(middle.raw)}`,
    ),
    atMost(
      'G7',
      '  p99 of it',
      middle.oursP99 / middle.rawP99,
      3,
      `${ms(middle.oursP99)} against ${ms(middle.rawP99)}`,
    ),
    atMost(
      'G7',
      'one transaction at 1M / at 100k rows',
      large.ours / middle.ours,
      1.5,
      `raw ${(large.raw / middle.raw).toFixed(2)}x`,
    ),
  ];
}

export function writeGoals(files: Files): Verdict[] {
  return [...bulkGoals(files), ...unitGoals(files)];
}
