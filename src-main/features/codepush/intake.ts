import type { PackageFacts } from '#shared/features/codepush/channel-model.ts';
import { inspectPackage } from '../../blobs/package.ts';
import type { StagedBlob } from '../../blobs/store.ts';
import type { StoredPackage } from './package-store.ts';

/** The largest package that is taken in, in bytes. */
export const LARGEST_PACKAGE = 2 * 1024 ** 3;

export interface Intake {
  readonly fileName: string | null;
  /** PEM of the key that the channel's apps carry. */
  readonly publicKey: string | null;
  /** Called for every piece that is read; what it throws ends the reading. */
  readonly checkCanceled?: () => void;
}

/**
 * Reads a package that is on the disk, keeps it, and has it noted by the chunk `package.keep`. Whatever is refused or
 * fails leaves nothing. @throws invalid_input with a PackageReason for what no device should get.
 */
export async function keepPackage(
  staged: StagedBlob,
  { fileName, ...inspection }: Intake,
  note: (found: StoredPackage) => Promise<unknown>,
): Promise<PackageFacts> {
  try {
    const { manifest, signature, ...found } = await inspectPackage(staged.path, inspection);
    const facts: PackageFacts = {
      ...found,
      bundles: [...found.bundles],
      unreadableOnAndroid: [...found.unreadableOnAndroid],
      files: manifest.length,
      signature: signature.status === 'unverified' && !signature.matches ? 'invalid' : signature.status,
      fileName,
    };
    // Published before its row: a crash in between leaves a file that nobody refers to, which a clean-up takes away.
    await staged.publish();
    await note({ ...facts, manifest, blob: staged.sha256 });
    return facts;
  } finally {
    await staged.drop();
  }
}
