import type { Client } from '#shared/contract/index.ts';
import { candidateOf, type RollbackVector, rollbackVectors, type Step, stepsOf } from './rollbackVectors.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** A place with the history of a vector. */
export interface LaidVector {
  readonly vector: RollbackVector;
  readonly environmentId: number;
  readonly environment: string;
}

export interface VectorWorld {
  readonly projectId: number;
  readonly project: string;
  readonly rows: readonly LaidVector[];
}

const FREEZE = { name: 'Quarter’s end', reason: 'Books are closed.' };

/** The versions that a world needs, in the order in which they are cut. */
function versionsOf(vectors: readonly RollbackVector[]): string[] {
  const words = vectors.flatMap(({ history }) => stepsOf(history).map(({ version }) => version));
  return [...new Set(words)].sort().map(candidateOf);
}

/**
 * Lays the history of every vector into one project, each in an environment of its own, as people and pipelines would
 * have: by the contract alone. `next` gives the instant of the next deployment, later than the one before.
 */
export async function layRollbackVectors(client: Client, next: () => number): Promise<VectorWorld> {
  const project = 'payments';
  const environments = await Promise.all(
    rollbackVectors.map(({ isFrozen }, index) =>
      client.environment.create({
        name: `row-${String(index).padStart(2, '0')}`,
        tier: isFrozen ? 'production' : 'staging',
      }),
    ),
  );
  const { id: projectId } = await client.project.create({
    name: project,
    kind: 'service',
    repository: 'acme/payments',
    environmentIds: environments.map(({ id }) => id),
  });
  for (const version of versionsOf(rollbackVectors)) {
    const commit = Buffer.from(version).toString('hex').padEnd(40, '0').slice(0, 40);
    await client.candidate.cut({ projectId, version, commit });
  }
  const rows: LaidVector[] = [];
  for (const [index, vector] of rollbackVectors.entries()) {
    const environment = environments[index];
    if (!environment) throw new Error('every vector has its environment');
    await layHistory(client, { projectId, environmentId: environment.id }, stepsOf(vector.history), next);
    rows.push({ vector, environmentId: environment.id, environment: environment.name });
  }
  await block(client, projectId);
  await client.freeze.create({
    ...FREEZE,
    zone: 'UTC',
    window: { kind: 'once', startsAt: next() - DAY, endsAt: next() + 60 * DAY },
    scope: {
      projects: null,
      environments: rows.filter(({ vector }) => vector.isFrozen).map(({ environmentId }) => environmentId),
      tiers: null,
    },
  });
  return { projectId, project, rows };
}

async function layHistory(
  client: Client,
  place: { readonly projectId: number; readonly environmentId: number },
  steps: readonly Step[],
  next: () => number,
): Promise<void> {
  const last = new Map<string, number>();
  for (const { version: word, status, isMarkedBad, isRollback } of steps) {
    const version = candidateOf(word);
    const occurredAt = next();
    if (isRollback) {
      const targetId = last.get(version) ?? null;
      const [row] = await client.environment.rollback({
        items: [{ ...place, targetId }],
        reason: 'It fails.',
      });
      await client.deployment.move({ ids: [row?.id ?? 0], to: status });
    } else {
      const { id } = await client.deployment.record({
        ...place,
        version,
        status,
        occurredAt,
        flags: isMarkedBad ? ['marked_bad'] : [],
        ...(status === 'scheduled' ? { scheduledFor: occurredAt + 30 * DAY } : {}),
      });
      last.set(version, id);
    }
  }
}

/** Blocks the releases that any history has as blocked. */
async function block(client: Client, projectId: number): Promise<void> {
  const blocked = rollbackVectors.flatMap(({ history }) => stepsOf(history).filter((step) => step.isBlocked));
  const { releases } = await client.release.board({ projectId });
  for (const word of new Set(blocked.map(({ version }) => version))) {
    const release = releases.find(({ candidates }) =>
      candidates.some(({ version }) => version === candidateOf(word)),
    );
    await client.release.block({ id: release?.id ?? 0, reason: 'Rounds twice.' });
  }
}
