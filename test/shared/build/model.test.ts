import { describe, expect, it } from 'vitest';
import { buildFactsSchema, envVersionSchema, platformFacts } from '#shared/features/build/model.ts';
import { build } from './builds.ts';

describe('the facts of a build', () => {
  it.each([
    ['1.2.3', true],
    ['1.2', false],
    ['1'.repeat(20), true],
    ['1'.repeat(21), false],
    ['📱📱📱📱', false],
    ['📱'.repeat(20), true],
  ])('take the environment version %s: %s', (text, fits) => {
    expect(envVersionSchema.safeParse(text).success).toBe(fits);
  });

  it('know a version code and Java on Android and Huawei, Xcode and extensions on iOS', () => {
    expect(platformFacts).toEqual({
      android: ['versionCode', 'javaVersion'],
      huawei: ['versionCode', 'javaVersion'],
      ios: ['xcodeVersion', 'extensions'],
    });
  });

  it('refuse a size below nothing and a plugin without a name', () => {
    const facts = {
      ...build(1),
      javaVersion: null,
      xcodeVersion: '16.2',
      extensions: ['share'],
      plugins: [{ name: 'camera', version: '2.0.0', moduleName: 'RNCamera' }],
      checksum: 'abc',
      size: 12,
      uploadDuration: 900,
      downloadUrl: null,
    };
    expect(buildFactsSchema.safeParse(facts).success).toBe(true);
    expect(buildFactsSchema.safeParse({ ...facts, size: -1 }).success).toBe(false);
    expect(buildFactsSchema.safeParse({ ...facts, plugins: [{ version: '1' }] }).success).toBe(false);
  });
});
