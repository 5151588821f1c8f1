import { existsSync, renameSync, rmSync } from 'node:fs';
import { versionKey } from '#shared/features/release/order.ts';
import { firstIdAt } from '#shared/ids.ts';
import { DAY, utcDay } from '#shared/time.ts';
import { createStores } from '../../src-main/store/index.ts';
import { type Connection, openWriter } from '../../src-main/store/open.ts';

/** A repeatable stream of numbers in [0, 1): the same file for the same size, on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const PROJECTS = 200;
export const ENVIRONMENTS = 8;
export const PEOPLE = 60;
export const RELEASES_A_PROJECT = 400;
export const END = Date.UTC(2026, 10, 20, 12);
export const SPAN = 1000 * DAY;

const tierOf = (environment: number) =>
  environment < 3 ? 'development' : environment < 5 ? 'staging' : 'production';
const uidOf = (kind: number, n: number) =>
  `01930000-${kind.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;

export interface DeploymentFacts {
  readonly projectId: number;
  readonly environmentId: number;
  readonly personId: number;
  readonly release: number;
  readonly version: string;
  readonly status: 'succeeded' | 'failed' | 'rolled_back' | 'canceled' | 'in_progress';
  readonly at: number;
  readonly took: number;
}

export const versionOf = (release: number) =>
  `${1 + Math.floor(release / 100)}.${Math.floor(release / 10) % 10}.${release % 10}`;

/** What one deployment of the generated history is, in time order; 86 of 100 succeed. */
export function factsOf(index: number, count: number, random: () => number): DeploymentFacts {
  const share = index / count;
  const projectId = 1 + Math.floor(random() ** 1.3 * PROJECTS);
  const release = Math.min(RELEASES_A_PROJECT - 1, Math.floor(share * RELEASES_A_PROJECT + random() * 4));
  const luck = random();
  return {
    projectId,
    environmentId: 1 + Math.floor(random() * ENVIRONMENTS),
    personId: 1 + Math.floor(random() * PEOPLE),
    release,
    version: versionOf(release),
    status:
      luck < 0.86
        ? 'succeeded'
        : luck < 0.95
          ? 'failed'
          : luck < 0.97
            ? 'rolled_back'
            : luck < 0.9995
              ? 'canceled'
              : 'in_progress',
    at: Math.floor(END - SPAN + share * SPAN),
    took: 10_000 + Math.floor(random() * 900_000),
  };
}

/** The tables that every deployment leans on, through the stores. */
export function seedPlaces(db: Connection): void {
  const stores = createStores(db);
  db.transaction(() => {
    stores.workspace.create({ uid: uidOf(0, 1), name: 'Bench', createdAt: END - SPAN });
    for (let n = 1; n <= PEOPLE; n += 1) stores.person.ensure(`person-${n}`, `person-${n}@example.com`);
    for (let n = 1; n <= ENVIRONMENTS; n += 1) {
      stores.environment.insert({
        uid: uidOf(2, n),
        name: `env-${n}`,
        tier: tierOf(n),
        position: n * 10,
        createdAt: END - SPAN,
      });
    }
    for (let n = 1; n <= PROJECTS; n += 1) {
      const project = stores.project.insert({
        uid: uidOf(1, n),
        name: `service-${String(n).padStart(3, '0')}`,
        kind: 'service',
        repository: null,
        description: null,
        versionScheme: 'semver',
        createdAt: END - SPAN,
      });
      for (let release = 0; release < RELEASES_A_PROJECT; release += 1) {
        const version = versionOf(release);
        const publishedAt = END - SPAN + Math.floor((release / RELEASES_A_PROJECT) * SPAN);
        const id = stores.release.nextId();
        stores.release.insert(
          {
            id,
            uid: uidOf(3, n * RELEASES_A_PROJECT + release),
            projectId: project.id,
            version,
            name: null,
            notes: null,
            commitSha: null,
            branch: null,
            channel: null,
            url: null,
            author: null,
            publishedAt,
            recordedAt: publishedAt,
          },
          versionKey('semver', version, { at: publishedAt, id }),
          null,
        );
      }
    }
  })();
}

/** Bare prepared statements for the rows of one deployment with five steps: the yardstick of G6, and the generator. */
export function rawWriter(db: Connection) {
  const deployment = db.prepare(
    `INSERT INTO deployment (id, uid, number, kind, status, policy, projectId, environmentId, releaseId, version,
       fromVersion, commitSha, personId, source, attempt, triggeredAt, startedAt, finishedAt, succeededAt,
       errorMessage, flags, recordedAt, importId)
     VALUES (?, ?, ?, 'environment', ?, 'canonical', ?, ?, ?, ?, NULL, ?, ?, 'import', 1, ?, ?, ?, ?, NULL, 0, ?, NULL)`,
  );
  const detail = db.prepare(
    'INSERT INTO deployment_detail (deploymentId, occurredAt, description) VALUES (?, ?, ?)',
  );
  const event = db.prepare(
    `INSERT INTO deployment_event (id, deploymentId, attempt, status, cause, occurredAt, recordedAt, personId)
     VALUES (?, ?, 1, ?, 'record', ?, ?, ?)`,
  );
  const attempt = db.prepare(
    `INSERT INTO deployment_attempt (deploymentId, attempt, projectId, environmentId, status, triggeredAt, startedAt,
       finishedAt, succeededAt, succeededRecordedAt) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const step = db.prepare(
    `INSERT INTO deployment_step (deploymentId, attempt, position, name, kind, status, startedAt, finishedAt)
     VALUES (?, 1, ?, ?, 'active', 'succeeded', ?, ?)`,
  );
  const total = db.prepare(
    'INSERT INTO total (projectId, environmentId, status, count) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
  );
  const status = db.prepare(
    'INSERT INTO status_total (status, count) VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
  );
  const day = db.prepare(
    'INSERT INTO rollup_day (day, environmentId, status, count) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
  );
  const projectDay = db.prepare(
    'INSERT INTO rollup_project (projectId, day, environmentId, status, count) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
  );
  return (number: number, facts: DeploymentFacts, commit: string) => {
    const { projectId, environmentId, personId, at, took } = facts;
    const id = firstIdAt(at) + (number % 2048);
    const finished = facts.status === 'in_progress' ? null : at + took;
    const succeeded = facts.status === 'succeeded' || facts.status === 'rolled_back' ? at + took : null;
    const releaseId = (projectId - 1) * RELEASES_A_PROJECT + facts.release + 1;
    deployment.run(
      id,
      uidOf(4, number),
      number,
      facts.status,
      projectId,
      environmentId,
      releaseId,
      facts.version,
      commit,
      personId,
      at,
      at,
      finished,
      facts.status === 'succeeded' ? succeeded : null,
      at,
    );
    detail.run(id, at, null);
    event.run(id, id, facts.status, at + took, at, personId);
    attempt.run(id, projectId, environmentId, facts.status, at, at, finished, succeeded, succeeded);
    for (let position = 1; position <= 5; position += 1) {
      const from = at + Math.floor((took / 5) * (position - 1));
      step.run(id, position, `step ${position}`, from, from + Math.floor(took / 5));
    }
    total.run(projectId, environmentId, facts.status);
    status.run(facts.status);
    day.run(utcDay(at), environmentId, facts.status);
    projectDay.run(projectId, utcDay(at), environmentId, facts.status);
    return id;
  };
}

export const commitOf = (random: () => number) =>
  Array.from({ length: 5 }, () =>
    Math.floor(random() * 0xffffffff)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** Makes a workspace with that many deployments, once; a later call finds it there and brings its schema up to date. */
export function generate(file: string, count: number, say: (text: string) => void): void {
  if (existsSync(file)) {
    openWriter(file).close();
    return;
  }
  const building = `${file}.building`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${building}${suffix}`, { force: true });
  const started = performance.now();
  const db = openWriter(building);
  db.pragma('synchronous = OFF');
  db.pragma('wal_autocheckpoint = 20000');
  seedPlaces(db);
  const random = randomOf(42);
  const write = rawWriter(db);
  for (let from = 0; from < count; from += 20_000) {
    db.transaction(() => {
      for (let n = from; n < Math.min(count, from + 20_000); n += 1)
        write(n + 1, factsOf(n, count, random), commitOf(random));
    })();
    if ((from / 20_000) % 10 === 0) say(`  ${from.toLocaleString('en')} of ${count.toLocaleString('en')}`);
  }
  finish(db);
  db.close();
  renameSync(building, file);
  say(`  made ${file} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Rolled-back successes, cells, links, the search index and SQLite's statistics, from what was written. */
function finish(db: Connection): void {
  db.exec(`UPDATE deployment_attempt SET rolledBackAt = finishedAt + 60000, rolledBackRecordedAt = finishedAt + 60000
           WHERE status = 'rolled_back'`);
  db.exec(`INSERT OR IGNORE INTO project_environment (projectId, environmentId)
           SELECT DISTINCT projectId, environmentId FROM total`);
  const stores = createStores(db);
  db.transaction(() => {
    const cells = db.prepare('SELECT projectId, environmentId FROM project_environment').all() as {
      projectId: number;
      environmentId: number;
    }[];
    for (const { projectId, environmentId } of cells) stores.matrix.recompute(projectId, environmentId);
    for (const projectId of new Set(cells.map((cell) => cell.projectId))) {
      stores.matrix.refreshDrift(projectId);
      stores.search.enqueue('project', projectId);
    }
  })();
  let more = true;
  while (more) {
    more = db.transaction(() => {
      for (let round = 0; round < 50; round += 1) if (!stores.search.work(1000)) return false;
      return true;
    })();
  }
  db.exec('ANALYZE');
  db.pragma('wal_checkpoint(TRUNCATE)');
}
