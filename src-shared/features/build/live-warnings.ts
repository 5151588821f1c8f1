import semver from 'semver';
import { padVersion } from '../codepush/range.ts';
import type { BuildState } from './rules.ts';

type Named = Pick<BuildState, 'number' | 'storeVersion'>;

const comparable = (version: string | null) => (version === null ? null : padVersion(version));

/**
 * What a person should know before a build is marked Live in the place of `live`. `forced` are the store versions of the
 * channel's builds with Force Update. A warning never stops anything.
 */
export function liveWarnings(
  { number, storeVersion }: Named,
  live: Named | null,
  forced: readonly string[],
): string[] {
  if (storeVersion === null) {
    return [`Build #${number} has no store version, so no Force Update can send users to it.`];
  }
  const [now, before] = [comparable(storeVersion), comparable(live?.storeVersion ?? null)];
  const warnings: string[] = [];
  if (now !== null && before !== null && semver.lt(now, before)) {
    warnings.push(`${storeVersion} is lower than ${live?.storeVersion}, which is Live now.`);
  }
  if (now !== null && forced.map(comparable).includes(now)) {
    warnings.push(
      `Another build of ${storeVersion} has Force Update applied: the users of this one would get no releases.`,
    );
  }
  return warnings;
}
