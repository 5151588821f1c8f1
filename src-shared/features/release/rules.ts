import semver from 'semver';
import type { VersionScheme } from '../project/model.ts';

/** Guesses the scheme of a project from its first version: a year in front is CalVer, else SemVer, else free. */
export function detectScheme(version: string): VersionScheme {
  if (/^v?(19|20)\d{2}[.\-_]\d{1,2}([.\-_]|$)/.test(version)) return 'calver';
  return semver.valid(version, { loose: true }) ? 'semver' : 'free';
}
