import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { isAppError } from '#shared/errors.ts';
import { pathOf, requireDistinct } from './names.ts';
import { refusePackage } from './refusal.ts';

export interface ZippedFile {
  readonly path: string;
  /** Stored without packing and with its size behind it: Android's reader, which goes front to back, stops there. */
  readonly unreadableOnAndroid: boolean;
  /** The unpacked content, never more than the zip says. @throws invalid_input when it is something else. */
  read(): AsyncGenerator<Buffer>;
}

export interface OpenZip {
  /** Of the zip itself, in bytes. */
  readonly size: number;
  /** Without the folders that are listed; in the zip's order. */
  readonly files: readonly ZippedFile[];
  close(): Promise<void>;
}

const PIECE = 128 * 1024;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x1 | 0x40 | 0x2000;
const SIZE_BEHIND = 0x8;
/** How long the sizes behind an entry are: of 4 or 8 bytes each, with a mark or without. */
const DESCRIPTORS: ReadonlySet<number> = new Set([12, 16, 20, 24]);
const IN_EXTRA_FIELD = 0xffffffff;

/**
 * Reads for yauzl. Its own file reader lets an offset beyond 2^53, which a hostile zip may name, throw outside every
 * promise, and that would end the process.
 */
class HandleReader extends RandomAccessReader {
  private readonly handle: FileHandle;

  constructor(handle: FileHandle) {
    super();
    this.handle = handle;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.handle
      .read(buffer, offset, length, position)
      .then(({ bytesRead }) => callback(null, bytesRead), callback);
  }
}

/** Words for what yauzl finds; an error of the disk is no fault of the zip and passes through. */
function zipError(error: unknown, reason: 'truncated' | 'damaged', entry?: string): unknown {
  if (isAppError(error) || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  const encrypted = /encryption/.test((error as Error).message);
  return refusePackage(encrypted ? 'encrypted' : reason, entry === undefined ? {} : { entry });
}

async function* bytesOf(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = start; at < start + length; ) {
    const wanted = Math.min(PIECE, start + length - at);
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (bytesRead === 0) throw refusePackage('truncated');
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* inflated(packed: AsyncGenerator<Buffer>, entry: Entry, path: string): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  // Whatever goes wrong in the pipe comes out of its end, which is what is read here.
  pipeline(packed, inflate).catch(() => {});
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    throw zipError(error, 'damaged', path);
  }
  // What follows the end of the packed data is no part of it for one reader, and the next entry for another.
  if (inflate.bytesWritten !== entry.compressedSize) throw refusePackage('layout', { entry: path });
}

async function* contentOf(
  handle: FileHandle,
  entry: Entry,
  path: string,
  start: number,
): AsyncGenerator<Buffer> {
  const packed = bytesOf(handle, start, entry.compressedSize);
  let size = 0;
  let checksum = 0;
  for await (const piece of entry.compressionMethod === STORED ? packed : inflated(packed, entry, path)) {
    size += piece.length;
    if (size > entry.uncompressedSize) throw refusePackage('damaged', { entry: path });
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (size !== entry.uncompressedSize) throw refusePackage('damaged', { entry: path });
  if (checksum !== entry.crc32) throw refusePackage('wrong_checksum', { entry: path });
}

interface Place {
  readonly entry: Entry;
  readonly path: string;
  /** Where its packed data begins. */
  readonly start: number;
  /** Its sizes stand behind the data, for a writer that did not know them before. */
  readonly isSizeBehind: boolean;
}

/**
 * Compares an entry's own header with the list at the end. Android goes by the headers, front to back, and iOS by the
 * list; a zip that tells them different things is two packages.
 */
async function placeOf(zip: ZipFile, entry: Entry, path: string): Promise<Place> {
  const header = await zip.readLocalFileHeaderPromise(entry).catch((error) => {
    throw zipError(error, 'damaged', path);
  });
  const isSizeBehind = (header.generalPurposeBitFlag & SIZE_BEHIND) !== 0;
  const same = (own: number, listed: number) => own === listed || own === IN_EXTRA_FIELD;
  const agrees =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    (header.generalPurposeBitFlag & ENCRYPTED) === 0 &&
    (isSizeBehind ||
      (header.crc32 === entry.crc32 &&
        same(header.compressedSize, entry.compressedSize) &&
        same(header.uncompressedSize, entry.uncompressedSize)));
  if (!agrees) throw refusePackage('layout', { entry: path });
  return { entry, path, start: header.fileDataStart, isSizeBehind };
}

/** Refuses a zip whose entries overlap (the small bombs that unpack to much) or that hides bytes between them. */
function requireTiled(places: readonly Place[], listStart: number): void {
  const inOrder = [...places].sort(
    (one, other) => one.entry.relativeOffsetOfLocalHeader - other.entry.relativeOffsetOfLocalHeader,
  );
  if (inOrder[0] && inOrder[0].entry.relativeOffsetOfLocalHeader !== 0)
    throw refusePackage('layout', { entry: inOrder[0].path });
  for (const [index, { entry, path, start, isSizeBehind }] of inOrder.entries()) {
    const next = inOrder[index + 1]?.entry.relativeOffsetOfLocalHeader ?? listStart;
    const between = next - (start + entry.compressedSize);
    if (isSizeBehind ? !DESCRIPTORS.has(between) : between !== 0)
      throw refusePackage('layout', { entry: path });
  }
}

function requirePlain(entry: Entry, path: string): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw refusePackage('encrypted', { entry: path });
  const { compressionMethod, compressedSize, uncompressedSize } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
    throw refusePackage('compression', { entry: path });
  if (compressionMethod === STORED && compressedSize !== uncompressedSize)
    throw refusePackage('damaged', { entry: path });
  // A folder has no content; one that has hides it.
  if (path.endsWith('/') && uncompressedSize !== 0) throw refusePackage('layout', { entry: path });
}

function listOf(handle: FileHandle, size: number): Promise<ZipFile> {
  return fromRandomAccessReaderPromise(new HandleReader(handle), size, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: false,
  }).catch((error) => {
    throw zipError(error, 'truncated');
  });
}

async function placesOf(zip: ZipFile, mostEntries: number): Promise<Place[]> {
  if (zip.entryCount > mostEntries) throw refusePackage('too_many_files', { most: mostEntries });
  // Read before the first entry, it is where the list begins. Its type is wrong in the declarations.
  const listStart = Number(zip.readEntryCursor);
  const places: Place[] = [];
  for await (const entry of zip.eachEntry()) {
    const path = pathOf(entry);
    requirePlain(entry, path);
    places.push(await placeOf(zip, entry, path));
  }
  requireDistinct(places.map(({ path }) => path));
  requireTiled(places, listStart);
  return places;
}

/**
 * Opens a zip and reads the list of its files, refusing every one that is not plain; the contents are read later, one
 * after the other. What it keeps in memory grows with the number of entries, never with their sizes.
 * @throws invalid_input with a PackageReason.
 */
export async function openZip(file: string, mostEntries: number): Promise<OpenZip> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const zip = await listOf(handle, size);
    const places = await placesOf(zip, mostEntries).catch((error) => {
      throw zipError(error, 'damaged');
    });
    return {
      size,
      files: places
        .filter(({ path }) => !path.endsWith('/'))
        .map(({ entry, path, start, isSizeBehind }) => ({
          path,
          unreadableOnAndroid: isSizeBehind && entry.compressionMethod === STORED,
          read: () => contentOf(handle, entry, path, start),
        })),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A file of an archive that is no package; whether it is plain shows when it is read. */
export type ArchivedFile = Pick<ZippedFile, 'path' | 'read'>;

/** The path of an entry; null for one that has none that two readers would agree on. */
function plainPathOf(entry: Entry): string | null {
  try {
    return pathOf(entry);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/**
 * Opens an archive that only a few files are wanted of: an app for a store, which is signed between its files and its
 * list, pads its entries, and may hold links. An entry with an odd name is left out; any other is refused when it is
 * read and is not plain. @throws invalid_input with a PackageReason.
 */
export async function openArchive(
  file: string,
  mostEntries: number,
): Promise<{ readonly files: readonly ArchivedFile[]; close(): Promise<void> }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const zip = await listOf(handle, size);
    if (zip.entryCount > mostEntries) throw refusePackage('too_many_files', { most: mostEntries });
    const files: ArchivedFile[] = [];
    async function* read(entry: Entry, path: string): AsyncGenerator<Buffer> {
      requirePlain(entry, path);
      const { start } = await placeOf(zip, entry, path);
      yield* contentOf(handle, entry, path, start);
    }
    for await (const entry of zip.eachEntry()) {
      const path = plainPathOf(entry);
      if (path !== null && !path.endsWith('/')) files.push({ path, read: () => read(entry, path) });
    }
    return { files, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw zipError(error, 'damaged');
  }
}
