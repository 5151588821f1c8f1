import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { fitsScheme, keysOf, lineOf, versionKey } from '#shared/features/release/order.ts';
import { detectScheme } from '#shared/features/release/rules.ts';

type Scheme = 'semver' | 'calver' | 'free';

const keyOf = (scheme: Scheme, version: string) => versionKey(scheme, version, { at: 0, id: 0 });
const sorted = (scheme: Scheme, versions: readonly string[]) =>
  [...versions].sort((a, b) => (keyOf(scheme, a) < keyOf(scheme, b) ? -1 : 1));

/** Sorts versions that were created one after the other, `at` minutes in. */
function ordered(scheme: Scheme, created: readonly (readonly [version: string, at: number])[]): string[] {
  const rows = created.map(([version, createdAt], id) => ({ id, version, createdAt }));
  const keys = keysOf(scheme, rows);
  const key = ({ id }: { id: number }) => keys.get(id) ?? '';
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ version }) => version);
}

describe('the order of versions', () => {
  it('is SemVer precedence in a SemVer project', () => {
    const version = fc.tuple(
      fc.tuple(fc.nat(12), fc.nat(12), fc.nat(120)),
      fc.option(
        fc.constantFrom(
          'alpha',
          'alpha.1',
          'alpha.beta',
          'alpha-1',
          'alpha-1.2',
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
        const [x, y] = [keyOf('semver', left), keyOf('semver', right)];
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
        const key = (text: string) => keyOf(scheme, text);
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

  it.each<[what: string, Scheme, (readonly [string, number])[], string[]]>([
    [
      'is that of the beginnings of the releases in a free project',
      'free',
      [
        ['zebra', 1],
        ['apple', 2],
      ],
      ['zebra', 'apple'],
    ],
    [
      'keeps a candidate of an old release with it, whenever it is cut',
      'free',
      [
        ['1.0', 1],
        ['1.0-rc1', 1],
        ['1.2', 2],
        ['1.2-rc1', 2],
        ['1.0-rc2', 3],
      ],
      ['1.0-rc1', '1.0-rc2', '1.0', '1.2-rc1', '1.2'],
    ],
    [
      'lets a release begin with a candidate that was there before it',
      'free',
      [
        ['1.0-rc1', 1],
        ['1.2-rc1', 2],
        ['1.0', 3],
      ],
      ['1.0-rc1', '1.0', '1.2-rc1'],
    ],
    [
      'is that in which they came where releases began at the same instant',
      'free',
      [
        ['1.9', 5],
        ['1.10', 5],
        ['1.9-rc2', 6],
      ],
      ['1.9-rc2', '1.9', '1.10'],
    ],
    [
      'has candidates of a candidate right below it',
      'free',
      [
        ['1.0', 1],
        ['1.0-rc1', 1],
        ['1.0-rc1-rc3', 2],
        ['1.0-rc0', 3],
        ['1.1', 4],
      ],
      ['1.0-rc0', '1.0-rc1-rc3', '1.0-rc1', '1.0', '1.1'],
    ],
    [
      'is that of the beginnings between equals, which precedence does not tell apart',
      'semver',
      [
        ['1.0.0+b-rc1', 1],
        ['1.0.0+a-rc1', 2],
        ['1.0.0+b-rc2', 3],
      ],
      ['1.0.0+b-rc1', '1.0.0+b-rc2', '1.0.0+a-rc1'],
    ],
    [
      'puts what does not fit below all that does, with its candidates',
      'semver',
      [
        ['0.0.1', 1],
        ['nightly', 2],
        ['weekly', 3],
        ['nightly-rc1', 4],
      ],
      ['nightly-rc1', 'nightly', 'weekly', '0.0.1'],
    ],
    [
      'puts what does not fit below all that does, also by the calendar',
      'calver',
      [
        ['2024.08.27', 1],
        ['2024.08.27 hot', 2],
        ['2024.08.27-rc1', 3],
      ],
      ['2024.08.27 hot', '2024.08.27-rc1', '2024.08.27'],
    ],
  ])('%s', (_what, scheme, created, expected) => {
    expect(ordered(scheme, created)).toEqual(expected);
  });

  it('is total, keeps each release together, and is the same whichever version was recorded first', () => {
    const release = fc.constantFrom(
      '1.0',
      '1.0.0',
      'v1.0.0',
      '1.0.0+b',
      '1.10.0',
      '2024.08.27',
      '2024.8',
      'ä',
      'x y',
    );
    const suffix = fc.constantFrom('', '-rc0', '-rc1', '-rc2', '-rc10', '-rc1-rc1');
    const version = fc.tuple(release, suffix).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.constantFrom<Scheme>('semver', 'calver', 'free'),
        fc.uniqueArray(version, { minLength: 2, maxLength: 12 }),
        fc.infiniteStream(fc.nat(1_000_000)),
        (scheme, versions, times) => {
          // No two at one instant: what came at the same one is told apart by which was recorded first.
          const created = versions.map(
            (one, index) => [one, (times.next().value ?? 0) * 100 + index] as const,
          );
          const once = ordered(scheme, created);
          expect(ordered(scheme, created.toReversed())).toEqual(once);
          const lines = once.map((one) => lineOf(one).release);
          expect(lines.filter((one, index) => one !== lines[index - 1])).toHaveLength(new Set(lines).size);
          const numbers = (one: string) => [...lineOf(one).numbers, Number.POSITIVE_INFINITY];
          for (const [index, one] of once.entries()) {
            const next = once[index + 1];
            if (next === undefined || lineOf(next).release !== lineOf(one).release) continue;
            const [a, b] = [numbers(one), numbers(next)];
            const at = a.findIndex((number, place) => number !== b[place]);
            expect(a[at]).toBeLessThan(b[at] ?? Number.NaN);
          }
          const keys = versions.map((one, id) => versionKey(scheme, one, { at: 1, id }));
          expect(new Set(keys).size).toBe(versions.length);
          expect(keys.join('')).toMatch(/^[ -~]*$/);
        },
      ),
    );
  });

  it.each<[Scheme, string, boolean]>([
    ['semver', '1.2.3-rc1', true],
    ['semver', '1.2', false],
    ['calver', 'v2024.08.27-2-rc1', true],
    ['calver', '24.08', false],
    ['free', 'anything', true],
  ])('says in a %s project of %s whether it fits: %s', (scheme, version, fits) => {
    expect(fitsScheme(scheme, version)).toBe(fits);
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
