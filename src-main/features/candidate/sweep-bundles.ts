import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isReferred } from '../../git/repository.ts';
import type { JobTools } from '../../jobs/definition.ts';
import { commitOf } from './bundles.ts';

/**
 * Whether nothing else has a bundle's commit: a pick made it, be its candidate there or still to be accepted, and the
 * project's clone has it by no name of its own, which git would keep it by. What no pick knows was made by a job that died
 * before it could say so, or for a record that was taken away.
 */
async function isNeeded({ stores, machine }: JobTools, commit: string): Promise<boolean> {
  const made = stores.pick.madeOf(commit);
  for (const { projectUid, sha } of made) {
    const clone = await machine.clone(projectUid);
    if (clone !== null && (await isReferred(clone, sha))) return false;
  }
  return made.length > 0;
}

/**
 * Removes the bundles that are not needed any more, and what an interrupted one left. Those that came after `before` stay:
 * their record may be about to be written.
 */
export async function sweepBundles(
  tools: JobTools,
  before: number,
): Promise<{ readonly removed: number; readonly bytes: number }> {
  const { picks } = tools.folders;
  let removed = 0;
  let bytes = 0;
  for (const name of existsSync(picks) ? readdirSync(picks) : []) {
    tools.checkCanceled();
    const path = join(picks, name);
    const { mtimeMs, size } = statSync(path);
    const commit = commitOf(name);
    if (mtimeMs >= before || (commit !== null && (await isNeeded(tools, commit)))) continue;
    // What has another name was put there by somebody else.
    if (commit === null && !name.endsWith('.bundle.part')) continue;
    rmSync(path);
    removed += 1;
    bytes += size;
  }
  return { removed, bytes };
}
