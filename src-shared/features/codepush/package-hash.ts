import type { Sha256 } from './bucket.ts';

/** A file of a package: its path in the zip and the SHA-256 of its contents in hex. */
export interface PackageFile {
  readonly path: string;
  readonly sha256: string;
}

const left = (path: string, name: string) => path === name || path.endsWith(`/${name}`);

/**
 * Whether an entry of a zip is part of the package's hash. Directory entries, what macOS leaves behind, and the
 * signature (which signs this very hash) are not; devices hash no directories either (spec/mobile 3.6, 2.14 D8).
 */
export function isHashed(entry: string): boolean {
  const path = entry.replaceAll('\\', '/');
  return !(
    path.endsWith('/') ||
    path.startsWith('__MACOSX/') ||
    left(path, '.DS_Store') ||
    left(path, '.codepushrelease')
  );
}

/** The text whose SHA-256 is a package's hash: `path:hash` of every file as JSON, in the order of UTF-16 units (spec/mobile 3.6). */
export function manifestText(files: readonly PackageFile[]): string {
  const lines = files
    .filter(({ path }) => isHashed(path))
    .map(({ path, sha256 }) => `${path.replaceAll('\\', '/')}:${sha256}`);
  return JSON.stringify(lines.sort());
}

/** The hash of an unpacked zip, as devices compute it again. A package that is no zip is hashed as the one file it is. */
export function packageHashOf(files: readonly PackageFile[], sha256: Sha256): string {
  return sha256(manifestText(files));
}
