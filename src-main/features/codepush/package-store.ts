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
    'SELECT packageHash, blob, size, facts FROM package WHERE packageHash = ? AND blob IS NOT NULL',
  );
  const insert = db.prepare(
    `INSERT INTO package (packageHash, blob, size, facts, createdAt)
     VALUES (@packageHash, @blob, @size, @facts, @createdAt)
     ON CONFLICT (packageHash) DO UPDATE SET blob = excluded.blob, size = excluded.size, facts = excluded.facts
     WHERE package.blob IS NULL`,
  );
  const awaitContents = db.prepare(
    `INSERT OR IGNORE INTO package (packageHash, blob, size, facts, createdAt) VALUES (?, NULL, ?, '{}', ?)`,
  );
  const awaited = db
    .prepare<[string], number>('SELECT 1 FROM package WHERE packageHash = ? AND blob IS NULL')
    .pluck();
  const awaitedBy = db
    .prepare<[number], string>(
      `SELECT DISTINCT r.packageHash FROM code_push r CROSS JOIN package k ON k.packageHash = r.packageHash
       WHERE r.channelId = ? AND k.blob IS NULL`,
    )
    .pluck();
  const dropAwaited = db.prepare(
    `DELETE FROM package AS k WHERE k.blob IS NULL
       AND NOT EXISTS (SELECT 1 FROM code_push r INDEXED BY code_push_package WHERE r.packageHash = k.packageHash)`,
  );
  const putDiff = db.prepare(
    `INSERT OR REPLACE INTO package_diff (packageHash, fromHash, blob, size, createdAt)
     VALUES (@packageHash, @fromHash, @blob, @size, @at)`,
  );
  const diffs = db.prepare<[string], PackageDiff>(
    'SELECT packageHash, fromHash, blob, size FROM package_diff WHERE packageHash = ?',
  );
  return {
    /** A package whose contents are here. */
    get(packageHash: string): StoredPackage | null {
      const row = get.get(packageHash);
      if (!row) return null;
      return { ...(JSON.parse(row.facts) as StoredPackage), packageHash, blob: row.blob, size: row.size };
    },
    /** The same contents again are the same package; of one that was only known by its hash, they complete it. */
    insert({ packageHash, blob, size, ...facts }: StoredPackage, createdAt: number): void {
      insert.run({ packageHash, blob, size, facts: JSON.stringify(facts), createdAt });
    },
    /** Notes a package of which only the hash is known, from a history that came in without its contents. */
    awaitContents: (packageHash: string, size: number, createdAt: number): void =>
      void awaitContents.run(packageHash, size, createdAt),
    isAwaited: (packageHash: string): boolean => awaited.get(packageHash) === 1,
    /** The packages of a channel whose contents are not here. */
    awaitedBy: (channelId: number): Set<string> => new Set(awaitedBy.all(channelId)),
    /** Forgets packages without contents that no release has any more. */
    dropAwaited: (): void => void dropAwaited.run(),
    putDiff: (diff: PackageDiff, at: number): void => void putDiff.run({ ...diff, at }),
    diffs: (packageHash: string): PackageDiff[] => diffs.all(packageHash),
  };
}
