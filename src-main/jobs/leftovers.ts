import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from './folders.ts';

/** No job works so long in a folder of its own, in ms. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

/**
 * Removes what died jobs left of the folders that they worked in; a job that is resumed makes its own anew. What was made
 * for download are files, and not meant.
 */
export async function sweepLeftovers({ outgoing }: Pick<Folders, 'outgoing'>, now: number): Promise<void> {
  const left = readdirSync(outgoing, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(outgoing, name))
    .filter(
      (folder) => (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? now) < now - ABANDONED_AFTER,
    );
  for (const folder of left) await rm(folder, { recursive: true, force: true });
}
