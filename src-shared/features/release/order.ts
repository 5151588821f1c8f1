import semver from 'semver';
import { assertNever } from '../../assert.ts';
import { parseCandidateVersion } from '../candidate/grammar.ts';
import type { VersionScheme } from '../project/model.ts';

/** When the first of a release and its candidates was created, in ms; its row tells apart what came at one instant. */
export interface Beginning {
  readonly at: number;
  readonly id: number;
}

/** A version as the order sees it. */
export interface OrderedVersion {
  readonly id: number;
  readonly version: string;
  /** In ms: when it was published, or first deployed if that was earlier. */
  readonly createdAt: number;
}

/** The release that a version goes back to, and its numbers on the way there: `1.0-rc2` is the 2 of `1.0`. */
export function lineOf(version: string): { readonly release: string; readonly numbers: readonly number[] } {
  const candidate = parseCandidateVersion(version);
  if (!candidate) return { release: version, numbers: [] };
  const { release, numbers } = lineOf(candidate.release);
  return { release, numbers: [...numbers, candidate.number] };
}

/** Digits sort by their value: their count stands in front, three wide because a version has up to 200 characters. */
function numeric(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '');
  return String(value.length).padStart(3, '0') + value;
}

/** SemVer 11.4: numeric identifiers are lower than the others. */
function identifier(part: string): string {
  return /^\d+$/.test(part) ? `0${numeric(part)}` : `1${part}`;
}

/** Lower than all that an identifier is made of, so that fewer fields are lower than more; `END` is lower still. */
const FIELD = '!';
const END = ' ';

function semverPlace(release: string): string | null {
  const parsed = semver.parse(release, { loose: true });
  if (!parsed) return null;
  const core = [parsed.major, parsed.minor, parsed.patch].map((part) => numeric(String(part))).join(FIELD);
  const prerelease = parsed.prerelease.map((part) => identifier(String(part))).join(FIELD);
  return `${core}${END}${prerelease === '' ? '~' : `-${prerelease}`}`;
}

/** Only letters and digits between the separators: a key is ASCII, which SQLite and JavaScript order alike. */
function calverPlace(release: string): string | null {
  if (!/^v?\d{4}(?:[.\-_+][0-9A-Za-z]*)*$/.test(release)) return null;
  return release
    .replace(/^v/, '')
    .split(/[.\-_+]/)
    .map(identifier)
    .join(FIELD);
}

function placeIn(scheme: VersionScheme, release: string): string | null {
  switch (scheme) {
    case 'semver':
      return semverPlace(release);
    case 'calver':
      return calverPlace(release);
    case 'free':
      return null;
    default:
      return assertNever(scheme);
  }
}

/** Whether a version is written as its project's scheme wants; a free one wants nothing. */
export function fitsScheme(scheme: VersionScheme, version: string): boolean {
  return scheme === 'free' || placeIn(scheme, lineOf(version).release) !== null;
}

/**
 * The text by which the versions of a project sort in plain byte order, no two alike (spec/releases 2.1, "order of
 * releases"; never by the version's own text). A release stands where its scheme puts it: SemVer by precedence, CalVer by
 * its fields. Where the scheme says nothing, in a free project or between equals, it stands by its beginning; what does not
 * fit the scheme stands so below all that does. Its candidates stand by number right below it, whenever they were cut.
 */
export function versionKey(scheme: VersionScheme, version: string, { at, id }: Beginning): string {
  const { release, numbers } = lineOf(version);
  const place = placeIn(scheme, release);
  const began = `${String(at).padStart(15, '0')}.${numeric(String(id))}`;
  const candidates = numbers.map((number) => `-${numeric(String(number))}${END}`).join('');
  return `${place === null ? '1' : `2${place}${END}`}${began}${END}${candidates}~`;
}

const isEarlier = (a: Beginning, b: Beginning) => a.at < b.at || (a.at === b.at && a.id < b.id);

/**
 * The keys of versions, by id. `versions` are whole lines: with one of a release or of its candidates come all others,
 * because the release began with the first of them that was created, whichever of them was recorded first.
 */
export function keysOf(
  scheme: VersionScheme,
  versions: readonly OrderedVersion[],
): ReadonlyMap<number, string> {
  const beginnings = new Map<string, Beginning>();
  for (const { id, version, createdAt: at } of versions) {
    const { release } = lineOf(version);
    const known = beginnings.get(release);
    if (!known || isEarlier({ at, id }, known)) beginnings.set(release, { at, id });
  }
  return new Map(
    versions.map(({ id, version, createdAt: at }) => [
      id,
      versionKey(scheme, version, beginnings.get(lineOf(version).release) ?? { at, id }),
    ]),
  );
}
