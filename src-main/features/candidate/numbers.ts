import { parseCandidateVersion } from '#shared/features/candidate/grammar.ts';
import type { Release } from '#shared/features/release/model.ts';
import type { Stores } from '../../store/index.ts';

/**
 * Every candidate number of a release that is taken: by its candidates, and by versions that deployments named before
 * anybody cut them. A new candidate is never one of these by chance.
 */
export function numbersOf(
  { release }: Pick<Stores, 'release'>,
  { projectId, version }: Pick<Release, 'projectId' | 'version'>,
): number[] {
  return release.line(projectId, version).flatMap((one) => {
    const candidate = parseCandidateVersion(one.version);
    return candidate?.release === version ? [candidate.number] : [];
  });
}
