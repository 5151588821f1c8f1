import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path/posix';
import type { Sha256 } from '#shared/features/codepush/bucket.ts';
import { isHashed, type PackageFile, packageHashOf } from '#shared/features/codepush/package-hash.ts';
import { refusePackage } from './refusal.ts';
import {
  checkSignature,
  LONGEST_SIGNATURE,
  type PackageSignature,
  readPublicKey,
  SIGNATURE_PATH,
} from './signature.ts';
import { type OpenZip, openZip } from './zip.ts';

export interface PackageFacts {
  /** A zip, or one bundle file by itself. */
  readonly kind: 'zip' | 'bundle';
  readonly packageHash: string;
  /** Bytes of the package, and of everything in it. */
  readonly size: number;
  readonly unpackedSize: number;
  /** The files that are hashed, and the signature, by path; of a bare bundle there is none. */
  readonly manifest: readonly PackageFile[];
  /** Where the bundle files with the usual names stand. A bare bundle has no name. */
  readonly bundles: readonly string[];
  readonly signature: PackageSignature;
  /** Files that Android's front-to-back reader of zips cannot read: stored, with the size behind. */
  readonly unreadableOnAndroid: readonly string[];
}

export interface PackageLimits {
  readonly mostEntries: number;
  /** Bytes of everything unpacked. A device needs room for three times as much while it updates. */
  readonly mostUnpacked: number;
  /** How many times its own size a package may unpack to. Text packs to a tenth, a bomb to a thousandth. */
  readonly mostRatio: number;
  /** Up to this many unpacked bytes the ratio does not count: a small file of blanks is no bomb. */
  readonly ratioFrom: number;
}

export const packageLimits: PackageLimits = {
  mostEntries: 20_000,
  mostUnpacked: 2 * 1024 ** 3,
  mostRatio: 100,
  ratioFrom: 16 * 1024 ** 2,
};

export interface Inspection {
  /** PEM of the key that the app carries, to check the signature. */
  readonly publicKey?: string | null;
  readonly limits?: PackageLimits;
  /** Called for every piece; what it throws ends the reading. */
  readonly checkCanceled?: () => void;
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const ZIP_WITHOUT_FILES = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const BUNDLE_NAMES: ReadonlySet<string> = new Set(['index.android.bundle', 'main.jsbundle']);
/** At the top of a zip, it makes clients take it for a difference (spec/mobile 3.6). */
export const DIFF_MANIFEST = 'hotcodepush.json';

/** The size of a file and its first bytes. */
async function beginningOf(path: string): Promise<{ size: number; first: Buffer }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0);
    return { size, first: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

/** Whether a file begins like a zip, as devices tell one. */
export async function isZip(path: string): Promise<boolean> {
  return (await beginningOf(path)).first.equals(ZIP);
}

const hashOf: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Counts what comes out of a zip while it comes out: what the zip says of itself is no measure for a bomb. */
function unpackedCounter(size: number, limits: PackageLimits, checkCanceled: () => void) {
  let unpacked = 0;
  return {
    add(bytes: number): void {
      checkCanceled();
      unpacked += bytes;
      if (unpacked > limits.mostUnpacked) throw refusePackage('too_large', { most: limits.mostUnpacked });
      if (unpacked > limits.ratioFrom && unpacked > size * limits.mostRatio)
        throw refusePackage('too_packed', { most: limits.mostRatio });
    },
    total: () => unpacked,
  };
}

async function inspectBundle(path: string, size: number, checkCanceled: () => void): Promise<PackageFacts> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) {
    checkCanceled();
    hash.update(piece);
  }
  return {
    kind: 'bundle',
    packageHash: hash.digest('hex'),
    size,
    unpackedSize: size,
    manifest: [],
    bundles: [],
    signature: { status: 'none' },
    unreadableOnAndroid: [],
  };
}

async function inspectZip(
  zip: OpenZip,
  counted: ReturnType<typeof unpackedCounter>,
  publicKey: KeyObject | null,
): Promise<PackageFacts> {
  if (zip.files.some(({ path }) => path === DIFF_MANIFEST)) throw refusePackage('diff_package');
  const manifest: PackageFile[] = [];
  let signature: Buffer | null = null;
  for (const file of zip.files) {
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    let room = file.path === SIGNATURE_PATH ? LONGEST_SIGNATURE + 1 : 0;
    for await (const piece of file.read()) {
      counted.add(piece.length);
      hash.update(piece);
      if (room > 0) kept.push(piece.subarray(0, room));
      room = Math.max(0, room - piece.length);
    }
    if (file.path === SIGNATURE_PATH) signature = Buffer.concat(kept);
    if (isHashed(file.path) || file.path === SIGNATURE_PATH)
      manifest.push({ path: file.path, sha256: hash.digest('hex') });
  }
  manifest.sort((one, other) => (one.path < other.path ? -1 : 1));
  if (!manifest.some(({ path }) => isHashed(path))) throw refusePackage('no_files');
  const packageHash = packageHashOf(manifest, hashOf);
  return {
    kind: 'zip',
    packageHash,
    size: zip.size,
    unpackedSize: counted.total(),
    manifest,
    bundles: manifest.map(({ path }) => path).filter((path) => BUNDLE_NAMES.has(basename(path))),
    signature: await checkSignature(signature, packageHash, publicKey),
    unreadableOnAndroid: zip.files.filter((file) => file.unreadableOnAndroid).map(({ path }) => path),
  };
}

/**
 * Reads a package from its first byte to its last, as a device will, and says what it is (spec/mobile 3.5, 3.6). A file
 * that does not begin like a zip is a bare bundle. Memory grows with the number of files, never with their sizes.
 * @throws invalid_input with a PackageReason in `details.reason` for what no device should get, and for a public key
 * that is none.
 */
export async function inspectPackage(
  path: string,
  { publicKey = null, limits = packageLimits, checkCanceled = () => {} }: Inspection = {},
): Promise<PackageFacts> {
  const key = publicKey === null ? null : readPublicKey(publicKey);
  const { size, first } = await beginningOf(path);
  if (size === 0) throw refusePackage('empty');
  if (first.equals(ZIP_WITHOUT_FILES)) throw refusePackage('no_files');
  if (!first.equals(ZIP)) return inspectBundle(path, size, checkCanceled);
  const zip = await openZip(path, limits.mostEntries);
  try {
    return await inspectZip(zip, unpackedCounter(size, limits, checkCanceled), key);
  } finally {
    await zip.close();
  }
}
