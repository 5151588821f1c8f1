import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import {
  candidateVersion,
  canonicalOffer,
  lints,
  lintsOf,
  lintWords,
  nextNumber,
  parseCandidateVersion,
  proposeNext,
  readCandidateVersion,
} from '#shared/features/candidate/grammar.ts';
import { commitSchema } from '#shared/features/release/model.ts';
import { refusals } from '#shared/features/release/refusals.ts';

const alphanumeric = [...'ABCxyz019'];
const inner = [...alphanumeric, '.', '_', '+', '-'];
const text = (characters: readonly string[], minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const releases = fc.oneof(
  text(alphanumeric, 1, 1),
  fc
    .tuple(text(alphanumeric, 1, 1), text(inner, 0, 125), text(alphanumeric, 1, 1))
    .map((parts) => parts.join('')),
);
const numbers = fc.nat(999_999_999);

describe('a candidate’s version', () => {
  it.each([
    ['2024.08.27-2-rc1', '2024.08.27-2', 1],
    ['v2.3.1-rc12', 'v2.3.1', 12],
    ['2024.10.21-1-rc5', '2024.10.21-1', 5],
    ['1.0-rc1-rc2', '1.0-rc1', 2],
    ['1.0-rc0', '1.0', 0],
    ['a-rc999999999', 'a', 999_999_999],
    [`${'x'.repeat(127)}-rc1`, 'x'.repeat(127), 1],
    ['1.0+build_7-rc3', '1.0+build_7', 3],
  ])('%s is split at the last suffix', (version, release, number) => {
    expect(parseCandidateVersion(version)).toEqual({ release, number });
  });

  it.each([
    '',
    '-rc1',
    '1.0-rc',
    '1.0--rc1',
    '1.0/2-rc1',
    'a-rc1000000000',
    `${'x'.repeat(128)}-rc1`,
    '1.0-rc01',
    '1.0-rc-1',
    '1.0-RC1',
    '1.0-Rc1',
    '1.0-rc1 ',
    ' 1.0-rc1',
    '1.0-rc1\n',
    '2024.06.20.rc1',
    '1.0rc1',
    '1.0',
    '.1-rc1',
    '1.-rc1',
    '1 0-rc1',
    'é-rc1',
    '1.0-rc١',
  ])('%j is none', (version) => {
    expect(parseCandidateVersion(version)).toBeNull();
    expect(() => readCandidateVersion(version)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: expect.objectContaining({ refusal: 'candidate_version' }),
      }),
    );
  });

  it('of any release and number is read back as these', () => {
    fc.assert(
      fc.property(releases, numbers, (release, number) => {
        expect(parseCandidateVersion(candidateVersion(release, number))).toEqual({ release, number });
      }),
    );
  });

  it('of any text that is read is that release and that number', () => {
    fc.assert(
      fc.property(
        fc.tuple(text(inner, 0, 20), fc.constantFrom('-rc', '-rc1', '.rc2', 'rc', '-RC3')),
        (parts) => {
          const version = parts.join('');
          const parsed = parseCandidateVersion(version);
          if (parsed) expect(candidateVersion(parsed.release, parsed.number)).toBe(version);
        },
      ),
    );
  });

  it('is answered in the words that clients compare', () => {
    expect(refusals.candidate_version).toMatchObject({
      status: 400,
      text: 'Invalid release candidate version',
    });
  });
});

describe('the canonical form', () => {
  it.each([
    ['2024.06.20.rc1', '2024.06.20-rc1'],
    ['1.0-rc01', '1.0-rc1'],
    ['1.0-RC1', '1.0-rc1'],
    ['1.0-rc1 ', '1.0-rc1'],
    ['1.0rc4', '1.0-rc4'],
    ['1.0_rc_4', '1.0-rc4'],
    ['1.0--rc1', '1.0-rc1'],
    ['1.0-rc.2', '1.0-rc2'],
    ['1.0 rc 2', '1.0-rc2'],
    ['1.0-rc1.rc2', '1.0-rc1-rc2'],
    ['1.0-rc00', '1.0-rc0'],
  ])('of %j is offered as %s', (typed, offer) => expect(canonicalOffer(typed)).toBe(offer));

  it.each(['1.0-rc1', '', '1.0', '1.0-rc', 'rc1', '-rc1', '1.0/2.rc1', 'a.rc1000000000'])(
    'is not offered for %j',
    (typed) => expect(canonicalOffer(typed)).toBeNull(),
  );

  it('is named by the refusal', () => {
    expect(() => readCandidateVersion('2024.06.20.rc1')).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ hint: 'Did you mean 2024.06.20-rc1?', offer: '2024.06.20-rc1' }),
      }),
    );
  });

  it('of anything is a version by the grammar', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), text([...inner, 'r', 'c', 'R', 'C', ' '], 0, 12)), (typed) => {
        const offer = canonicalOffer(typed);
        if (offer !== null) expect(parseCandidateVersion(offer)).not.toBeNull();
      }),
    );
  });
});

describe('what is accepted and noted', () => {
  it.each([
    ['1.0-rc1', [], []],
    ['1.0-rc0', [], ['begins_at_zero']],
    ['1.0-rc1-rc1', [], ['double_suffix']],
    ['1.0-rc3', [1], ['gap']],
    ['1.0-rc2', [1], []],
    ['1.0-rc1', [0], []],
    ['1.0-rc1', [1, 2, 5], []],
    ['1.0-rc4', [], ['gap']],
    ['1.0-rc2-rc0', [], ['begins_at_zero', 'double_suffix']],
  ])('%s beside %j: %j', (version, others, expected) => {
    expect(lintsOf(readCandidateVersion(version), others)).toEqual(expected);
  });

  it.each(lints)('%s has words of its own', (lint) => {
    expect(lintWords[lint]).toMatch(/^[A-Z].*\.$/);
    expect(lints.filter((other) => lintWords[other] === lintWords[lint])).toEqual([lint]);
  });
});

describe('the next number', () => {
  it.each([
    [[], 1],
    [[0], 1],
    [[1], 2],
    [[3, 1], 4],
    [[999_999_998], 999_999_999],
    [[999_999_999], null],
  ])('after %j is %s', (taken, next) => expect(nextNumber(taken)).toBe(next));

  it('is never one that is taken, and a candidate’s', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(999_999_998)), (taken) => {
        const next = nextNumber(taken) ?? -1;
        expect(taken).not.toContain(next);
        expect(parseCandidateVersion(candidateVersion('1.0', next))?.number).toBe(next);
      }),
    );
  });
});

describe('the next release', () => {
  const noon = Date.UTC(2026, 10, 20, 12);
  const next = (
    scheme: 'semver' | 'calver' | 'free' | null,
    existing: readonly string[],
    more: { at?: number; zone?: string; size?: 'breaking' | 'feature' | 'fix' | null } = {},
  ) => proposeNext(scheme, existing, { at: noon, zone: 'UTC', size: null, ...more });

  it.each([
    [[], '2026.11.20'],
    [['2026.11.19', '2026.11.19-2'], '2026.11.20'],
    [['2026.11.20'], '2026.11.20-2'],
    [['2026.11.20', '2026.11.20-2'], '2026.11.20-3'],
    [['2026.11.20-1'], '2026.11.20-2'],
    [['2026.11.20-9', '2026.11.20-10'], '2026.11.20-11'],
    [['2026.11.20-rc1', '2026.11.20-rc2'], '2026.11.20-2'],
    [['2026.11.20-2-rc7'], '2026.11.20-3'],
    [['2026.11.20-hotfix', '2026.11.200'], '2026.11.20'],
  ])('of a CalVer project after %j is %s', (existing, expected) => {
    expect(next('calver', existing)).toBe(expected);
  });

  it.each([
    ['UTC', Date.UTC(2026, 10, 20, 23, 59), '2026.11.20'],
    ['Europe/Berlin', Date.UTC(2026, 10, 20, 23, 30), '2026.11.21'],
    ['America/New_York', Date.UTC(2026, 10, 21, 4, 30), '2026.11.20'],
    ['Pacific/Kiritimati', Date.UTC(2026, 11, 31, 10), '2027.01.01'],
    ['Asia/Bangkok', Date.UTC(2026, 0, 5), '2026.01.05'],
  ])('is dated by the calendar of %s', (zone, at, expected) => {
    expect(next('calver', [], { at, zone })).toBe(expected);
  });

  it.each([
    [[], null, '0.1.0'],
    [['1.2.3'], null, '1.2.4'],
    [['1.2.3'], 'fix', '1.2.4'],
    [['1.2.3'], 'feature', '1.3.0'],
    [['1.2.3'], 'breaking', '2.0.0'],
    [['0.4.2'], 'breaking', '0.5.0'],
    [['v1.9.0', 'v1.10.0', 'v1.2.0'], null, 'v1.10.1'],
    [['1.2.3-rc4', '1.2.2'], null, '1.2.4'],
    [['2.0.0-beta.1'], null, '2.0.0'],
    [['nightly', '1.0.0'], null, '1.0.1'],
  ] as const)('of a SemVer project after %j with %s is %s', (existing, size, expected) => {
    expect(next('semver', existing, { size })).toBe(expected);
  });

  it('of a project without a scheme goes by what it has, and of a free one by the calendar', () => {
    expect(next(null, ['v1.0.0'])).toBe('v1.0.1');
    expect(next(null, ['2026.11.20'])).toBe('2026.11.20-2');
    expect(next(null, [])).toBe('2026.11.20');
    expect(next('free', ['1.0.0', 'zebra'])).toBe('2026.11.20');
  });

  it('is new, above every other SemVer release, and fit for a candidate', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));
    const size = fc.constantFrom(null, 'fix' as const, 'feature' as const, 'breaking' as const);
    fc.assert(
      fc.property(fc.array(version), size, (existing, changes) => {
        const proposed = next('semver', existing, { size: changes });
        expect(existing.filter((other) => semver.gte(other, proposed))).toEqual([]);
        expect(parseCandidateVersion(candidateVersion(proposed, 1))?.release).toBe(proposed);
      }),
    );
  });

  it('is one that its day does not have yet, however often it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', '-1', '-2', '-3', '-2-rc1', '-x')), (suffixes) => {
        const existing = suffixes.map((suffix) => `2026.11.20${suffix}`);
        const proposed = next('calver', existing);
        expect(existing).not.toContain(proposed);
        expect(existing.map((other) => parseCandidateVersion(other)?.release)).not.toContain(proposed);
      }),
    );
  });
});

describe('a commit', () => {
  it.each([
    ['abcdef1', 'abcdef1'],
    ['ABCDEF1', 'abcdef1'],
    ['a'.repeat(64), 'a'.repeat(64)],
  ])('%s is kept in lower case', (given, kept) => expect(commitSchema.parse(given)).toBe(kept));

  it.each(['abcdef', 'a'.repeat(65), 'g'.repeat(7), '', 'abcdef1!'])('%j is none', (given) => {
    expect(commitSchema.safeParse(given).success).toBe(false);
  });
});
