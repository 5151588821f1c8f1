import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BaselinePlan,
  findingWords,
  fitsBuild,
  foreignBundle,
  planBaselinePackage,
} from '#shared/features/build/baseline.ts';

const packed = (plan: BaselinePlan) =>
  plan.finding === 'whole' || plan.finding === 'bundle' ? plan.files.map(({ to }) => to) : [];

describe('what an artifact holds', () => {
  it.each<[string, string[], string, string[]]>([
    [
      'an apk with its images',
      [
        'classes.dex',
        'assets/index.android.bundle',
        'res/drawable-mdpi-v4/src_logo.png',
        'res/drawable-xxhdpi/src_logo.png',
        'res/raw/terms.html',
      ],
      'whole',
      [
        'CodePush/index.android.bundle',
        'CodePush/drawable-mdpi/src_logo.png',
        'CodePush/drawable-xxhdpi/src_logo.png',
        'CodePush/raw/terms.html',
      ],
    ],
    [
      'what only the binary itself uses',
      [
        'assets/index.android.bundle',
        'assets/fonts/Icons.ttf',
        'res/drawable-v21/ripple.xml',
        'res/drawable-mdpi-v4/shape.xml',
        'res/drawable-mdpi-v4/edge.9.png',
        'res/drawable-mdpi-v21/other.png',
        'res/layout/main.xml',
      ],
      'whole',
      ['CodePush/index.android.bundle'],
    ],
    [
      'an aab',
      ['BundleConfig.pb', 'base/assets/index.android.bundle', 'base/res/drawable-hdpi-v4/a.webp'],
      'whole',
      ['CodePush/index.android.bundle', 'CodePush/drawable-hdpi/a.webp'],
    ],
    [
      'an ipa',
      [
        'Payload/Shop.app/Info.plist',
        'Payload/Shop.app/main.jsbundle',
        'Payload/Shop.app/assets/src/logo@2x.png',
        'Payload/Shop.app/Assets.car',
        'Payload/Shop.app/PlugIns/Share.appex/main.jsbundle',
      ],
      'whole',
      ['CodePush/main.jsbundle', 'CodePush/assets/src/logo@2x.png'],
    ],
    [
      'resources with shortened names',
      ['assets/index.android.bundle', 'res/-6.png', 'res/raw/a.mp3'],
      'bundle',
      ['CodePush/index.android.bundle'],
    ],
    [
      'one image of two folders',
      ['assets/index.android.bundle', 'res/drawable-mdpi/a.png', 'res/drawable-mdpi-v4/a.png'],
      'bundle',
      ['CodePush/index.android.bundle'],
    ],
    ['no bundle', ['classes.dex', 'res/drawable-mdpi/a.png'], 'none', []],
    ['a bundle at another place', ['x/assets/index.android.bundle', 'main.jsbundle'], 'none', []],
    ['two apps', ['Payload/A.app/main.jsbundle', 'Payload/B.app/main.jsbundle'], 'refused', []],
  ])('%s', (_what, paths, finding, expected) => {
    const plan = planBaselinePackage(paths);
    expect(plan.finding).toBe(finding);
    expect(packed(plan)).toEqual(expected);
  });

  it('is packed without leaving its folder and without one name twice', () => {
    const part = fc.constantFrom(
      'res',
      'raw',
      'drawable-mdpi',
      'drawable-mdpi-v4',
      'assets',
      'base',
      'a.png',
      'b',
    );
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path), fc.constantFrom('', 'base/'), (paths, root) => {
        const to = packed(planBaselinePackage([`${root}assets/index.android.bundle`, ...paths]));
        expect(new Set(to).size).toBe(to.length);
        expect(to.every((one) => one.startsWith('CodePush/'))).toBe(true);
      }),
    );
  });
});

describe('a bundle and an operating system', () => {
  it.each([
    ['android', 'assets/index.android.bundle', true],
    ['huawei', 'base/assets/index.android.bundle', true],
    ['ios', 'Payload/A.app/main.jsbundle', true],
    ['ios', 'assets/index.android.bundle', false],
    ['android', null, false],
  ] as const)('%s and %s: %s', (os, bundle, fits) => {
    expect(fitsBuild(os, { bundle })).toBe(fits);
  });

  it.each([
    ['android', [], null],
    ['android', ['CodePush/index.android.bundle'], null],
    ['ios', ['CodePush/index.android.bundle'], 'index.android.bundle'],
    ['ios', ['a/index.android.bundle', 'a/main.jsbundle'], null],
  ] as const)('%s takes %j as foreign for %s', (os, bundles, foreign) => {
    expect(foreignBundle(os, bundles)).toBe(foreign);
  });

  it('says of a foreign one that it makes no baseline', () => {
    const found = { packageHash: 'a', bundle: 'Payload/A.app/main.jsbundle', assets: 0, note: null };
    expect(findingWords('ios', { ...found, finding: 'whole' })).toBe(
      'The artifact holds Payload/A.app/main.jsbundle and 0 assets.',
    );
    expect(findingWords('android', { ...found, finding: 'whole' })).toMatch(/no bundle of Android/);
  });
});
