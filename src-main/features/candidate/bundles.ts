import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Folders } from '../../jobs/folders.ts';

type Place = Pick<Folders, 'picks'>;

const plain = (text: string) => text.replaceAll(/[^A-Za-z0-9._+-]+/g, '-');

/** What all bundles of a commit end with; it tells them apart from all others. */
const ending = (sha: string) => `-${sha.slice(0, 12)}.bundle`;

/** Where the commit of a new candidate is kept, beside the workspace. */
export function bundleOf({ picks }: Place, project: string, version: string, sha: string): string {
  return join(picks, `${plain(project)}-${plain(version)}${ending(sha)}`);
}

/** The beginning of the commit that a bundle is of, by its file's name; null for any other file. */
export function commitOf(name: string): string | null {
  return /-([0-9a-f]{12})\.bundle$/.exec(name)?.[1] ?? null;
}

/** The bundle of a commit that Slipway made; null when there is none here. */
export function findBundle({ picks }: Place, sha: string): string | null {
  if (sha.length < 12 || !existsSync(picks)) return null;
  const name = readdirSync(picks).find((one) => one.endsWith(ending(sha)));
  return name === undefined ? null : join(picks, name);
}
