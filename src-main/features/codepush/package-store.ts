import type { PackageFacts } from '#shared/features/codepush/channel-model.ts';
import type { PackageFile } from '#shared/features/codepush/package-hash.ts';
import type { Connection } from '../../store/open.ts';

/** What is kept of a package beside its facts: every file with its hash, to make differences from. */
export interface StoredPackage extends Readonly<PackageFacts> {
  readonly blob: string;
  /** Every file with its SHA-256; empty for a bare bundle. */
  readonly manifest: readonly PackageFile[];
}

export interface PackageDiff {
  readonly packageHash: string;
  readonly fromHash: string;
  /** Null when a difference would not be clearly smaller: it is not tried again. */
  readonly blob: string | null;
  readonly size: number | null;
}

interface Row {
  readonly packageHash: string;
  readonly blob: string;
  readonly size: number;
  readonly facts: string;
}

/** The packages that came in, and the differences between them. */
export function packageStore(db: Connection) {
  const get = db.prepare<[string], Row>(
    'SELECT packageHash, blob, size, facts FROM package WHERE packageHash = ?',
  );
  const insert = db.prepare(
    `INSERT OR IGNORE INTO package (packageHash, blob, size, facts, createdAt)
     VALUES (@packageHash, @blob, @size, @facts, @createdAt)`,
  );
  const putDiff = db.prepare(
    `INSERT OR REPLACE INTO package_diff (packageHash, fromHash, blob, size, createdAt)
     VALUES (@packageHash, @fromHash, @blob, @size, @at)`,
  );
  const diffs = db.prepare<[string], PackageDiff>(
    'SELECT packageHash, fromHash, blob, size FROM package_diff WHERE packageHash = ?',
  );
  return {
    get(packageHash: string): StoredPackage | null {
      const row = get.get(packageHash);
      if (!row) return null;
      return { ...(JSON.parse(row.facts) as StoredPackage), packageHash, blob: row.blob, size: row.size };
    },
    insert({ packageHash, blob, size, ...facts }: StoredPackage, createdAt: number): void {
      insert.run({ packageHash, blob, size, facts: JSON.stringify(facts), createdAt });
    },
    putDiff: (diff: PackageDiff, at: number): void => void putDiff.run({ ...diff, at }),
    diffs: (packageHash: string): PackageDiff[] => diffs.all(packageHash),
  };
}
