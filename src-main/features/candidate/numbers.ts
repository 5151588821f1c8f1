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

/** How many versions the next one is proposed from: the newest. */
const LOOKED_AT = 200;

/** The versions that the next release's is proposed from, whoever asks for it. */
export function versionsBefore({ release }: Pick<Stores, 'release'>, projectId: number): string[] {
  return release.newest(projectId, LOOKED_AT);
}
