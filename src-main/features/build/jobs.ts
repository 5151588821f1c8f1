import { createReadStream, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import type { buildContract } from '#shared/features/build/contract.ts';
import { blobStore } from '../../blobs/store.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { requireRoom } from '../storage/engine.ts';

type KeepInput = ParsedInputOf<(typeof buildContract)['keepArtifact']>;

/** The largest artifact that is taken in, in bytes: above what any store accepts. */
const LARGEST_ARTIFACT = 8 * 1024 ** 3;

interface KeptFile {
  readonly sha256: string;
  readonly size: number;
}

const keepArtifact: JobDefinition<KeepInput> = {
  kind: 'package',
  unit: 'bytes',
  afterDeath: 'fail',
  deathNote: 'Slipway ended before the artifact was stored. No build was changed; upload it again.',
  open: (_ctx, { fileName }) => ({ title: `Store ${fileName ?? 'an artifact'}` }),
  async run(tools, { fileId, fileName }) {
    const path = join(tools.folders.incoming, fileId);
    if (!existsSync(path)) {
      throw new AppError('not_found', 'The uploaded artifact is not here any more. Nothing was changed.', {
        field: 'fileId',
        hint: 'Upload it again.',
      });
    }
    const mostBytes = requireRoom(tools.stores, statSync(path).size, LARGEST_ARTIFACT);
    // Published before its row: a crash in between leaves a file that nobody refers to, which a clean-up takes away.
    const kept = await blobStore(tools.folders.blobs).write(createReadStream(path), { mostBytes });
    tools.checkCanceled();
    await tools.write('build.keepFile', kept);
    rmSync(path, { force: true });
    return { blob: kept.sha256, checksum: kept.sha256, size: kept.size, fileName };
  },
};

export const buildJobs = { 'build.keepArtifact': keepArtifact };

export const buildChunks = {
  'build.keepFile'({ stores, now, changed }: Ctx, { sha256, size }: KeptFile) {
    stores.storage.keep(sha256, size, now());
    changed('storage', 0, null);
  },
};
