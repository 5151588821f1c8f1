import type { Job } from '#shared/features/job/model.ts';
import { type TestRepository, testRepository } from '../../git/repositories.ts';
import { type ServiceWorld, serviceWorld } from '../environment/world.ts';

/** A service whose project has a clone on this machine. */
export interface CloneWorld extends Omit<ServiceWorld, 'ended'> {
  readonly repository: TestRepository;
  /** Waits for a job's end and answers it. */
  ended(job: Pick<Job, 'id'>): Promise<Job>;
  /** Records that a version runs in an environment. */
  runs(version: string, environmentId: number): Promise<unknown>;
}

export async function cloneWorld(repository = testRepository()): Promise<CloneWorld> {
  const world = await serviceWorld();
  const { app, client } = world.desk;
  await client.changelog.attach({ projectId: world.projectId, path: repository.path });
  return {
    ...world,
    repository,
    runs: (version, environmentId) => world.ended(version, 'succeeded', environmentId),
    async ended({ id }) {
      await app.jobEnded(id);
      return client.job.get({ id });
    },
    async close() {
      await world.close();
      repository.drop();
    },
  };
}
