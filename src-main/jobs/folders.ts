import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where files live that belong to a workspace but not into it. Plain strings, so that they cross threads. */
export interface Folders {
  readonly workspace: string;
  /** Uploaded files and what was read out of them, until their import is over. */
  readonly incoming: string;
  /** Files made for download. */
  readonly outgoing: string;
  readonly backups: string;
  /** Stored contents by their hash, beside the workspace. */
  readonly blobs: string;
  /** The commits that Slipway made, as bundles that git reads. */
  readonly picks: string;
}

export function foldersOf(file: string, data: string): Folders {
  const name = basename(file).replace(/\.slipway$/, '');
  const folders = {
    workspace: file,
    incoming: join(data, 'incoming'),
    outgoing: join(data, 'outgoing'),
    backups: join(dirname(file), `${name}.backups`),
    blobs: join(dirname(file), `${name}.blobs`),
    picks: join(dirname(file), `${name}.picks`),
  };
  for (const folder of [folders.incoming, folders.outgoing]) mkdirSync(folder, { recursive: true });
  return folders;
}
