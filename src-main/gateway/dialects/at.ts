import { type Dialect, pathsOf } from './dialect.ts';

/** The literal beginning of a path, up to its first parameter. */
const rootOf = (path: string) => path.split('/:', 1)[0] ?? path;

/**
 * Whose paths an address lies among, so that a client is answered in its own language also where there is nothing: null
 * outside of all. A path that cannot be decoded is compared as it came.
 */
export function dialectAt(dialects: readonly Dialect[]): (url: string) => Dialect | null {
  const roots = dialects.flatMap((dialect) =>
    [...new Set(dialect.routes.flatMap(pathsOf).map(rootOf))].map((root) => ({ root, dialect })),
  );
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    return roots.find(({ root }) => path === root || path.startsWith(`${root}/`))?.dialect ?? null;
  };
}
