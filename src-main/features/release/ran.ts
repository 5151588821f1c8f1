import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import { intervalsOf } from '#shared/features/environment/timeline.ts';
import type { releaseContract } from '#shared/features/release/contract.ts';
import type { Ctx } from '../../context.ts';

type Contract = typeof releaseContract;

/** As far back as one looks in each environment. */
const SUCCESSES = 20_000;

/** Where and when a release and its candidates ran. @throws not_found. */
export function readRan({ stores }: Ctx, { id }: ParsedInputOf<Contract['ran']>): OutputOf<Contract['ran']> {
  const release = stores.release.get(id);
  if (!release) throw notFound('release', id);
  const versions = new Set([id, ...stores.candidate.ofRelease(id).map((candidate) => candidate.id)]);
  const reached = new Set([...versions].flatMap((version) => stores.past.reached(version)));
  return stores.environment
    .all()
    .filter((environment) => reached.has(environment.id))
    .flatMap(({ id: environmentId, name, tier }) => {
      const successes = stores.past.successes(release.projectId, environmentId, SUCCESSES);
      const own = new Set(
        successes
          .filter(({ releaseId }) => releaseId !== null && versions.has(releaseId))
          .map(({ deploymentId }) => deploymentId),
      );
      return intervalsOf(successes)
        .filter(({ deploymentId }) => own.has(deploymentId))
        .map((interval) => ({ ...interval, environmentId, environment: name, tier }));
    })
    .toSorted((a, b) => b.from - a.from);
}
