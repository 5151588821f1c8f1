import { type Caller, type Sources, SYSTEM } from '../../../src-main/context.ts';
import { realSources } from '../../../src-main/sources.ts';
import { type Connection, openWriter } from '../../../src-main/store/open.ts';
import { createTransactor } from '../../../src-main/transactor.ts';
import { copyOf, drop, type Files } from '../copies.ts';
import {
  commitOf,
  type DeploymentFacts,
  END,
  ENVIRONMENTS,
  PROJECTS,
  RELEASES_A_PROJECT,
  randomOf,
  versionOf,
} from '../generate.ts';
import { atMost, compare, ms, type Verdict } from '../measure.ts';
import { rawUnit } from '../raw-work.ts';

const DEPLOYS = 1500;
const desk: Caller = { name: 'bench', email: null, door: 'desk', tokenId: null };
const names = Array.from({ length: 5 }, (_, index) => `step ${index + 1}`);
const steps = names.map((name) => ({ kind: 'approval', name }));

/** A bare statement for the run that a deployment's workflow opens. */
function rawRuns(db: Connection) {
  const put = db.prepare(
    `INSERT INTO run (uid, projectId, deploymentId, attempt, steps, status, position, createdAt)
     VALUES (?, ?, ?, 1, ?, 'waiting', 0, ?)`,
  );
  const text = JSON.stringify(steps);
  return (number: number, { projectId, at }: DeploymentFacts, deploymentId: number) =>
    put.run(`01930000-0005-7000-8000-${String(number).padStart(12, '0')}`, projectId, deploymentId, text, at);
}

/** Creating a deployment through its command, its checks included, by turns with the bare inserts of the same rows. */
export function deployGoal(files: Files): Verdict {
  const copies = [copyOf(files.middle), copyOf(files.middle)] as const;
  const [ours, theirs] = copies.map((copy) => openWriter(copy)) as [Connection, Connection];
  let now = END + 1_000_000;
  const sources: Sources = { ...realSources, now: () => now };
  const transactor = createTransactor(ours, sources, () => {});
  const places = Array.from({ length: PROJECTS * ENVIRONMENTS }, (_, index) => ({
    projectId: 1 + (index % PROJECTS),
    environmentId: 1 + Math.floor(index / PROJECTS),
  }));
  for (const place of places) transactor.command('workflow.put', { ...place, steps }, SYSTEM);
  const record = rawUnit(theirs);
  const run = rawRuns(theirs);
  const random = randomOf(17);
  const factsAt = (index: number): DeploymentFacts => {
    const { projectId, environmentId } = places[index % places.length] ?? { projectId: 1, environmentId: 1 };
    const release = RELEASES_A_PROJECT - 1;
    const at = END + 1_000_000 + index * 1000;
    const version = versionOf(release);
    return { projectId, environmentId, personId: 1, release, version, status: 'in_progress', at, took: 500 };
  };
  let [mine, bare] = [0, 0];
  const took = compare(
    DEPLOYS,
    () => {
      const { projectId, environmentId, release, at } = factsAt(mine);
      mine += 1;
      now = at;
      const releaseId = (projectId - 1) * RELEASES_A_PROJECT + release + 1;
      transactor.command('environment.deploy', { projectId, environmentId, releaseId }, desk);
    },
    () => {
      const facts = factsAt(bare);
      bare += 1;
      record(100_000 + bare, facts, commitOf(random), (id) => run(bare, facts, id));
    },
  );
  for (const db of [ours, theirs]) db.close();
  for (const copy of copies) drop(copy);
  return atMost(
    'W1',
    'a deployment with its run, against its bare inserts',
    took.ratio,
    3,
    `${ms(took.ours)} against ${ms(took.raw)}`,
  );
}
