import { afterEach, describe, expect, it } from 'vitest';
import { judgeNative, nativeWarningWords } from '#shared/features/build/native.ts';
import { nativeWarnings } from '../../../src-main/features/build/native.ts';
import { createStores } from '../../../src-main/store/index.ts';
import { openReader } from '../../../src-main/store/open.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { live, made, withProject } from './builds.ts';

const plugin = (name: string, version: string | null = '1.0.0', moduleName: string | null = null) => ({
  name,
  version,
  moduleName,
});
const binary = (number: number, storeVersion: string, ...plugins: ReturnType<typeof plugin>[]) => ({
  number,
  storeVersion,
  plugins,
});
const words = (...args: Parameters<typeof judgeNative>) => judgeNative(...args).map(nativeWarningWords);

describe('the native guard of a release for a build', () => {
  const parent = binary(5, '1.5.0', plugin('camera', '2.0.0'), plugin('maps'));
  it.each([
    ['its own binary', '*', [parent], []],
    ['a binary with the same plugins', '*', [binary(4, '1.4.0', ...parent.plugins)], []],
    ['a binary with more', '*', [binary(6, '1.6.0', ...parent.plugins, plugin('pay'))], []],
    [
      'a binary that lacks one',
      '*',
      [binary(3, '1.3.0', plugin('camera', '2.0.0'))],
      ['The range accepts 1.3.0, whose native plugins are not those of build #5: maps is missing.'],
    ],
    [
      'a binary with another version of one and another module of another',
      '*',
      [binary(3, '1.3.0', plugin('camera', '1.9.0'), plugin('maps', '1.0.0', 'RNMaps'))],
      [
        'The range accepts 1.3.0, whose native plugins are not those of build #5: camera is 1.9.0 instead of 2.0.0 and maps is another module.',
      ],
    ],
    [
      'a binary with a plugin of an unknown version',
      '*',
      [binary(3, '1.3.0', plugin('camera', null), plugin('maps'))],
      [
        'The range accepts 1.3.0, whose native plugins are not those of build #5: camera is of an unknown version instead of 2.0.0.',
      ],
    ],
    [
      'several with the same lack',
      '1.x',
      [
        binary(3, '1.3.0', plugin('maps')),
        binary(2, '1.2', plugin('maps')),
        binary(1, '0.9.0', plugin('maps')),
      ],
      ['The range accepts 1.3.0 and 1.2, whose native plugins are not those of build #5: camera is missing.'],
    ],
    ['a binary outside of the range', '^1.5.0', [binary(3, '1.3.0', plugin('maps'))], []],
    ['a binary that lists no plugins', '*', [binary(3, '1.3.0')], []],
    ['a binary whose version is none', '*', [binary(3, '1.2.3.4', plugin('maps'))], []],
    ['anything, by a range that is none', 'one', [binary(3, '1.3.0', plugin('maps'))], []],
  ])('about %s', (_what, range, builds, expected) => {
    expect(words(range, parent, builds)).toEqual(expected);
  });
});

describe('the native guard of a release for no build', () => {
  const one = binary(2, '1.2.0', plugin('maps'));
  const other = binary(1, '1.1.0', plugin('maps'), plugin('camera'));
  it.each([
    ['when its range accepts different binaries', '1.x', null, true],
    ['when the build it is for lists no plugins', '1.x', binary(9, '1.9.0'), true],
    ['not when it accepts one', '1.2.0', null, false],
    ['not when it accepts none', '2.x', null, false],
  ])('warns %s', (_what, range, parent, warns) => {
    expect(words(range, parent, [one, other])).toEqual(
      warns ? [expect.stringContaining('different native plugins: 1.2.0 and 1.1.0.')] : [],
    );
  });

  it('does not warn when all binaries are alike', () => {
    expect(words('1.x', null, [one, { ...one, storeVersion: '1.1.0' }])).toEqual([]);
  });
});

describe('the builds that the guard looks at', () => {
  let desk: TestApp;
  afterEach(() => desk.close());

  it('are the newest succeeded ones of each store version in the channel that still get releases', async () => {
    desk = await testApp();
    const projectId = await withProject(desk);
    const others = { plugins: [plugin('maps')] };
    await live(desk, projectId, '1.0.0', others);
    await made(desk, projectId, '1.1.0', { plugins: [plugin('camera')] });
    await made(desk, projectId, '1.1.0', others);
    await made(desk, projectId, '1.2.0', { ...others, status: 'failed' });
    await made(desk, projectId, '1.3.0', { ...others, target: 'staging' });
    const parent = await live(desk, projectId, '1.4.0', { plugins: [plugin('camera')] });
    const db = openReader(desk.file);
    const guard = () => {
      const channel = { projectId, os: 'android', target: 'production' } as const;
      const found = nativeWarnings({ stores: createStores(db) }, channel, '1.x', parent.id);
      return found.flatMap(({ storeVersions }) => storeVersions);
    };
    expect(guard()).toEqual(['1.1.0', '1.0.0']);
    const { rows } = await desk.client.build.list({});
    await desk.client.build.forceUpdate({ id: rows.find((row) => row.storeVersion === '1.0.0')?.id ?? 0 });
    expect(guard()).toEqual(['1.1.0']);
    db.close();
  });
});
