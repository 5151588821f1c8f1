import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { detectScheme, versionKey } from '#shared/features/release/rules.ts';

const sorted = (scheme: 'semver' | 'calver' | 'free', versions: readonly string[]) =>
  [...versions].sort((a, b) => (versionKey(scheme, a, 0) < versionKey(scheme, b, 0) ? -1 : 1));

describe('the order of versions', () => {
  it('is SemVer precedence in a SemVer project', () => {
    const version = fc.tuple(
      fc.tuple(fc.nat(12), fc.nat(12), fc.nat(120)),
      fc.option(
        fc.constantFrom(
          'alpha',
          'alpha.1',
          'alpha.beta',
          'beta',
          'beta.2',
          'beta.11',
          'nightly.20221017',
          '1',
          '10',
        ),
        { nil: null },
      ),
    );
    fc.assert(
      fc.property(version, version, ([a, pre], [b, post]) => {
        const left = a.join('.') + (pre ? `-${pre}` : '');
        const right = b.join('.') + (post ? `-${post}` : '');
        const [x, y] = [versionKey('semver', left, 0), versionKey('semver', right, 0)];
        expect(Math.sign(semver.compare(left, right))).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
    );
  });

  it('puts candidates by number below their release, never by text', () => {
    expect(sorted('semver', ['v2.3.1', 'v2.3.1-rc12', 'v2.3.1-rc2', 'v2.3.0'])).toEqual([
      'v2.3.0',
      'v2.3.1-rc2',
      'v2.3.1-rc12',
      'v2.3.1',
    ]);
    expect(
      sorted('calver', [
        '2026.11.20-2-rc1',
        '2026.11.20-1-rc10',
        '2026.11.20-1-rc9',
        '2026.9.30',
        '2026.11.20',
      ]),
    ).toEqual(['2026.9.30', '2026.11.20', '2026.11.20-1-rc9', '2026.11.20-1-rc10', '2026.11.20-2-rc1']);
  });

  it('is that of their numbers for the candidates of any release, and never that of their text', () => {
    const release = fc.constantFrom(
      ['semver', 'v2.3.1'] as const,
      ['semver', '2.0.0-beta.1'] as const,
      ['calver', '2024.08.27-2'] as const,
      ['calver', '2024.08.27'] as const,
    );
    fc.assert(
      fc.property(release, fc.nat(999_999_999), fc.nat(999_999_999), ([scheme, version], a, b) => {
        const key = (text: string) => versionKey(scheme, text, 0);
        expect(key(`${version}-rc${a}`) < key(`${version}-rc${b}`)).toBe(a < b);
        expect(key(`${version}-rc${a}`) < key(version)).toBe(true);
      }),
    );
  });

  it('puts what is cut again on the same day above what was cut before', () => {
    const day = ['2024.08.27', '2024.08.27-2', '2024.08.27-10', '2024.08.28'];
    expect(sorted('calver', day.toReversed())).toEqual(day);
    expect(sorted('calver', day.map((version) => `${version}-rc1`).toReversed())).toEqual(
      day.map((version) => `${version}-rc1`),
    );
  });

  it('is creation time in a free project, and below all others for a version that does not fit the scheme', () => {
    expect(versionKey('free', 'zebra', 1) < versionKey('free', 'apple', 2)).toBe(true);
    expect(versionKey('semver', 'not a version', 9e12) < versionKey('semver', '0.0.1', 0)).toBe(true);
  });

  it.each([
    ['v23.0.0-nightly.20221017', 'semver'],
    ['2026.11.20-1-rc2', 'calver'],
    ['2024.08.27', 'calver'],
    ['1.2.3', 'semver'],
    ['release-candidate', 'free'],
  ])('is guessed from %s as %s', (version, scheme) => {
    expect(detectScheme(version)).toBe(scheme);
  });
});
