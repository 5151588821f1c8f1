import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { emptyFile, emptyList, withoutMark } from '../../importers/first-bytes.ts';
import { readRelease, unlikeRelease } from '../../importers/github-releases.ts';
import { type SourceRecord, splitRecords } from '../../importers/json-records.ts';
import { decodeText, objectIn } from '../../importers/source-text.ts';
import type { JobTools } from '../../jobs/definition.ts';
import type { Folders } from '../../jobs/folders.ts';
import { fileError } from '../../store/open.ts';
import { openStaging, type Staging, writeStaging } from './staging-store.ts';

/** Where an upload lies, and its rows beside it. */
export function uploadOf({ incoming }: Folders, fileId: string) {
  const file = join(incoming, fileId);
  return { file, rows: `${file}.rows` };
}

/** The first object decides what the file is. @throws invalid_input, saying what it looks like. */
function requireReleases(source: SourceRecord): void {
  const text = decodeText(source.bytes);
  const unlike = text === null ? null : unlikeRelease(objectIn(text, source));
  if (unlike === null) return;
  throw new AppError('invalid_input', `${unlike} Nothing was imported.`, {
    hint: 'Slipway imports what "gh api --paginate repos/OWNER/NAME/releases" prints, and CodePush histories.',
  });
}

type Progress = (done: number, total: number) => Promise<void>;

/** Reads an upload once, record by record, into its rows; only then do the rows exist under their name. */
async function readUpload(
  { folders, job, now, checkCanceled }: JobTools,
  fileId: string,
  progress: Progress,
): Promise<void> {
  const { file, rows } = uploadOf(folders, fileId);
  const { size, mtimeMs } = statSync(file);
  if (size === 0) throw emptyFile();
  const hash = createHash('sha256');
  const staging = writeStaging(rows, job.id);
  const found = { records: 0, drafts: 0, duplicates: 0, problems: 0 };
  const fault = (record: number, line: number, message: string) => {
    found.problems += 1;
    staging.problem(record, line, message);
  };
  let recognised = false;
  const splitter = splitRecords({
    fault,
    record(source) {
      if (!recognised) requireReleases(source);
      recognised = true;
      const read = readRelease(source, now());
      if (read.kind === 'draft') found.drafts += 1;
      else if (read.kind === 'problem') fault(source.number, source.line, read.message);
      else {
        for (const remark of read.remarks) fault(source.number, source.line, remark);
        const earlier = staging.add(read.release);
        if (earlier?.same) found.duplicates += 1;
        else if (earlier) {
          const again = `${read.release.version} of ${read.release.repository} is in record ${earlier.record} already`;
          fault(source.number, source.line, `${again}, in other words; this one was left out.`);
        }
      }
    },
  });
  try {
    let done = 0;
    for await (const piece of createReadStream(file, {
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      checkCanceled();
      hash.update(piece);
      splitter.push(done === 0 ? withoutMark(piece) : piece);
      done += piece.length;
      await progress(done, size);
    }
    found.records = splitter.end();
    if (found.records === 0) throw emptyList();
    staging.finish({ ...found, size, modifiedAt: mtimeMs, sha256: hash.digest('hex') });
  } catch (error) {
    staging.abandon();
    throw fileError(error);
  }
}

/** The rows of an upload when they were read before from this very file; null when they must be read. */
function readBefore(folders: Folders, fileId: string): Staging | null {
  const { file, rows } = uploadOf(folders, fileId);
  const staging = openStaging(rows);
  if (!staging || !existsSync(file)) return staging;
  const { size, mtimeMs } = statSync(file);
  if (staging.source.size === size && staging.source.modifiedAt === mtimeMs) return staging;
  staging.close();
  return null;
}

/** Whether anything is left to read the rows from. */
export function isUploaded(folders: Folders, fileId: string): boolean {
  const { file, rows } = uploadOf(folders, fileId);
  return existsSync(file) || existsSync(rows);
}

/**
 * The rows of an upload, read when they are not there yet.
 * @throws not_found when the upload is gone; invalid_input when it is not what can be imported.
 */
export async function stagedRows(tools: JobTools, fileId: string, progress: Progress): Promise<Staging> {
  const known = readBefore(tools.folders, fileId);
  if (known) return known;
  if (!existsSync(uploadOf(tools.folders, fileId).file)) {
    throw new AppError('not_found', 'The uploaded file is not there any more. Nothing was imported.', {
      hint: 'Choose the file again.',
    });
  }
  await readUpload(tools, fileId, progress);
  const staging = readBefore(tools.folders, fileId);
  if (!staging)
    throw new AppError('conflict', 'The uploaded file changed while it was read. Nothing was imported.');
  return staging;
}
