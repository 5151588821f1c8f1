import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import { looksLikeHistory, readHistory, type SourceHistory } from '../../importers/codepush-history.ts';
import { emptyFile, withoutMark } from '../../importers/first-bytes.ts';
import { decodeText } from '../../importers/source-text.ts';
import type { JobTools } from '../../jobs/definition.ts';
import { fileError } from '../../store/open.ts';

/** A file is told by so much of its beginning: one release of a repository is hardly longer. */
const BEGINNING = 256 * 1024;
/** A history is read whole. The longest ones have a few thousand releases of a few kilobytes. */
const LARGEST_HISTORY = 128 * 1024 * 1024;
const PIECE = 256 * 1024;

/** Whether an uploaded file is a CodePush history. */
export async function isHistory(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return looksLikeHistory(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

export interface ReadHistory extends SourceHistory {
  readonly size: number;
  readonly sha256: string;
}

/** @throws invalid_input, saying what is wrong with the file. */
export async function readHistoryFile(
  path: string,
  { now, progress, checkCanceled }: Pick<JobTools, 'now' | 'progress' | 'checkCanceled'>,
): Promise<ReadHistory> {
  const { size } = await stat(path).catch((error) => {
    throw fileError(error);
  });
  if (size === 0) throw emptyFile();
  if (size > LARGEST_HISTORY) {
    throw new AppError('invalid_input', 'The history is larger than 128 MB. Nothing was imported.', {
      hint: 'Save each app in a file of its own.',
    });
  }
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let done = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    checkCanceled();
    hash.update(piece);
    pieces.push(piece);
    done += piece.length;
    await progress(done, size);
  }
  const bytes = Buffer.concat(pieces);
  const text = decodeText(withoutMark(bytes));
  if (text === null)
    throw new AppError('invalid_input', 'The file is no UTF-8 text. Nothing was imported.', {
      hint: 'Save it as UTF-8.',
    });
  return { ...readHistory(text, now()), size, sha256: hash.digest('hex') };
}
