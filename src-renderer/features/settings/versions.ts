import type { VersionScheme } from '#shared/features/project/model.ts';
import { fitsScheme, keysOf } from '#shared/features/release/order.ts';
import { detectScheme } from '#shared/features/release/rules.ts';

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
  const keys = keysOf(
    scheme,
    versions.map((version, index) => ({ id: index, version, createdAt: index })),
  );
  const keyOf = ({ index }: SortedVersion) => keys.get(index) ?? '';
  return versions
    .map((version, index) => ({ version, index, fits: fitsScheme(scheme, version) }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : keyOf(a) > keyOf(b) ? -1 : b.index - a.index));
}
