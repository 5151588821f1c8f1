import { type Import, importCountsSchema, importOptionsSchema } from '#shared/features/import/model.ts';
import type { Connection } from '../../store/open.ts';

type StoredImport = Omit<Import, 'options' | 'counts'> & { options: string; counts: string };

const COLUMNS = `id, uid, format, fileName, sha256, size, status, options, counts, startedAt, finishedAt, jobId, note`;

const toImport = (stored: StoredImport): Import => ({
  ...stored,
  // An import of an earlier version did not know every option and count.
  options: importOptionsSchema.parse(JSON.parse(stored.options)),
  counts: importCountsSchema.parse(JSON.parse(stored.counts)),
});

/** Imports, and the images of rows they changed, kept until they can no longer be undone. */
export function importStore(db: Connection) {
  const get = db.prepare<[number], StoredImport>(`SELECT ${COLUMNS} FROM import WHERE id = ?`);
  const list = db.prepare<[], StoredImport>(`SELECT ${COLUMNS} FROM import ORDER BY id DESC LIMIT 500`);
  const bySha = db
    .prepare<[string], number>(
      `SELECT id FROM import WHERE sha256 = ? AND status = 'finished' ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  const count = db.prepare<[], number>('SELECT count(*) FROM import').pluck();
  const lastAt = db
    .prepare<[], number>(`SELECT finishedAt FROM import WHERE status = 'finished' ORDER BY id DESC LIMIT 1`)
    .pluck();
  const insert = db.prepare(
    `INSERT INTO import (uid, format, fileName, sha256, size, status, options, counts, startedAt, jobId)
     VALUES (@uid, @format, @fileName, @sha256, @size, 'running', @options, @counts, @startedAt, @jobId)`,
  );
  const ofJob = db.prepare<[number], StoredImport>(
    `SELECT ${COLUMNS} FROM import WHERE jobId = ? ORDER BY id DESC`,
  );
  const position = db.prepare<[number], number>('SELECT position FROM import WHERE id = ?').pluck();
  const advance = db.prepare('UPDATE import SET position = ?, counts = ? WHERE id = ?');
  const setStatus = db.prepare(
    'UPDATE import SET status = ?, finishedAt = ?, note = coalesce(?, note), jobId = coalesce(?, jobId) WHERE id = ?',
  );
  const keepImage = db.prepare(
    'INSERT OR IGNORE INTO import_before (importId, kind, rowId, image) VALUES (?, ?, ?, ?)',
  );
  const images = db.prepare<[number, number], { kind: string; rowId: number; image: string }>(
    'SELECT kind, rowId, image FROM import_before WHERE importId = ? LIMIT ?',
  );
  const dropImage = db.prepare('DELETE FROM import_before WHERE importId = ? AND kind = ? AND rowId = ?');
  return {
    get(id: number): Import | undefined {
      const stored = get.get(id);
      return stored && toImport(stored);
    },
    /** The import that a job began or undoes. */
    ofJob(jobId: number): Import | undefined {
      const stored = ofJob.get(jobId);
      return stored && toImport(stored);
    },
    list: (): Import[] => list.all().map(toImport),
    /** The newest finished import of the very same bytes. */
    bySha: (sha256: string): number | null => bySha.get(sha256) ?? null,
    count: (): number => count.get() ?? 0,
    lastAt: (): number | null => lastAt.get() ?? null,
    insert(
      record: Pick<
        Import,
        'uid' | 'format' | 'fileName' | 'sha256' | 'size' | 'options' | 'counts' | 'startedAt' | 'jobId'
      >,
    ): number {
      const stored = {
        ...record,
        options: JSON.stringify(record.options),
        counts: JSON.stringify(record.counts),
      };
      return Number(insert.run(stored).lastInsertRowid);
    },
    /** While many pages are written, the log is folded into the file less often (spec/performance 2.1). */
    inBulk(bulk: boolean): void {
      db.pragma(`wal_autocheckpoint = ${bulk ? 10_000 : 1000}`);
    },
    /** How many records of the source are in: where a resumed import goes on. */
    position: (id: number): number => position.get(id) ?? 0,
    advance: (id: number, to: number, counts: Import['counts']): void =>
      void advance.run(to, JSON.stringify(counts), id),
    setStatus: (
      id: number,
      status: Import['status'],
      at: number | null,
      note: string | null,
      jobId: number | null,
    ): void => void setStatus.run(status, at, note, jobId, id),
    /** Keeps a row as it was before this import touched it for the first time. */
    keepImage: (id: number, kind: string, rowId: number, image: unknown): void =>
      void keepImage.run(id, kind, rowId, JSON.stringify(image)),
    images: (id: number, limit: number) => images.all(id, limit),
    dropImage: (id: number, kind: string, rowId: number): void => void dropImage.run(id, kind, rowId),
  };
}
