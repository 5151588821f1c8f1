import semver from 'semver';
import { AppError } from '../../errors.ts';

/** A range whose text was read once, ready to be asked many times. */
export type CompiledRange = semver.Range;
export type BinaryVersion = semver.SemVer;

/** Where a binary stands: in the range, above all of it as npm understands that, or neither (below it, or in a gap). */
export type BinarySide = 'inside' | 'above' | 'below';

/** What to do about a text that is none. */
export const RANGE_HINT = 'Name one version like 1.2.3, or a range like 1.2.x, ^1.2.0 or >=1.2.0 <2.0.0.';

/** Whether a text is a range of binary versions: npm's syntax, and not empty (spec/mobile 2.3). */
export function isRange(text: string): boolean {
  return text.trim() !== '' && semver.validRange(text) !== null;
}

/** One version and no range, so that a release asks "what does this version get now?" (spec/mobile 2.3, identical content). */
export function isExactVersion(text: string): boolean {
  return semver.valid(text) !== null;
}

/**
 * Reads a range once.
 * @throws invalid_input when the text is no range.
 */
export function compileRange(text: string): CompiledRange {
  if (!isRange(text)) {
    throw new AppError('invalid_input', `"${text}" is not a range of versions.`, {
      field: 'targetBinaryRange',
      hint: RANGE_HINT,
    });
  }
  return new semver.Range(text);
}

/** One spelling for all spellings of a range; a text that is none stays as it is. */
export function normalRange(range: string): string {
  return semver.validRange(range) ?? range;
}

/** Two spellings of the same range, `1.*` and `1.x` (spec/mobile 2.3). */
export function isSameRange(one: string, other: string): boolean {
  return normalRange(one) === normalRange(other);
}

/** Whether some version is in both ranges. */
export function rangesOverlap(one: string, other: string): boolean {
  return semver.intersects(one, other);
}

/** Whether every version of one range is in the other. */
export function isWithin(one: string, other: string): boolean {
  return semver.subset(one, other);
}

/** Whether the range ends somewhere: one that does not will catch binaries that nobody has built yet. */
export function hasUpperBound(range: CompiledRange): boolean {
  const ends = ({ operator, value }: semver.Comparator) =>
    operator === '<' || operator === '<=' || (operator === '' && value !== '');
  return range.set.every((together) => together.some(ends));
}

/** Where a binary stands. A pre-release is inside only a range that names a pre-release of the same version. */
export function sideOf(binary: BinaryVersion, range: CompiledRange): BinarySide {
  if (range.test(binary)) return 'inside';
  return semver.gtr(binary, range) ? 'above' : 'below';
}

/**
 * A binary's version as a full one, as CodePush clients send it: `7` is 7.0.0, `2.0-x` is 2.0.0-x. Null when it is
 * no version even so (spec/mobile 3.1).
 */
export function padVersion(text: string): string | null {
  const padded = /^\d+$/.test(text) ? `${text}.0.0` : text.replace(/^(\d+\.\d+)([-+].*)?$/, '$1.0$2');
  return semver.valid(padded) === null ? null : padded;
}

/** The binary of an `app_version`, or null when the text is no version. */
export function parseBinary(appVersion: string): BinaryVersion | null {
  const padded = padVersion(appVersion);
  return padded === null ? null : semver.parse(padded);
}
