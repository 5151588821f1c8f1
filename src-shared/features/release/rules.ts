import semver from 'semver';
import type { VersionScheme } from '../project/model.ts';

/** Guesses the scheme of a project from its first version: a year in front is CalVer, else SemVer, else free. */
export function detectScheme(version: string): VersionScheme {
  if (/^v?(19|20)\d{2}[.\-_]\d{1,2}([.\-_]|$)/.test(version)) return 'calver';
  return semver.valid(version, { loose: true }) ? 'semver' : 'free';
}

const CANDIDATE = /^(.+)-rc(0|[1-9]\d{0,8})$/;

/** Digits sort by their value: their count stands in front, two digits wide. */
function numeric(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '');
  return String(value.length).padStart(2, '0') + value;
}

/** SemVer 11.4: numeric identifiers are lower than the others, fewer fields lower than more. */
function identifier(part: string): string {
  return /^\d+$/.test(part) ? `0${numeric(part)}` : `1${part}`;
}

const END = ' ';

/** A release stands above its candidates; candidates stand by number, not by text. */
function candidateKey(candidate: string | null): string {
  return candidate === null ? '~' : `-${numeric(candidate)}`;
}

function semverKey(version: string): string | null {
  const [, base = version, candidate = null] = CANDIDATE.exec(version) ?? [];
  const parsed = semver.parse(base, { loose: true });
  if (!parsed) return null;
  const core = [parsed.major, parsed.minor, parsed.patch].map((part) => numeric(String(part))).join('.');
  const prerelease = parsed.prerelease.map((part) => identifier(String(part))).join('.');
  return `2${core}${END}${prerelease === '' ? '~' : `-${prerelease}`}${END}${candidateKey(candidate)}`;
}

function calverKey(version: string): string | null {
  const [, base = version, candidate = null] = CANDIDATE.exec(version) ?? [];
  const fields = base.replace(/^v/, '').split(/[.\-_+]/);
  if (!/^\d{4}$/.test(fields[0] ?? '')) return null;
  return `2${fields.map(identifier).join('.')}${END}${candidateKey(candidate)}`;
}

/**
 * The text by which a project's versions sort in plain byte order: SemVer by precedence, CalVer by its fields, free
 * by creation time (spec/releases 2.1, "order of releases"; never by the version's own text). A version that does not
 * fit its project's scheme stands below those that do, by creation time.
 */
export function versionKey(scheme: VersionScheme, version: string, publishedAt: number): string {
  const key = scheme === 'semver' ? semverKey(version) : scheme === 'calver' ? calverKey(version) : null;
  return key ?? `1${String(publishedAt).padStart(15, '0')}`;
}
