import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHashed, manifestText, packageHashOf } from '#shared/features/codepush/package-hash.ts';
import { sha256 } from './made.ts';

const file = (path: string, digit: string) => ({ path, sha256: digit.repeat(32) });

describe('the hash of a package', () => {
  it('is the one that CodePush devices compute', () => {
    const files = [
      file('CodePush/assets/İ.png', 'cc'),
      file('CodePush/b.js', 'bb'),
      file('CodePush/.codepushrelease', 'dd'),
      file('CodePush/a.js', 'aa'),
    ];
    expect(packageHashOf(files, sha256)).toBe(
      'a8af7d277e6f0d975d36d735bdd1e709e70d993f99f69835a5944dd4581c99ba',
    );
  });

  it('is of a JSON array without spaces, with other alphabets as they are, in the order of UTF-16 units', () => {
    // 'ﬀ' is U+FB00 and the emoji begins with U+D83D: by code points the emoji would come last.
    const files = [file('ﬀ', '11'), file('📱', '22'), file('a"b', '33'), file('Z', '44')];
    const line = (path: string, digit: string) => `"${path}:${digit.repeat(32)}"`;
    expect(manifestText(files)).toBe(
      `[${line('Z', '44')},${line('a\\"b', '33')},${line('📱', '22')},${line('ﬀ', '11')}]`,
    );
  });

  it('sorts whole lines, so that a path stands by what follows its end', () => {
    expect(JSON.parse(manifestText([file('a', 'ff'), file('a.js', '00'), file('a/b', '00')]))).toEqual([
      `a.js:${'00'.repeat(32)}`,
      `a/b:${'00'.repeat(32)}`,
      `a:${'ff'.repeat(32)}`,
    ]);
  });

  it('does not depend on the order of the entries, nor on the slashes of the zip', () => {
    const path = fc.string({
      unit: fc.constantFrom('a', 'Z', 'İ', '.', '/', '-'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const files = paths.map((one, at) => ({ path: one, sha256: sha256(String(at)) }));
        const turned = files.toReversed().map((one) => ({ ...one, path: one.path.replaceAll('/', '\\') }));
        expect(manifestText(turned)).toBe(manifestText(files));
      }),
    );
  });

  it.each([
    ['CodePush/index.android.bundle', true],
    ['CodePush/', false],
    ['CodePush\\assets\\', false],
    ['__MACOSX/CodePush/._a.js', false],
    ['CodePush/__MACOSX/a.js', true],
    ['.DS_Store', false],
    ['CodePush/assets/.DS_Store', false],
    ['CodePush\\.DS_Store', false],
    ['CodePush/x.DS_Store', true],
    ['.codepushrelease', false],
    ['CodePush/.codepushrelease', false],
    ['CodePush/.codepushrelease.js', true],
  ])('of %s: %s', (entry, counts) => {
    expect(isHashed(entry)).toBe(counts);
    expect(manifestText([file(entry, '00')]) !== '[]').toBe(counts);
  });
});
