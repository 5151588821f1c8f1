import type { Entry } from 'yauzl';
import { refusePackage } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** A path has to fit into a device's own, of which iOS allows 1,024 bytes. */
const LONGEST_PATH = 1000;
/** Info-ZIP's extra field for a second name of the same entry. */
const UNICODE_PATH = 0x7075;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f]/;

const FILE_TYPE = 0o170000;
const PLAIN_TYPES: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);

/**
 * The path of an entry, which is UTF-8 whatever its flag says: Android reads it so, and most tools that forget the flag
 * write it so. Refused is what two devices could take for two paths, backslashes among it: a device takes one for a
 * letter, a server for a slash, and the hashes differ. Nothing is mended, so the package hash is over the names as sent.
 * @throws invalid_input with a PackageReason.
 */
export function pathOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  let path: string;
  try {
    path = utf8.decode(raw);
  } catch {
    throw refusePackage('not_utf8', { entry: raw.toString('latin1') });
  }
  const refuse = (reason: Parameters<typeof refusePackage>[0]) => refusePackage(reason, { entry: path });
  if (path.startsWith('/') || path.startsWith('\\') || /^[A-Za-z]:/.test(path)) throw refuse('absolute_path');
  if (path.includes('\\')) throw refuse('backslash');
  const parts = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (parts.includes('..')) throw refuse('traversal');
  if (parts.includes('') || parts.includes('.') || CONTROL.test(path) || raw.length > LONGEST_PATH)
    throw refuse('irregular_path');
  const second = entry.extraFields.find(({ id }) => id === UNICODE_PATH);
  // Version and checksum, five bytes, stand before the name.
  if (second && !second.data.subarray(5).equals(raw)) throw refuse('two_names');
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (!PLAIN_TYPES.has(type)) throw refuse('symlink');
  return path;
}

/**
 * Refuses two entries that are one on some file system: equal, equal but for capitals or for how an accent is written,
 * or a file where another entry needs a folder. iPhones compare accents so; simulators on a Mac also capitals. A folder
 * that is listed twice is one.
 */
export function requireDistinct(paths: readonly string[]): void {
  // NUL stands before every other character and in no path, so that a folder's content follows right behind its name.
  const keys = paths
    .map((path) => ({
      path,
      isFolder: path.endsWith('/'),
      key: path.replace(/\/$/, '').normalize('NFC').toLowerCase().replaceAll('/', '\0'),
    }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  for (const [index, { key, isFolder, path }] of keys.entries()) {
    const before = keys[index - 1];
    if (!before) continue;
    const same = before.key === key && !(before.isFolder && isFolder);
    const inside = !before.isFolder && key.startsWith(`${before.key}\0`);
    if (same || inside) throw refusePackage('duplicate_name', { entry: path });
  }
}
