import type { VersionScheme } from '#shared/features/project/model.ts';
import { detectScheme, versionKey } from '#shared/features/release/rules.ts';

export interface SortedVersion {
  readonly version: string;
  /** Whether it is written as the scheme wants; what is not stands below what is. */
  readonly fits: boolean;
  /** Its line, counted from 0. */
  readonly index: number;
}

/** The scheme that a project without one takes from its first version. */
export function schemeOf(versions: readonly string[]): VersionScheme {
  return detectScheme(versions[0] ?? '');
}

/** Newest first by the keys that the store sorts releases by; a later line counts as made later. */
export function sortVersions(scheme: VersionScheme, versions: readonly string[]): SortedVersion[] {
  return versions
    .map((version, index) => {
      const key = versionKey(scheme, version, index);
      // Keys of versions that fit begin with 2; `versionKey` puts the others below them by time.
      return { version, index, key, fits: key.startsWith('2') };
    })
    .sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : b.index - a.index))
    .map(({ version, index, fits }) => ({ version, index, fits }));
}
