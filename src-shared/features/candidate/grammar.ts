import semver from 'semver';
import type { VersionScheme } from '../project/model.ts';
import { refuse } from '../release/refusals.ts';
import { detectScheme } from '../release/rules.ts';

/** `2024.08.27-2-rc1`: a release's version of up to 127 characters, `-rc`, a number (spec/releases 2.1). */
const CANDIDATE =
  /^(?<release>[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,125}[A-Za-z0-9])?)-rc(?<number>0|[1-9][0-9]{0,8})$/;

/** The greatest number that the grammar has a place for. */
const GREATEST = 999_999_999;

export interface CandidateVersion {
  /** The version of the release, without the suffix. */
  readonly release: string;
  readonly number: number;
}

/** Splits at the last `-rcN`, never at the first hyphen; null for what is no candidate's version. */
export function parseCandidateVersion(text: string): CandidateVersion | null {
  const { release, number } = CANDIDATE.exec(text)?.groups ?? {};
  return release === undefined || number === undefined ? null : { release, number: Number(number) };
}

/** @throws invalid_input with the form that was probably meant. */
export function readCandidateVersion(text: string): CandidateVersion {
  const version = parseCandidateVersion(text);
  if (version) return version;
  const offer = canonicalOffer(text);
  throw refuse('candidate_version', 'This is no version of a release candidate. Nothing was changed.', {
    hint:
      offer === null ? 'Write the release, then -rc and a number: 2026.11.20-rc1.' : `Did you mean ${offer}?`,
    field: 'version',
    offer,
  });
}

/**
 * Whether a release is named like a candidate and is none: deployments or an import named it before anybody cut it.
 * `candidates` are its own, which a release of such a name may have all the same.
 */
export function isUncut({
  version,
  candidates,
}: {
  readonly version: string;
  readonly candidates: readonly unknown[];
}): boolean {
  return candidates.length === 0 && parseCandidateVersion(version) !== null;
}

export function candidateVersion(release: string, number: number): string {
  return `${release}-rc${number}`;
}

/**
 * The canonical form of a version that was typed or imported in another one: `2024.06.20.rc1` as `2024.06.20-rc1`. The
 * original is kept as an alias by whoever takes the offer. Null when there is nothing to offer.
 */
export function canonicalOffer(text: string): string | null {
  if (parseCandidateVersion(text)) return null;
  const { release, number } =
    /^\s*(?<release>[^\s].*?)[\s._-]*rc[\s._-]*0*(?<number>[0-9]+)\s*$/i.exec(text)?.groups ?? {};
  if (release === undefined || number === undefined) return null;
  const offer = `${release}-rc${number}`;
  return parseCandidateVersion(offer) ? offer : null;
}

export const lints = ['begins_at_zero', 'double_suffix', 'gap'] as const;
export type Lint = (typeof lints)[number];

/** What is accepted and worth a second look; `others` are the numbers that the release has already (spec/releases 2.1). */
export function lintsOf({ release, number }: CandidateVersion, others: readonly number[]): Lint[] {
  const found: Lint[] = [];
  if (number === 0) found.push('begins_at_zero');
  if (parseCandidateVersion(release)) found.push('double_suffix');
  if (number > (nextNumber(others) ?? GREATEST)) found.push('gap');
  return found;
}

export const lintWords: Readonly<Record<Lint, string>> = {
  begins_at_zero: 'Numbering normally starts at rc1.',
  double_suffix: 'The release’s own version ends in -rc and a number, so this is a candidate of a candidate.',
  gap: 'Numbers are left out between the last candidate and this one.',
};

/** The number of the next candidate of a release: the greatest and one, from 1; null when no number is left. */
export function nextNumber(numbers: readonly number[]): number | null {
  const next = numbers.reduce((greatest, number) => Math.max(greatest, number), 0) + 1;
  return next > GREATEST ? null : next;
}

/** What the commits since the last release are about, by the greatest of them; null when nothing is known. */
export type ChangeSize = 'breaking' | 'feature' | 'fix' | null;

/** `2026.11.20`: the date of an instant by the calendar of an IANA zone. */
function dateIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${value('year')}.${value('month')}.${value('day')}`;
}

/** The day's first release carries the date alone, the next ones -2, -3 (spec/releases 2.1, as in the screenshots). */
function nextCalendarVersion(releases: readonly string[], today: string): string {
  const ordinals = releases.flatMap((release) => {
    if (release === today) return [1];
    const [, ordinal] = release.startsWith(today)
      ? (/^-([1-9]\d{0,5})$/.exec(release.slice(today.length)) ?? [])
      : [];
    return ordinal === undefined ? [] : [Number(ordinal)];
  });
  return ordinals.length === 0 ? today : `${today}-${Math.max(...ordinals) + 1}`;
}

function bumpOf(size: ChangeSize, major: number): 'major' | 'minor' | 'patch' {
  if (size === 'breaking') return major === 0 ? 'minor' : 'major';
  return size === 'feature' ? 'minor' : 'patch';
}

function nextSemanticVersion(releases: readonly string[], size: ChangeSize): string {
  const parsed = releases.flatMap((release) => {
    const version = semver.parse(release, { loose: true });
    return version ? [{ version, prefix: release.startsWith('v') ? 'v' : '' }] : [];
  });
  const [highest] = parsed.toSorted((a, b) => semver.compare(b.version, a.version));
  if (!highest) return '0.1.0';
  const next = semver.inc(highest.version.version, bumpOf(size, highest.version.major));
  return `${highest.prefix}${next}`;
}

/** What the next version of a project goes by: its scheme, else that of its versions, else the calendar. */
export function schemeFollowed(scheme: VersionScheme | null, existing: readonly string[]): VersionScheme {
  const [first] = existing;
  if (scheme) return scheme;
  return first === undefined ? 'calver' : detectScheme(parseCandidateVersion(first)?.release ?? first);
}

/**
 * The version to offer for the next release of a project. `existing` are the versions it has, candidates among them
 * standing for their release; `at` in ms, `zone` an IANA name. A project without a scheme goes by its versions, and a
 * free one by the calendar (spec/releases 2.1, "auto-proposal").
 */
export function proposeNext(
  scheme: VersionScheme | null,
  existing: readonly string[],
  { at, zone, size }: { readonly at: number; readonly zone: string; readonly size: ChangeSize },
): string {
  const releases = existing.map((version) => parseCandidateVersion(version)?.release ?? version);
  return schemeFollowed(scheme, existing) === 'semver'
    ? nextSemanticVersion(releases, size)
    : nextCalendarVersion(releases, dateIn(zone, at));
}
