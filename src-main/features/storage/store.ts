import type { Connection } from '../../store/open.ts';

/** What the workspace refers to of the files beside it. */
const REFERENCED = `EXISTS (SELECT 1 FROM package p INDEXED BY package_blob WHERE p.blob = b.sha256)
  OR EXISTS (SELECT 1 FROM package_diff x INDEXED BY package_diff_blob WHERE x.blob = b.sha256)
  OR EXISTS (SELECT 1 FROM build c INDEXED BY build_blob WHERE c.blob = b.sha256)`;

/** Stored files by their hash, how much room they take, and who needs them. */
export function storageStore(db: Connection) {
  const keep = db.prepare('INSERT OR IGNORE INTO blob (sha256, size, createdAt) VALUES (?, ?, ?)');
  const quota = db.prepare<[], number | null>('SELECT quota FROM storage').pluck();
  const setQuota = db.prepare('UPDATE storage SET quota = ?');
  const used = db.prepare<[], { files: number; used: number }>(
    'SELECT count(*) AS files, coalesce(sum(size), 0) AS used FROM blob',
  );
  const unreferenced = db
    .prepare<[], number>(`SELECT coalesce(sum(b.size), 0) FROM blob b WHERE NOT (${REFERENCED})`)
    .pluck();
  const isReferenced = db
    .prepare<[string], number>(`SELECT 1 FROM blob b WHERE b.sha256 = ? AND (${REFERENCED})`)
    .pluck();
  const referenced = db.prepare<[], string>(`SELECT b.sha256 FROM blob b WHERE ${REFERENCED}`).pluck();
  const forget = db.prepare(`DELETE FROM blob AS b WHERE b.createdAt < ? AND NOT (${REFERENCED})`);
  const unreleased = db
    .prepare<[number], string>(
      `SELECT packageHash FROM package p WHERE p.createdAt < ?
         AND NOT EXISTS (SELECT 1 FROM code_push r INDEXED BY code_push_package WHERE r.packageHash = p.packageHash)
         AND NOT EXISTS (SELECT 1 FROM build c INDEXED BY build_baseline WHERE c.baseline = p.packageHash)`,
    )
    .pluck();
  const removeDiffs = db.prepare('DELETE FROM package_diff WHERE packageHash = ?');
  const removePackage = db.prepare('DELETE FROM package WHERE packageHash = ?');
  return {
    /** Notes a file that stands at its address. The same content again is the same file. */
    keep: (sha256: string, size: number, at: number): void => void keep.run(sha256, size, at),
    quota: (): number | null => quota.get() ?? null,
    setQuota: (bytes: number | null): void => void setQuota.run(bytes),
    used: () => used.get() ?? { files: 0, used: 0 },
    unreferenced: (): number => unreferenced.get() ?? 0,
    isReferenced: (sha256: string): boolean => isReferenced.get(sha256) === 1,
    /** Every file that something needs. */
    referenced: (): string[] => referenced.all(),
    /** Lets go of packages that came in before an instant, were never released and are no build's baseline. @returns how many. */
    dropUnreleased(before: number): number {
      const hashes = unreleased.all(before);
      for (const hash of hashes) {
        removeDiffs.run(hash);
        removePackage.run(hash);
      }
      return hashes.length;
    },
    /** Forgets files that nobody needs, once they are gone from the folder. */
    forget: (before: number): void => void forget.run(before),
  };
}
