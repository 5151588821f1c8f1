import { fileURLToPath } from 'node:url';

/** A file that ships with Slipway. `src-main/host` and `out/main` both lie two folders below `resources`' parent. */
export function resourceFile(name: string): string {
  return fileURLToPath(new URL(`../../resources/${name}`, import.meta.url));
}
