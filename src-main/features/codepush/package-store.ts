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

/** Stored contents: blobs, the packages in them and the differences between packages. */
export function packageStore(db: Connection) {
  const get = db.prepare<[string], Row>(
    'SELECT packageHash, blob, size, facts FROM package WHERE packageHash = ?',
  );
  const insertBlob = db.prepare('INSERT OR IGNORE INTO blob (sha256, size, createdAt) VALUES (?, ?, ?)');
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
  const referenced = db
    .prepare<[{ sha256: string }], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM package p INDEXED BY package_blob WHERE p.blob = @sha256)
         OR EXISTS (SELECT 1 FROM package_diff x INDEXED BY package_diff_blob WHERE x.blob = @sha256)
         OR EXISTS (SELECT 1 FROM build b INDEXED BY build_blob WHERE b.blob = @sha256)`,
    )
    .pluck();
  const forget = db.prepare('DELETE FROM blob WHERE sha256 = ?');
  const unreleased = db
    .prepare<[number, number], string>(
      `SELECT packageHash FROM package p WHERE p.createdAt < cast(? AS INTEGER)
         AND NOT EXISTS (SELECT 1 FROM code_push r WHERE r.packageHash = p.packageHash) LIMIT ?`,
    )
    .pluck();
  const removeDiffs = db.prepare('DELETE FROM package_diff WHERE packageHash = ?');
  const remove = db.prepare('DELETE FROM package WHERE packageHash = ?');
  return {
    get(packageHash: string): StoredPackage | null {
      const row = get.get(packageHash);
      if (!row) return null;
      return { ...(JSON.parse(row.facts) as StoredPackage), packageHash, blob: row.blob, size: row.size };
    },
    keepBlob: (sha256: string, size: number, at: number): void => void insertBlob.run(sha256, size, at),
    insert({ packageHash, blob, size, ...facts }: StoredPackage, createdAt: number): void {
      insert.run({ packageHash, blob, size, facts: JSON.stringify(facts), createdAt });
    },
    putDiff: (diff: PackageDiff, at: number): void => void putDiff.run({ ...diff, at }),
    diffs: (packageHash: string): PackageDiff[] => diffs.all(packageHash),
    /** Whether anything in the workspace still needs a blob. */
    isReferenced: (sha256: string): boolean => referenced.get({ sha256 }) === 1,
    forgetBlob: (sha256: string): void => void forget.run(sha256),
    /** Packages that came in before an instant and were never released. */
    unreleased: (before: number, limit: number): string[] => unreleased.all(before, limit),
    remove(packageHash: string): void {
      removeDiffs.run(packageHash);
      remove.run(packageHash);
    },
  };
}
