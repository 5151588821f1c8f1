import { createReadStream, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { ArtifactFinding } from '#shared/features/build/baseline.ts';
import type { buildContract } from '#shared/features/build/contract.ts';
import { withArtifact } from '../../blobs/artifact.ts';
import { faultOf } from '../../blobs/refusal.ts';
import { blobStore } from '../../blobs/store.ts';
import type { Ctx } from '../../context.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { keepPackage, LARGEST_PACKAGE } from '../codepush/intake.ts';
import { requireRoom } from '../storage/engine.ts';
import { baselineOfArtifact } from './baseline.ts';

type KeepInput = ParsedInputOf<(typeof buildContract)['keepArtifact']>;

/** The largest artifact that is taken in, in bytes: above what any store accepts. */
const LARGEST_ARTIFACT = 8 * 1024 ** 3;

interface KeptFile {
  readonly sha256: string;
  readonly size: number;
}

/** Without knowing how large the package becomes, it is begun when there is room for anything. */
const ANY_SIZE = 1;

/** Takes the bundle that the binary starts with out of a stored artifact, as a package. */
function takeOut(tools: JobTools, { sha256 }: KeptFile, fileName: string | null): Promise<ArtifactFinding> {
  const blobs = blobStore(tools.folders.blobs);
  const checkCanceled = () => tools.checkCanceled();
  return withArtifact(blobs.pathOf(sha256), async (artifact) => {
    if (artifact.finding === 'none' || artifact.finding === 'refused') {
      const note = artifact.finding === 'none' ? null : artifact.note;
      return { finding: artifact.finding, packageHash: null, bundle: null, assets: 0, note };
    }
    const { finding, bundle, note } = artifact;
    const mostBytes = requireRoom(tools.stores, ANY_SIZE, LARGEST_PACKAGE);
    const { packageHash, files } = await keepPackage(
      await blobs.stage(artifact.pack(checkCanceled), { mostBytes }),
      { fileName: `bundle of ${fileName ?? 'an artifact'}`, publicKey: null, checkCanceled },
      (found) => tools.write('package.keep', found),
    );
    return { finding, packageHash, bundle, assets: files - 1, note };
  });
}

/** What an artifact holds. What cannot be taken out of it is a finding: the artifact is kept all the same. */
async function lookInto(tools: JobTools, kept: KeptFile, fileName: string | null): Promise<ArtifactFinding> {
  try {
    return await takeOut(tools, kept, fileName);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { finding: 'refused', packageHash: null, bundle: null, assets: 0, note: faultOf(error) };
  }
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
    const found = await lookInto(tools, kept, fileName);
    await tools.write('build.noteFinding', { blob: kept.sha256, found } satisfies NotedFinding);
    return { blob: kept.sha256, checksum: kept.sha256, size: kept.size, fileName, found };
  },
};

interface NotedFinding {
  readonly blob: string;
  readonly found: ArtifactFinding;
}

export const buildJobs = { 'build.keepArtifact': keepArtifact };

export const buildChunks = {
  'build.keepFile'({ stores, now, changed }: Ctx, { sha256, size }: KeptFile) {
    stores.storage.keep(sha256, size, now());
    changed('storage', 0, null);
  },
  /** A build may have named the artifact while it was being looked into, or before Slipway did that. */
  'build.noteFinding'(ctx: Ctx, { blob, found }: NotedFinding) {
    const { artifactBaseline } = ctx.stores;
    artifactBaseline.put(blob, found, ctx.now());
    for (const { id, os } of artifactBaseline.unbound(blob)) {
      const packageHash = baselineOfArtifact(ctx, os, blob);
      if (packageHash !== null) artifactBaseline.bind(id, packageHash);
      ctx.changed('build', id, null);
    }
  },
};
