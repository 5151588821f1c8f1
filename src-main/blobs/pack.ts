import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file to be packed: its whole content, or how to read it once its turn comes. */
export interface FileToPack {
  readonly path: string;
  readonly content: Buffer | (() => AsyncIterable<Buffer>);
}

/**
 * The same instant for every file, so that the same files give the same bytes. A zip's time has no zone and is written
 * as local time, so this is local too.
 */
function fixedOptions() {
  return { mtime: new Date(1980, 0, 1, 12), mode: 0o100644, forceDosTimestamp: true };
}

/** Writes a zip that every device can read; at most one of the files is open at a time. */
export async function* packFiles(files: Iterable<FileToPack>): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const options = fixedOptions();
  const output = zip.outputStream as Readable;
  let reading: Readable | null = null;
  const fail = (error: Error) => output.destroy(error);
  for (const { path, content } of files) {
    if (typeof content !== 'function') {
      zip.addBuffer(content, path, options);
      continue;
    }
    // Always packed: Android does not read a stored file whose size stands behind it.
    zip.addReadStreamLazy(path, options, (ready) => {
      reading = Readable.from(content()).on('error', fail);
      ready(null, reading);
    });
  }
  zip.end();
  try {
    yield* output;
  } finally {
    // The reader may have had enough: then a file is still being read.
    (reading as Readable | null)?.destroy();
    output.destroy();
  }
}
